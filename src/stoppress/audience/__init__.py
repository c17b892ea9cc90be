"""How many readers have a story open, minute by minute: told by the reader plane, asked by the desk. Disposable."""
