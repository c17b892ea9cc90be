"""Pictures: probe, re-encode, store. Knows files and bytes, no stories.

pictures.py is the part's one door. What was uploaded is decoded only in worker.py, a process of its own with bounds on
memory and time, and is never kept or served itself: readers get our own copies, without any metadata.
"""
