"""The desk's own tables, one file a subject. Private to this part; no logic here."""

from stoppress.desk.models.drafts import Draft, Presence
from stoppress.desk.models.entrance import LoginFailure, LoginLink
from stoppress.desk.models.hooks import Hook, HookDelivery, HookPlace
from stoppress.desk.models.invitations import HousePolicy, Invitation
from stoppress.desk.models.points import PointsLook
from stoppress.desk.models.roles import RoleRow
from stoppress.desk.models.tokens import ApiAnswer, ApiToken
from stoppress.desk.models.trail import TrailRow

__all__ = [
    "ApiAnswer",
    "ApiToken",
    "Draft",
    "Hook",
    "HookDelivery",
    "HookPlace",
    "HousePolicy",
    "Invitation",
    "LoginFailure",
    "LoginLink",
    "PointsLook",
    "Presence",
    "RoleRow",
    "TrailRow",
]
