"""The people of a desk in full work, how they come in, and what programs do in their names: a part of full_desk.py."""

from __future__ import annotations

import hashlib
import os
from typing import Any

from stoppress.base.clock import now_utc


def everybody() -> dict[str, Any]:
    from stoppress.desk.accounts import create_user
    from stoppress.desk.people import COMMAND_LINE, switch
    from stoppress.desk.ranks import Role

    roles = {
        "ada": Role.ADMINISTRATOR,
        "ben": Role.CONTRIBUTOR,
        "dora": Role.EDITOR,
        "emil": Role.READER,
        "farida.al-masri@coast-press.example": Role.CHIEF,
        "gone": Role.EDITOR,
    }
    made = {
        name: create_user(name, "storm surge tonight" if name in {"dora", "emil"} else None, role)
        for name, role in roles.items()
    }
    switch(COMMAND_LINE, "gone", on=False)
    return made


def for_programs(people: dict[str, Any]) -> dict[str, Any]:
    from stoppress.desk.hooks import deeds
    from stoppress.desk.hooks.sending import Answer
    from stoppress.desk.models import Hook
    from stoppress.desk.tokens import make_token, revoke_token, tokens_of

    make_token(people["ada"], "The sports ticker, night shift", ["publish", "read"], 90)
    make_token(people["ada"], "An old script", ["read"], 7)
    revoke_token(people["ada"], tokens_of(people["ada"])[0].id)
    url = "https://receiver.example/hooks/a-rather-long-address/with/parts?and=a&query=string"
    hook, _ = deeds.add_hook(people["ada"], "Push messages of the app", url, ["update.published"], "storm")
    deeds.add_hook(people["ada"], "Archive", "https://archive.example/", [])
    paused, _ = deeds.add_hook(people["ada"], "The old site", "https://old.example/", [])
    deeds.pause_hook(paused.id)
    row = Hook.objects.get(pk=hook.id)
    for number, (status, said) in enumerate([(200, "ok"), (503, "Service Unavailable"), (0, "No line: refused")]):
        answer = Answer(status=status, said=said, retry_after_s=None, took_ms=41)
        deeds.note_delivery(
            row, f"msg_{number}", "update.published", "storm", number + 3, number + 1, answer, now_utc()
        )
    return {"hook": hook.id, "token": tokens_of(people["ada"])[0].id}


def ways_in(people: dict[str, Any]) -> dict[str, Any]:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    from stoppress.desk.accounts import make_login_link
    from stoppress.desk.invitations import make_invitation, open_invitations

    for name in ("ada", "dora"):
        Authenticator.objects.create(
            user=people[name], type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"}
        )
        RecoveryCodes.activate(people[name])
        Authenticator.objects.create(
            user=people[name],
            type=Authenticator.Type.WEBAUTHN,
            data={"name": "The night desk's laptop", "credential": _credential()},
        )
    invitation = make_invitation(people["ada"], "editor", 7)
    make_invitation(people["ada"], "contributor", 7, "farida@coast-press.example")
    return {
        "passkey": Authenticator.objects.filter(user=people["ada"], type=Authenticator.Type.WEBAUTHN).get().pk,
        "invitation": invitation,
        "invitation_number": open_invitations()[0].pk,
        "link": make_login_link(people["emil"], 3600),
        "sessions": {name: _session(people[name]) for name in ("ada", "ben", "emil")},
    }


def _session(user: Any) -> str:
    """The session of somebody who has just come in, and once from a telephone: what the cookie says."""
    from allauth.account.internal.flows.login import record_authentication
    from django.http import HttpRequest
    from django.test import Client

    for browser in (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1",
        "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0",
    ):
        client = Client(headers={"user-agent": browser}, SERVER_NAME="127.0.0.1", REMOTE_ADDR="192.0.2.7")
        client.force_login(user)
        assert client.get("/").status_code == 200
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, "password", reauthenticated=True)
    request.session.save()
    return str(request.session.session_key)


def _credential() -> dict[str, Any]:
    """A passkey as a browser registers one."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from fido2.cose import ES256
    from fido2.utils import websafe_encode
    from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    id_ = os.urandom(16)
    data = AuthenticatorData.create(
        hashlib.sha256(b"localhost").digest(), 0x45, 0, AttestedCredentialData.create(Aaguid.NONE, id_, key)
    )
    said = CollectedClientData.create("webauthn.create", os.urandom(16), "http://localhost")
    return {
        "id": websafe_encode(id_),
        "rawId": websafe_encode(id_),
        "type": "public-key",
        "clientExtensionResults": {},
        "response": {
            "clientDataJSON": websafe_encode(said),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
    }
