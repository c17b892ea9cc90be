"""The reader plane: HTTP rim over the edition. Knows bytes and positions, no stories; imports no Django."""
