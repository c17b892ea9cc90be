"""The desk's own tables, one file a subject. Private to this part; no logic here."""

from stoppress.desk.models.entrance import LoginFailure, LoginLink
from stoppress.desk.models.hooks import Hook, HookDelivery, HookPlace
from stoppress.desk.models.tokens import ApiAnswer, ApiToken

__all__ = ["ApiAnswer", "ApiToken", "Hook", "HookDelivery", "HookPlace", "LoginFailure", "LoginLink"]
