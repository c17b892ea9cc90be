"""Import and export. One module a foreign format: bytes to commands, and back."""
