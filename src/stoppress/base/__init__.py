"""What every part may use: clock, keys, limits, errors, text, html. No Django, no I/O."""
