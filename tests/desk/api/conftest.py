"""Programs that call the API with a token, on the real database and the real door."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from stoppress.desk.accounts import create_user
from stoppress.desk.api.counting import REQUESTS
from stoppress.desk.scopes import Scope
from stoppress.desk.tokens import make_token
from stoppress.story.write import Door

PREFIX = "/api/v1"


class Program:
    """A program with a token; CSRF checks are on, as everywhere."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.client = Client(enforce_csrf_checks=True)

    def ask(self, path: str, **headers: str) -> HttpResponse:
        return self.client.get(PREFIX + path, headers=self._headers(headers))

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """headers: If_Match="…" is sent as If-Match."""
        data = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        return self.client.generic(method, PREFIX + path, **data, headers=self._headers(headers))

    def raw(self, method: str, path: str, body: bytes, content_type: str, **headers: str) -> HttpResponse:
        return self.client.generic(method, PREFIX + path, body, content_type, headers=self._headers(headers))

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in more.items()}
        return {"Authorization": f"Bearer {self.secret}", **named} if self.secret else named


def user_named(name: str) -> User:
    return User.objects.filter(username=name).first() or create_user(name, None)


def program_of(name: str, *scopes: str) -> Program:
    """A program with a new token of this user; without scopes named, all of them."""
    return Program(make_token(user_named(name), "tests", scopes or list(Scope), 1)[1])


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet() -> None:
    REQUESTS.forget()


@pytest.fixture
def program(door: Door) -> Program:
    """Ada's program, with all scopes."""
    return program_of("ada")
