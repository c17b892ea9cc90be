"""One live blog and its log. write.py is the only door for change; read.py answers questions."""
