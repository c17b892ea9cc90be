"""The proof in an OpenID token: signed by the provider's published keys, for us, for this login, and not too old."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import jwt

from stoppress.base.limits.accounts import OIDC_CLOCK_S_MAX

_ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures by a private key only: "none", or one by a secret that both know, proves nothing."""


def proven_claims(token: str, keys: Mapping[str, Any], issuer: str, client_id: str) -> dict[str, Any]:
    """What a token says, if it is true.

    token    the id_token as it came.
    keys     the provider's JWKS document.
    Returns  the claims; iss, sub, aud, exp, iat and nonce are there.
    Raises   ValueError: not signed by those keys, for somebody else, from somebody else, or too old.
    Source   OpenID Connect Core 1.0, 3.1.3.7.
    """
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in _ALGORITHMS:
            raise ValueError(f"signed with {header.get('alg')}")
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key_named(header.get("kid"), keys),
            algorithms=[header["alg"]],
            audience=client_id,
            issuer=issuer,
            leeway=OIDC_CLOCK_S_MAX,
            options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
        )
    except (jwt.PyJWTError, TypeError, KeyError) as error:
        raise ValueError(f"the id_token proves nothing: {error}") from error
    if claims.get("azp", client_id) != client_id:
        raise ValueError("the id_token was made for another client")
    return claims


def _key_named(name: object, keys: Mapping[str, Any]) -> Any:
    """The key that a token names; where it names none, the only one that there is."""
    known = jwt.PyJWKSet.from_dict(dict(keys)).keys
    fitting = [key for key in known if key.key_id == name] if name is not None else known
    if len(fitting) != 1:
        raise ValueError(f"{len(fitting)} keys of the provider fit the id_token")
    return fitting[0]
