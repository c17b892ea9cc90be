"""The OpenID providers of a house: the one of the settings, and further ones of a file.

No Django in it: the project's settings are made of it too.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from stoppress.base.errors import Refusal
from stoppress.base.limits.accounts import OIDC_PROVIDERS_MAX
from stoppress.base.settings import Settings

FIRST: Final = "house"
"""The id of the provider of the settings, in addresses."""

_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcProvider:
    """One provider. The fields mean what the settings STOPPRESS_OIDC_… mean."""

    id: str
    issuer: str
    client_id: str
    client_secret: str = ""
    name: str = ""
    domains: str = ""
    role: str = "reader"
    claim: str = ""
    roles: str = ""

    @property
    def label(self) -> str:
        """What it is called on our pages."""
        return self.name or urlsplit(self.issuer).netloc


def providers_of(house: Settings) -> tuple[OidcProvider, ...]:
    """All providers of a house, in the order of their buttons; () = there are none.

    Raises   Refusal setting-wrong: the file can't be read, or describes what can be no provider.
    """
    first = OidcProvider(
        id=FIRST,
        issuer=house.oidc_issuer,
        client_id=house.oidc_client_id,
        client_secret=house.oidc_client_secret,
        name=house.oidc_name,
        domains=house.oidc_domains,
        role=house.oidc_role,
        claim=house.oidc_claim,
        roles=house.oidc_roles,
    )
    return (*([first] if house.oidc_issuer else []), *(_of_file(house.oidc_file) if house.oidc_file else ()))


def provider_of(house: Settings, provider_id: str) -> OidcProvider | None:
    """The one of this id."""
    return next((one for one in providers_of(house) if one.id == provider_id), None)


@lru_cache(maxsize=4)
def _of_file(path: str) -> tuple[OidcProvider, ...]:
    """Read once: a change counts from the next start on, as that of any setting."""
    try:
        told = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise _wrong(path, f"can't be read: {error.strerror}") from None
    except ValueError as error:
        raise _wrong(path, f"is no JSON: {error}") from None
    if not isinstance(told, list) or len(told) > OIDC_PROVIDERS_MAX:
        raise _wrong(path, f"is no list of at most {OIDC_PROVIDERS_MAX} providers")
    found = tuple(_provider(path, one) for one in told)
    if len({one.id for one in found} | {FIRST}) != len(found) + 1:
        raise _wrong(path, f"names two providers by one id, or one “{FIRST}”, which is that of the settings")
    return found


def _provider(path: str, told: Any) -> OidcProvider:
    try:
        provider = OidcProvider(**told)
    except TypeError as error:
        raise _wrong(path, f"describes a provider wrongly: {str(error).partition(') ')[2] or error}") from None
    if not all(isinstance(value, str) for value in told.values()) or not _ID.fullmatch(provider.id):
        raise _wrong(path, "has a value that is no text, or an id other than small letters, digits and hyphens")
    if urlsplit(provider.issuer).scheme not in {"https", "http"}:
        raise _wrong(path, f"gives “{provider.id}” no issuer that is an address")
    return provider


def _wrong(path: str, finding: str) -> Refusal:
    return Refusal("setting-wrong", f"STOPPRESS_OIDC_FILE: {path} {finding}. docs/accounts.md shows one.")
