"""The text of an update: a ProseMirror document, from Markdown and to HTML and plain text. Pure."""
