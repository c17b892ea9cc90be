"""The demo: two invented stories, how they are read, drawn and performed. Real stories live elsewhere."""
