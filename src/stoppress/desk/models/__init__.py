"""The desk's own tables, one file a subject. Private to this part; no logic here."""

from stoppress.desk.models.entrance import LoginFailure, LoginLink
from stoppress.desk.models.invitations import HousePolicy, Invitation
from stoppress.desk.models.roles import RoleRow
from stoppress.desk.models.trail import TrailRow

__all__ = ["HousePolicy", "Invitation", "LoginFailure", "LoginLink", "RoleRow", "TrailRow"]
