"""The importer of plain text: bytes of a captured live page → a Capture, with an account of every line. Pure."""

from stoppress.archive.plaintext.parse import parse

__all__ = ["parse"]
