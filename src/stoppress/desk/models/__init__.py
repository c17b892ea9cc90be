"""The desk's own tables, one file a subject. Private to this part; no logic here."""

from stoppress.desk.models.entrance import LoginFailure, LoginLink

__all__ = ["LoginFailure", "LoginLink"]
