"""What test modules import from one another; fixtures stand in ``conftest.py``."""
