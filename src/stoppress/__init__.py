"""Stop Press: a self-hosted live blog. The parts and their order are in docs/architecture.md."""

__version__ = "0.1.0"
