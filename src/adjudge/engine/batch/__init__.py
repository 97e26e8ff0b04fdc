"""Many documents: read as a stream, judged by worker processes, written as rows, resumed after anything."""
