"""What the desk can do and the API cannot, each with its reason. Every other route of the desk has an operation.

Held by a test that walks all routes; `make docs` writes it into docs/api.md.
"""

from __future__ import annotations

from typing import Final

_WAY_IN: Final = "A way in: a program comes in by its token."
_OWN_WAY_IN: Final = "Changes how somebody comes in: a token could make itself another way in, and outlive its end."
_PAGE: Final = "A part of a page; the operations give what stands in it."

APART: Final[dict[str, str]] = {
    **dict.fromkeys(
        (
            "login",
            "login-link",
            "logout",
            "invitation",
            "account_login",
            "account_logout",
            "mfa_authenticate",
            "mfa_login_webauthn",
            "openid_connect_login",
            "openid_connect_callback",
        ),
        _WAY_IN,
    ),
    **dict.fromkeys(
        (
            "account",
            "password",
            "end-sessions",
            "end-session",
            "tokens",
            "revoke-token",
            "account_reauthenticate",
            "mfa_index",
            "mfa_list_webauthn",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_download_recovery_codes",
            "mfa_add_webauthn",
            "mfa_edit_webauthn",
            "mfa_remove_webauthn",
            "socialaccount_connections",
        ),
        _OWN_WAY_IN,
    ),
    **dict.fromkeys(("now", "row", "readers-file"), _PAGE),
    "picture": "The file of a picture, for pages; published, readers' addresses give it.",
    "language": "The language of one's own pages; what the API says is English, with codes.",
    "here": "Says who has a page open; a program has none.",
    "draft-merge": "Puts two texts together for somebody who chooses; a program is answered 409 with what stands.",
}
"""Routes by their names."""

IN_PART: Final[dict[str, str]] = {
    "entrant": "Sessions are ended by a program, too. Making a login link and taking a factor away are not for one: "
    "with them it would come in as that person.",
}
"""Routes of which the API does a part."""
