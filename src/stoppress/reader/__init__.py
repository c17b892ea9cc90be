"""The HTTP rim for readers: pages and feeds joined from finished pieces, and the stream. No Django, no
stories.

Two ways lead to the same answers. asgi.py is the ordinary one, whole and plain. lane.py answers what is
asked for all the time beside it, from finished bytes. Both stand on plane.py, which holds what one process
knows.
"""
