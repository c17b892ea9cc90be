"""Idempotency-Key: a request that was carried out is answered again with the same words, not carried out again.

Two things hold it. The log's own receipts (story/write.py) know each command for ever, by an id made of user and key:
nothing is ever done twice. And the answers that are kept here for a day are given again as they were. Between the two
a crash can fall: then the repeat is answered by the door, or, where others changed the same thing meanwhile, with 412.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from stoppress.base.clock import now_utc
from stoppress.base.errors import Refusal
from stoppress.base.keys import new_command_id
from stoppress.base.limits.api import (
    API_ANSWER_CLAIM_S,
    API_ANSWERS_KEPT_MAX,
    API_ANSWERS_KEPT_S,
    IDEMPOTENCY_KEY_CHARS_MAX,
)
from stoppress.desk.api.bearer import caller_of
from stoppress.desk.models import ApiAnswer
from stoppress.desk.noted import note
from stoppress.desk.sealing import sealed, unsealed

REPLAYED: Final = "Idempotency-Replayed"


def idempotency_key(request: HttpRequest) -> str:
    """The key of a request; "" when it has none. A structured string ("…") and a bare one of the same letters are one.

    Raises   Refusal idempotency-key-not-usable.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return ""
    bare = key[1:-1] if len(key) > 1 and key[0] == key[-1] == '"' else key
    if not 1 <= len(bare) <= IDEMPOTENCY_KEY_CHARS_MAX or not (bare.isascii() and bare.isprintable()):
        raise Refusal(
            "idempotency-key-not-usable",
            f"The Idempotency-Key can't be used. Take 1 to {IDEMPOTENCY_KEY_CHARS_MAX} letters, digits and signs; "
            "a new UUID for each thing to be done is right.",
            field="Idempotency-Key",
        )
    return bare


def command_id(request: HttpRequest) -> str:
    """The id of the command that a request asks for: of its user and key, so that nobody takes another's."""
    key = idempotency_key(request)
    return f"api:{_key_hash(request, key)[:48]}" if key else new_command_id()


def answered_once(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Carry a request out, or give the answer that it got before.

    Raises   Refusal idempotency-key-reused (422): with another body; idempotency-key-busy (409): still at work.
    """
    key = idempotency_key(request)
    if not key:
        return act()
    key_hash, digest = _key_hash(request, key), _digest(request)
    kept = _claimed(key_hash, digest)
    if kept is not None:
        note(request, code="repeated")
        return kept
    try:
        answer = act()
    except BaseException:
        ApiAnswer.objects.filter(pk=key_hash, status=0).delete()
        raise
    if 200 <= answer.status_code < 300:
        body, etag = sealed(answer.content.decode()), answer.headers.get("ETag", "")
        ApiAnswer.objects.filter(pk=key_hash).update(status=answer.status_code, body=body, etag=etag, at=now_utc())
    else:
        ApiAnswer.objects.filter(pk=key_hash).delete()
    return answer


def _claimed(key_hash: str, digest: str) -> HttpResponse | None:
    """None when this request holds the key now; else the answer that was given before."""
    now = now_utc()
    _forget_old()
    with transaction.atomic():
        # Never ended: the process was killed. Whoever asks again may try; the door knows what was done.
        ApiAnswer.objects.filter(
            pk=key_hash, status=0, digest=digest, at__lt=now - timedelta(seconds=API_ANSWER_CLAIM_S)
        ).delete()
        # One step: between two, whoever holds the key may be refused and let it go.
        row, is_mine = ApiAnswer.objects.get_or_create(pk=key_hash, defaults={"digest": digest, "at": now})
    if is_mine:
        return None
    if row.digest != digest:
        raise Refusal(
            "idempotency-key-reused",
            "This Idempotency-Key was used for another request. Take a new one for each thing to be done.",
            field="Idempotency-Key",
        )
    if not row.status:
        raise Refusal(
            "idempotency-key-busy",
            "The same request is being carried out at this moment. Send it again in a second.",
            field="Idempotency-Key",
        )
    answer = HttpResponse(unsealed(row.body), status=row.status, content_type="application/json")
    answer.headers[REPLAYED] = "true"
    if row.etag:
        answer.headers["ETag"] = row.etag
    return answer


def _forget_old() -> None:
    ApiAnswer.objects.filter(at__lt=now_utc() - timedelta(seconds=API_ANSWERS_KEPT_S)).delete()
    oldest_kept = ApiAnswer.objects.order_by("-at").values_list("at", flat=True)[API_ANSWERS_KEPT_MAX:].first()
    if oldest_kept:
        ApiAnswer.objects.filter(at__lte=oldest_kept).delete()


def _key_hash(request: HttpRequest, key: str) -> str:
    return hashlib.sha256(f"{caller_of(request).user.pk}\0{key}".encode()).hexdigest()


def _digest(request: HttpRequest) -> str:
    said = (request.method or "", request.get_full_path(), request.headers.get("If-Match", ""))
    return hashlib.sha256("\0".join(said).encode() + b"\0" + request.body).hexdigest()
