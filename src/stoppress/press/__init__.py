"""Turns facts into finished bytes. Keeps no truth: everything here can be printed again from the log."""
