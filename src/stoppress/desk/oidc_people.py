"""Who somebody is whom the OpenID provider vouches for: an invited person, a known one, or one of an allowed domain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User

from stoppress.base.errors import Refusal
from stoppress.base.limits.accounts import OIDC_NAME_TRIES_MAX
from stoppress.base.limits.desk import USER_NAME_CHARS_MAX
from stoppress.desk.accounts import create_user
from stoppress.desk.house_role import PROVIDER, give_house_role
from stoppress.desk.invitations import accept, invitation_for, invitation_of
from stoppress.desk.ranks import Role, role_named


def person_for(claims: Mapping[str, Any], invitation_token: str = "") -> User:
    """Whom to log in who was never here by this provider.

    claims   proven ones.
    invitation_token  of the invitation from whose page the login began; "" = from the login page.
    Raises   Refusal oidc-uninvited; role-unknown when the setting oidc_role names none.
    """
    email = verified_email(claims)
    found = (invitation_of(invitation_token) if invitation_token else None) or invitation_for(email)
    if found:
        return accept(found, free_name(claims), None)
    # An address is written into an account by an invitation only; nobody can claim another's.
    known = list(User.objects.filter(email__iexact=email)[:2]) if email else []
    if len(known) == 1:
        return known[0]
    if email and email.rpartition("@")[2] in allowed_domains():
        user = create_user(free_name(claims), None, role_named(settings.HOUSE.oidc_role), PROVIDER.name)
        user.email = email
        user.save(update_fields=["email"])
        return user
    raise Refusal("oidc-uninvited", "Nobody invited you yet. Ask an administrator of this desk for an invitation.")


def role_follows(user: User, claims: Mapping[str, Any]) -> None:
    """Give the role that the setting oidc_roles derives from a claim, at each login; without a fitting one, none."""
    role = role_of(claims)
    if role:
        give_house_role(user, role)


def role_of(claims: Mapping[str, Any]) -> Role | None:
    """The first role of oidc_roles whose value the claim has; None = none has.

    Raises   Refusal role-unknown: the setting names no role.
    """
    said = claims.get(settings.HOUSE.oidc_claim) if settings.HOUSE.oidc_claim else None
    values = {str(value) for value in said} if isinstance(said, list) else {str(said)} if said is not None else set()
    for pair in settings.HOUSE.oidc_roles.split(","):
        value, _, role = pair.rpartition("=")
        if value.strip() in values:
            return role_named(role.strip())
    return None


def verified_email(claims: Mapping[str, Any]) -> str:
    """The address, small letters, when the provider says that it is verified; else ""."""
    email = claims.get("email")
    if not isinstance(email, str) or claims.get("email_verified") is not True:
        return ""
    name, _, domain = email.strip().lower().rpartition("@")
    return f"{name}@{domain}" if name and domain else ""


def allowed_domains() -> set[str]:
    """Domains that need no invitation."""
    return {domain.strip().lower() for domain in settings.HOUSE.oidc_domains.split(",") if domain.strip()}


def free_name(claims: Mapping[str, Any]) -> str:
    """A user's name that is not taken, from what the provider calls the person.

    Raises   Refusal user-exists after OIDC_NAME_TRIES_MAX names.
    """
    said = str(claims.get("preferred_username") or verified_email(claims) or claims.get("name") or "")
    letters = "".join(letter for letter in said.partition("@")[0] if letter.isalnum() or letter in ".+-_")
    name = letters[: USER_NAME_CHARS_MAX - 3] or "guest"
    tried = [name, *(f"{name}{number}" for number in range(2, OIDC_NAME_TRIES_MAX + 1))]
    taken = set(User.objects.filter(username__in=tried).values_list("username", flat=True))
    free = next((one for one in tried if one not in taken), None)
    if free is None:
        raise Refusal("user-exists", f"There are too many people called “{name}”. Ask for an invitation by link.")
    return free
