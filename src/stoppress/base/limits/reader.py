"""The readers' address."""

from __future__ import annotations

from typing import Final

PAGES_BYTES_MAX: Final = 96 * 1024 * 1024
"""Bytes of finished pages, feeds and pictures kept in one process, all codings counted; the least asked for
leave first. About 400 pages of a long story."""

WIRES_BYTES_MAX: Final = 16 * 1024 * 1024
"""Bytes of whole answers kept for one second in one process, so that a hot page is not copied for each reader."""

HEADS_MAX: Final = 1_000
"""Requests whose bytes are kept with what they ask for: the browsers, languages and codings of a busy minute."""

HEAD_BYTES_MAX: Final = 2_048
"""Bytes of a request that is kept so. A browser's has 400 to 900; HEADS_MAX of the longest take about 5 MB."""

ANSWERS_TOGETHER_MAX: Final = 16
"""Answers that the fast lane keeps until the requests that came together are all read: 16 pages of 68 KB are about
1 MB. Whoever sends more at once is answered the ordinary way, one by one."""

ANSWERS_BYTES_MAX: Final = 256 * 1024
"""Bytes of answers that the fast lane puts together in one piece. Larger pages go the ordinary way, which hands the
kept bytes to the system as they are: a reader who takes nothing holds no copy of its own."""

ANSWER_S: Final = 300.0
"""Seconds in which a reader must take what he was answered: 3 MB on a line of 10 KB a second."""

CONNECTIONS_MAX: Final = 20_000
"""Connections of one process that are no streams; above, the one goes that has owed us a request for longest. Each
costs about 5 KB."""

PAGES_MAKING_MAX: Final = 200
"""Pages that wait to be made, about a second of work; what comes beyond is answered 503, unless it was asked for
before: someone may ask for a hundred thousand ranges of a log, and must not keep the front page waiting."""

COMPRESS_BYTES_MIN: Final = 600
"""Bytes below which nothing is compressed: it would still fill one packet."""

COMPRESS_FAST_BYTES: Final = 1024 * 1024
"""Bytes above which compression takes its quick way: a story.json of 10,000 updates would hold a core for seconds."""

PAGE_MAX_AGE_S: Final = 1
"""Seconds a cache may answer with a page without asking: an origin behind a shared cache sees one request a
second for each address, however many read."""

PAGE_STALE_S: Final = 60
"""Seconds a cache may still answer with the last page while it asks: an old page is not wrong, it says its
position and the stream brings what came since."""

PAGE_STALE_ERROR_S: Final = 86_400
"""Seconds a cache may answer with the last page while we don't: a restart, a broken disk, a long night."""

SHARED_RANGE_S: Final = 60
"""Seconds after which a shared cache asks again for a full range of the log: what is withdrawn leaves it."""

IMMUTABLE_S: Final = 31_536_000
"""Seconds in a year: what caches take for ever to mean."""

CONTEXT_NEWER: Final = 2
"""Updates above one update on its own page: enough to see that it has been overtaken."""

CONTEXT_OLDER: Final = 5
"""Updates below one update on its own page: enough to know where in the night one is."""

ADDRESS_BYTES_MAX: Final = 8 * 1024
"""Bytes of an address that are looked at. No address of ours is longer than 300."""

HEADERS_MAX: Final = 200
"""Headers of one request; a browser behind three proxies sends 40. Each costs thirty times its bytes while it is
read."""

HEADER_BYTES_READ: Final = 8 * 1024
"""Bytes of a header up to which we look into it, item by item; a longer one says nothing. Browsers' have 300."""

PIPELINED_MAX: Final = 100
"""Requests on one connection that wait for the answer to an earlier one. Whoever sends more is answered so many, and
the connection is closed; browsers send one at a time."""

REQUEST_BYTES_MAX: Final = 2 * 1024 * 1024
"""Bytes of one request with its headers: room for a position of 1 MB, which is answered with a reset."""

REQUESTS_BYTES_MAX: Final = 64 * 1024 * 1024
"""Bytes of all requests that are not complete yet; above, those larger than ADDRESS_BYTES_MAX are refused."""

REQUEST_S: Final = 15.0
"""Seconds in which the headers of a request must be complete: the slowest phone needs two."""

KEEP_ALIVE_S: Final = 30
"""Seconds an idle connection is kept. Longer than a reader needs from page to pictures to stream."""

READER_THREADS: Final = 2
"""Threads that read the shelf for streams, and as many that join and compress pages: as many as small
machines have cores."""

LOOK_OVERDUE_S: Final = 10.0
"""Seconds without a good look at the shelf after which the process says that it is not ready."""

RETRY_AFTER_S: Final = 5
"""Seconds after which a refused stream may be asked for again."""

LISTEN_BACKLOG: Final = 4_096
"""Connections that may wait to be accepted; the kernel's usual maximum."""
