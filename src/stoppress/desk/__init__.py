"""Where editors work: HTTP in, commands out. Pages without script, made faster by a little of it."""
