"""The API, its tokens, and webhooks."""

from __future__ import annotations

from typing import Final

API_BODY_BYTES_MAX: Final = 1_000_000
"""Bytes of a JSON body: the largest update as a document (400,000), written with room. Not pictures."""

API_JSON_DEPTH_MAX: Final = 64
"""Nesting of a JSON body. A document of 12 lists in lists, two levels of JSON each, needs 40; deeper is an attack."""

API_PAGE_MAX: Final = 100
"""Items on one page of a list; each story or update has some 2 to 20 KB."""

API_PAGE_USUAL: Final = 50
"""Items on one page where none is asked for; the desk's own pages have as many."""

API_REQUESTS_PER_MINUTE: Final = 600
"""Requests of one token in a minute: ten a second, far above an import by hand and far below what hurts editors."""

API_TOKENS_COUNTED_MAX: Final = 1_000
"""Tokens whose requests are counted at once, in memory; beyond, those that were silent longest start anew."""

API_TOKENS_PER_USER_MAX: Final = 50
"""Tokens of one user that are neither revoked nor expired; whoever has more has lost sight of them."""

API_TOKEN_DAYS_MAX: Final = 366
"""Days for which a token may be valid: a forgotten one dies within a year."""

API_TOKEN_DAYS_USUAL: Final = 90
"""Days for which a token is valid where nothing else is chosen."""

API_TOKEN_SEEN_S: Final = 60
"""Seconds between two notes of a token's last use: one write a minute, however busy it is."""

IDEMPOTENCY_KEY_CHARS_MAX: Final = 255
"""Characters of an Idempotency-Key; a UUID has 36."""

API_ANSWERS_KEPT_S: Final = 86_400
"""Seconds for which an answer is kept to be given again: a script that was down for the night repeats safely."""

API_ANSWERS_KEPT_MAX: Final = 10_000
"""Answers kept to be given again, some 5 MB; the oldest go first. The log's receipts go on after that."""

API_ANSWER_CLAIM_S: Final = 60
"""Seconds after which a request that never ended does not hold its Idempotency-Key any more: longer than any takes."""

HOOKS_MAX: Final = 20
"""Webhooks of a house. Each is looked at whenever something happens."""

HOOK_EVENTS_MAX: Final = 20
"""Kinds of events named by one webhook; there are fewer."""

HOOK_BODY_BYTES_MAX: Final = 100_000
"""Bytes of one message. An update that is longer is sent without its text, which the API gives."""

HOOK_CONNECT_S: Final = 5.0
"""Seconds to reach a receiver, and between two of its bytes."""

HOOK_TOTAL_S: Final = 15.0
"""Seconds for one delivery as a whole, so that a receiver that drips can't hold a sender."""

HOOK_ANSWER_BYTES_MAX: Final = 2_000
"""Bytes of a receiver's answer that are read, for the list of deliveries; the status is what counts."""

HOOK_SENDERS_MAX: Final = 4
"""Deliveries at once; one webhook has one at a time, so that its messages stay in order."""

HOOK_FACTS_PER_ROUND: Final = 50
"""Facts of one story that are told to one webhook before the next story has its turn."""

HOOK_LOOK_S: Final = 2.0
"""Seconds between two looks for something to tell; the bell shortens it."""

HOOK_ATTEMPTS_MAX: Final = 12
"""Attempts for one message, over about 30 hours; then the webhook stops and the desk is told."""

HOOK_RETRY_AFTER_S_MAX: Final = 3_600
"""Seconds that a receiver may ask us to wait with Retry-After."""

HOOK_DELIVERIES_KEPT: Final = 200
"""Deliveries of one webhook that are listed; older ones are forgotten."""

HOOK_OLD_SECRET_S: Final = 86_400
"""Seconds for which messages are signed with the old secret too, after it was changed."""
