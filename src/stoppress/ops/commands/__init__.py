"""One module a command: arguments(parser) says what it takes, run(call) does it and returns the exit code."""
