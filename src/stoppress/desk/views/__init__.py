"""One file for each thing that people do. Each view declares its rule (rules.py)."""
