"""A small real OpenID provider on the loopback: discovery, keys, tokens, userinfo. Tests say what it answers."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "the-desk", "between us two"


class Provider(ThreadingHTTPServer):
    """One provider with one person logged in: whoever asks gets a code for that person."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person: dict[str, Any] = {"sub": "4711", "preferred_username": "dora", "email": "dora@example.org"}
        self.person["email_verified"] = True
        self.asked: dict[str, str] = {}
        self.token_asked: dict[str, str] = {}
        self.claims: dict[str, Any] = {}
        """What the next token says otherwise."""
        self.signed_by: Any = None
        """Another key than the published one."""
        self.raw_token = ""
        """A whole token instead."""
        self.userinfo: dict[str, Any] | None = None
        """What userinfo says otherwise."""
        self.discovery: dict[str, Any] = {}

    def visit(self, address: str) -> str:
        """What a browser does that is sent here: gives the path and query with which it comes back."""
        parts = urlsplit(address)
        self.asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        back = urlsplit(self.asked["redirect_uri"]).path
        return f"{back}?code=c0de&state={self.asked['state']}"

    def token(self) -> str:
        now = int(time.time())
        said = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": self.asked.get("nonce")}
        said |= self.person | self.claims
        said = {name: value for name, value in said.items() if value is not None}
        return self.raw_token or jwt.encode(said, self.signed_by or self.key, "RS256", headers={"kid": "one"})

    def answer(self, path: str, posted: dict[str, str]) -> dict[str, Any]:
        if path == "/.well-known/openid-configuration":
            ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
            found = {name: f"{self.issuer}/{end}" for name, end in ends.items()}
            return {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys", **found, **self.discovery}
        if path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}
        if path == "/token":
            self.token_asked = posted
            proof = base64.urlsafe_b64encode(hashlib.sha256(posted["code_verifier"].encode()).digest()).decode()
            assert proof.rstrip("=") == self.asked["code_challenge"]
            return {"access_token": "acc3ss", "token_type": "Bearer", "id_token": self.token()}
        return self.person if self.userinfo is None else self.userinfo


class _Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        self._send({})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._send({name: values[0] for name, values in parse_qs(body).items()})

    def _send(self, posted: dict[str, str]) -> None:
        body = json.dumps(self.server.answer(urlsplit(self.path).path, posted)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def running() -> Iterator[Provider]:
    """A provider until the block ends."""
    provider = Provider()
    thread = threading.Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        provider.shutdown()
        thread.join()
        provider.server_close()
