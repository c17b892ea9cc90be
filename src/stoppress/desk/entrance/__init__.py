"""How django-allauth serves this desk: its adapters and forms, and the proof of OpenID tokens."""
