"""Who somebody is whom the OpenID provider vouches for: an invited person, a known one, or one of an allowed domain."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User

from stoppress.base.errors import Refusal
from stoppress.base.limits.accounts import OIDC_NAME_TRIES_MAX
from stoppress.base.limits.desk import USER_NAME_CHARS_MAX
from stoppress.desk.accounts import create_user
from stoppress.desk.house_role import PROVIDER, give_house_role
from stoppress.desk.invitations import accept, invitation_for, invitation_of
from stoppress.desk.models import Invitation
from stoppress.desk.oidc_providers import OidcProvider
from stoppress.desk.ranks import Role, role_named

_ADDRESS: Final = re.compile(r"""[^\s<>"'`@,;:\\()\[\]]{1,64}@[\w.-]{1,253}""")
"""Also one of a network of one's own, "dora@desk", which is none for the world."""


def person_for(provider: OidcProvider, claims: Mapping[str, Any], invitation_token: str = "") -> User:
    """Whom to log in who was never here by this provider.

    claims   proven ones.
    invitation_token  of the invitation from whose page the login began; "" = from the login page.
    Raises   Refusal oidc-uninvited, oidc-another-address, oidc-another-person; role-unknown when the provider's setting
             names none.
    """
    email = verified_email(claims)
    found = _invitation(invitation_token, email)
    if found:
        return accept(found, free_name(claims), None, proven_email=email)
    # An address is written into an account only where a provider has proven it: nobody can claim another's.
    known = list(User.objects.filter(email__iexact=email)[:2]) if email else []
    if len(known) == 1:
        return _same_person(provider, known[0])
    if email and email.rpartition("@")[2] in _domains(provider):
        user = create_user(free_name(claims), None, role_named(provider.role), PROVIDER.name)
        user.email = email
        user.save(update_fields=["email"])
        return user
    raise Refusal("oidc-uninvited", "Nobody invited you yet. Ask an administrator of this desk for an invitation.")


def _invitation(token: str, email: str) -> Invitation | None:
    """The invitation of the link, else the one for this verified address. One for an address is for nobody else.

    Raises   Refusal oidc-another-address.
    """
    by_link = invitation_of(token) if token else None
    if by_link and by_link.email and by_link.email != email:
        raise Refusal(
            "oidc-another-address",
            "This invitation is for another e-mail address than the one that the provider vouches for. Come in with "
            "that one, or choose a password instead.",
        )
    return by_link or invitation_for(email)


def _same_person(provider: OidcProvider, user: User) -> User:
    """Somebody whose address is known. Addresses are given to others; who came by this provider is known by its `sub`.

    Raises   Refusal oidc-another-person: another identity of the same provider holds this account.
    """
    if SocialAccount.objects.filter(user_id=user.pk, provider=provider.id).exists():
        raise Refusal(
            "oidc-another-person",
            "The account of this e-mail address belongs to another identity at the provider. If it is yours, ask an "
            "administrator for a login link, and join the provider again on the page of your account.",
        )
    return user


def role_follows(provider: OidcProvider, user: User, claims: Mapping[str, Any]) -> None:
    """Give the role that the provider's `roles` derive from a claim, at each login; without a fitting one, none."""
    role = role_of(provider, claims)
    if role:
        give_house_role(user, role)


def role_of(provider: OidcProvider, claims: Mapping[str, Any]) -> Role | None:
    """The first of the provider's roles whose value the claim has; None = none has.

    Raises   Refusal role-unknown: the setting names no role.
    """
    said = claims.get(provider.claim) if provider.claim else None
    values = {str(value) for value in said} if isinstance(said, list) else {str(said)} if said is not None else set()
    for pair in provider.roles.split(","):
        value, _, role = pair.rpartition("=")
        if value.strip() in values:
            return role_named(role.strip())
    return None


def verified_email(claims: Mapping[str, Any]) -> str:
    """The address, small letters, when the provider says that it is verified; else ""."""
    email = claims.get("email")
    if not isinstance(email, str) or claims.get("email_verified") is not True:
        return ""
    address = email.strip().lower()
    return address if _ADDRESS.fullmatch(address) and address.isprintable() else ""


def _domains(provider: OidcProvider) -> set[str]:
    """Domains that need no invitation."""
    return {domain.strip().lower() for domain in provider.domains.split(",") if domain.strip()}


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
