"""The command line, the supervisor and what an administrator needs."""
