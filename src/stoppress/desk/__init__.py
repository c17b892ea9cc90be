"""Where editors and reporters work: HTTP in, commands out."""
