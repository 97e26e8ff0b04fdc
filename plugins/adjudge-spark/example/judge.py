"""Judge a file of payloads on a Spark of this machine, and count decisions by supplier."""

# ruff: noqa: T201  # a program for the terminal

import os
import sys
from pathlib import Path

from pyspark.sql import SparkSession, functions

import adjudge
import adjudge_spark

HERE = Path(__file__).parent
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else workers take the first Python on the PATH

spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")

payload = functions.col("value").alias("payload")
supplier = functions.get_json_object("value", "$.supplier").alias("document")
frame = spark.read.text(str(HERE / "payloads.jsonl")).select(payload, supplier)

verdicts = adjudge_spark.check(frame, adjudge.load_rules(HERE / "rules.yaml"))
for row in verdicts.groupBy("document", "decision").count().orderBy("document", "decision").collect():
    print(f"{row['document'] or '(no supplier)':<15} {row['decision'] or 'unreadable':<11} {row['count']}")
spark.stop()
