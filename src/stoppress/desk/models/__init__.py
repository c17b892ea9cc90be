"""The desk's own tables, one file a subject. Private to this part; no logic here."""

from stoppress.desk.models.drafts import Draft, DraftAct, Presence
from stoppress.desk.models.entrance import LoginFailure, LoginLink

__all__ = ["Draft", "DraftAct", "LoginFailure", "LoginLink", "Presence"]
