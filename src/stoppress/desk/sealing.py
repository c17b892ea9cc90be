"""Secrets that must be read again, sealed where they lie: keys of apps, seeds of recovery codes, secrets of webhooks.

The key is made of the house's secret, which is a file of its own and in no backup (project/secret.py): whoever finds a
backup, or a copy of the database, reads none of them. What is compared only, passwords and tokens, is hashed elsewhere.

Sealed text begins with “sealed:”; what does not was written before there were seals, and is read as it is. Cryptography
is loaded when something is sealed or read, not at the start.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from stoppress.base.errors import Refusal
from stoppress.desk.models import Hook

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

_SEALED: Final = "sealed:"
_PURPOSE: Final = b"stoppress.sealing.1"
_OF_AUTHENTICATORS: Final = ("secret", "seed")
_OF_HOOKS: Final = ("secret", "old_secret")


def sealed(text: str) -> str:
    """A text that only this house can read. Another one each time."""
    return _SEALED + _seals().encrypt(text.encode()).decode()


def unsealed(text: str) -> str:
    """The text again.

    Raises   Refusal seal-of-another-house: it was sealed with a secret that is not in the data folder.
    """
    if not text.startswith(_SEALED):
        return text
    from cryptography.fernet import InvalidToken

    try:
        return _seals().decrypt(text.removeprefix(_SEALED)).decode()
    except InvalidToken:
        raise Refusal(
            "seal-of-another-house",
            "This was kept under another secret than the one in the data folder, and can't be read. Put the secret "
            "back, or set up what it was for anew; an administrator can take a second factor away.",
        ) from None


def is_readable(text: str) -> bool:
    """Whether unsealed() gives it."""
    return not text.startswith(_SEALED) or _opens(_seals().decrypt, text.removeprefix(_SEALED).encode())


def unreadable() -> int:
    """How many second factors and webhooks were sealed with a secret that is not in the data folder."""
    factors = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)
    rows = [
        *((row.data, _OF_AUTHENTICATORS) for row in factors),
        *((vars(hook), ("secret",)) for hook in Hook.objects.all()),
    ]
    return sum(not all(is_readable(str(fields.get(name) or "")) for name in names) for fields, names in rows)


def seal_anew() -> int:
    """Seal what is not, and what was sealed with an older secret, with the one of now. For the start; idempotent.

    What was sealed with a secret that is gone stays as it is.
    Returns  how many rows were written.
    """
    written = 0
    with transaction.atomic():
        for row in Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN):
            changed = _renewed(row.data, _OF_AUTHENTICATORS)
            if changed:
                row.data |= changed
                row.save(update_fields=["data"])
            written += bool(changed)
        for hook in Hook.objects.select_for_update():
            changed = _renewed(vars(hook), _OF_HOOKS)
            if changed:
                Hook.objects.filter(pk=hook.pk).update(**changed)
            written += bool(changed)
    return written


def _renewed(fields: dict[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    """The fields of these names that must be sealed anew, as they shall be."""
    found = {name: str(fields[name]) for name in names if fields.get(name)}
    renewed = {name: _renew(text) for name, text in found.items()}
    return {name: text for name, text in renewed.items() if text != found[name]}


def _renew(text: str) -> str:
    if not text.startswith(_SEALED):
        return sealed(text)
    if not settings.SECRET_KEY_FALLBACKS:
        return text  # whatever sealed it, nobody could read it better
    from cryptography.fernet import Fernet

    token = text.removeprefix(_SEALED).encode()
    if _opens(Fernet(_keys()[0]).decrypt, token) or not _opens(_seals().decrypt, token):
        return text
    return _SEALED + _seals().rotate(token).decode()


def _opens(decrypt: Callable[[bytes], bytes], token: bytes) -> bool:
    from cryptography.fernet import InvalidToken

    try:
        decrypt(token)
    except InvalidToken:
        return False
    return True


def _keys() -> tuple[bytes, ...]:
    return tuple(_key(str(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def _seals() -> MultiFernet:
    """Seals with the secret of now, reads with the older ones too."""
    from cryptography.fernet import Fernet, MultiFernet

    return MultiFernet([Fernet(key) for key in _keys()])


@lru_cache(maxsize=8)
def _key(secret: str) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(made)
