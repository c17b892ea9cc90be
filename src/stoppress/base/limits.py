"""Every bound of the system, with its unit and its reason. docs/limits.md is generated from this file.

A name says what is bounded and in which unit: _MAX of a count, _CHARS, _BYTES, _S (seconds), _MS (milliseconds).
"""

from __future__ import annotations

from typing import Final

# What a desk may write

HEADLINE_CHARS_MAX: Final = 300
"""Characters of a story's or an update's headline. The longest of the real pages has 97; screens cut at about 200."""

STANDFIRST_CHARS_MAX: Final = 2_000
"""Characters of a story's standfirst. One of the real pages stands seven paragraphs above its updates."""

ENTRY_CHARS_MAX: Final = 50_000
"""Characters of plain text in one update. A speech of 40 minutes has about 30,000."""

ENTRY_BODY_BYTES_MAX: Final = 400_000
"""Bytes of one update's document as JSON: the text above, with marks, in a script of three bytes a character."""

ENTRY_NODES_MAX: Final = 5_000
"""Nodes in one update's document; a longer one is an attack or an article."""

BODY_DEPTH_MAX: Final = 12
"""Nesting of lists and quotations. Deeper documents can't be read, and could exhaust the renderer's stack."""

NAME_CHARS_MAX: Final = 200
"""Characters of a name: author, role, source, channel, credit."""

NOTE_CHARS_MAX: Final = 1_000
"""Characters of a correction's note, a withdrawal's reason, a closing note."""

URL_CHARS_MAX: Final = 2_000
"""Characters of an address; common software cuts beyond about 2,048."""

AUTHORS_MAX: Final = 12
"""Authors of one update or story; a longer line is an imprint."""

SOURCES_MAX: Final = 12
"""Sources of one update; who names more than a dozen names none."""

KEY_POINTS_MAX: Final = 20
"""Key points of a story; more is no summary."""

CITATIONS_MAX: Final = 12
"""Updates that one key point may cite."""

# Pages and frames

PAGE_ENTRIES: Final = 40
"""Updates on one page of a story: about an hour of a busy night, under 60 KB compressed."""

FEED_ENTRIES: Final = 50
"""Updates in a feed; feed readers fetch at least once while 50 are written."""

FRONT_STORIES_MAX: Final = 50
"""Stories on the front page: what is live, and about a month of closed ones."""

CHANGES_PER_READ_MAX: Final = 200
"""Facts or frames in one read: about 1 MB, so that catching up never holds a lock or the loop for long."""

LOG_RANGE_FRAMES: Final = 100
"""Frames in one full range /log/a-b.json; a starts at 1, 101, 201 …, so that caches share them."""

FRAMES_KEPT_PER_STORY: Final = 20_000
"""Frames kept on the shelf for one story, about 60 MB. A reader further behind is told to fetch the page anew."""

RING_FRAMES_MAX: Final = 512
"""Frames kept per story in memory. 512 × about 4 KiB ≈ 2 MiB a story; a reader further behind reads from the shelf."""

# The look by itself when no bell rings

LOOK_INTERVAL_S: Final = 2.0
"""Every part compares numbers this often, since a bell may get lost. A lost bell costs a reader at most this."""

# Pictures

PICTURE_BYTES_MAX: Final = 40_000_000
"""Bytes of an uploaded picture; a raw agency JPEG of 60 megapixels has about 30 MB."""

PICTURE_PIXELS_MAX: Final = 80_000_000
"""Pixels of a picture after decoding (320 MB in memory). Larger ones are bombs or posters."""

PICTURE_RATIO_MAX: Final = 10
"""Longer side over shorter. Longer banners and scrolls can't be read; WebP ends at 16,383 pixels, a copy at 16,000."""

PICTURE_XMP_BYTES_MAX: Final = 1_000_000
"""Bytes of a picture's XMP packet that are read for its labels; picture desks write some 20 KB."""

PICTURE_WORKERS_MAX: Final = 2
"""Pictures decoded at once by one process: one a core of a small server, and bounded memory on any."""

PICTURE_WAIT_S: Final = 30.0
"""Seconds that an upload waits for its turn; browsers and proxies give up after 60."""

PICTURE_WORKER_S: Final = 30.0
"""Seconds by the clock for one picture; 80 megapixels with transparency take about 7."""

PICTURE_WORKER_CPU_S: Final = 20
"""Seconds of processor time for one picture, three times the slowest honest one."""

PICTURE_WORKER_MEMORY_BYTES: Final = 1_500_000_000
"""Bytes of address space of one worker: PICTURE_PIXELS_MAX decoded, once more to make it opaque, and the libraries."""

PICTURE_WORKER_FILES_MAX: Final = 32
"""Open files of one worker; it needs about ten."""

PICTURE_COPY_BYTES_MAX: Final = 50_000_000
"""Bytes of one stored copy: 1,600 × 16,000 pixels of noise as JPEG have about 30 MB."""

PICTURE_LEFTOVER_S: Final = 3_600
"""Seconds after which the folder of a killed worker is removed: far beyond the longest that one works."""

# Imports

IMPORT_BYTES_MAX: Final = 5_000_000
"""Bytes of a text file to import; the larger of the real pages has 46 KB."""

IMPORT_ENTRIES_MAX: Final = 10_000
"""Updates in one import: ten times the longest live blogs of elections."""

IMPORT_LINES_MAX: Final = 150_000
"""Lines of a text file to import that are not blank; a page of 5 MB has about 80,000."""

# The bell

BELL_RINGS_MAX: Final = 1_000
"""Rings taken at once; the rest wait in the socket's buffer, and the look by itself makes good what overflows."""

BELL_DATAGRAM_BYTES_MAX: Final = 128
"""Bytes of one ring on a socket: a number and a slug. Longer ones are not ours and are ignored."""

BELL_LISTENERS_MAX: Final = 256
"""Listeners of one topic that one ring goes to: every process of a large machine, and what killed ones left behind."""

# The shelf

EDITION_BUSY_MS: Final = 5_000
"""Milliseconds that a write waits for another process's write; the longest, a long story printed anew,
takes about one second."""

EDITION_CONNECTIONS_KEPT: Final = 8
"""Connections to the shelf kept open in one process: twice its usual threads. More are opened and closed as needed."""

EDITION_WAL_BYTES_KEPT: Final = 64_000_000
"""Bytes to which SQLite cuts its write-ahead log after it grew, for instance while a long story was printed anew."""

# The log

CLOCK_SKEW_MAX_S: Final = 60
"""Seconds by which a given time may be ahead of ours: clocks of two machines differ, the future is not news."""

COMMANDS_TOGETHER_MAX: Final = 25_000
"""Commands carried out in one transaction: an import of IMPORT_ENTRIES_MAX with its amendments."""

# The desk

TIMELINE_ENTRIES: Final = 50
"""Updates on one page of a workspace: about an hour of a busy night; older ones are one link away."""

LOGIN_TRIES_WINDOW_S: Final = 900
"""Failed logins count for 15 minutes: a person who mistyped waits no longer than that."""

LOGIN_TRIES_PER_NAME_AND_ADDRESS_MAX: Final = 5
"""Failed logins for one name from one address in the window; a sixth is refused before the password is looked at."""

LOGIN_TRIES_PER_ADDRESS_MAX: Final = 30
"""Failed logins from one address in the window: a newsroom behind one address mistypes, a guesser is stopped."""

LOGIN_TRIES_PER_NAME_MAX: Final = 100
"""Failed logins for one name from everywhere in the window. High, so that a stranger can hardly lock an editor out."""

LOGIN_TRIES_KEPT_MAX: Final = 10_000
"""Failed logins kept, about 1 MB; the oldest go first."""

LOGIN_LINK_VALID_S_MAX: Final = 7 * 86_400
"""Seconds for which a one-time login link may be valid: an invitation sent before a weekend."""

LOGIN_LINKS_MAX: Final = 1_000
"""One-time login links kept; spent and expired ones go when the next is made."""

SESSION_AGE_S: Final = 7 * 86_400
"""Seconds for which a login at the desk lasts: a week's shifts on one machine."""

PASSWORD_CHARS_MIN: Final = 10
"""Characters of a password. With argon2 and bounded tries, ten are beyond guessing."""

PASSWORD_CHARS_MAX: Final = 1_000
"""Characters of a password that are hashed at all; more is an attempt to keep us busy."""

USER_NAME_CHARS_MAX: Final = 150
"""Characters of a user's name: the width of its column."""

FORM_BYTES_MAX: Final = 2_500_000
"""Bytes of a posted form without files: an update of ENTRY_CHARS_MAX, 12 bytes of %-encoding a character, with room."""
"""Bytes of a posted form without files: an update of ENTRY_CHARS_MAX, each character as 12 bytes of
%-encoding, with room."""

FORM_ROWS_MAX: Final = 40
"""Rows of sources, authors or key points that are read from one form; more than any of them may have."""

DIFFERENCE_WORDS_MAX: Final = 3_000
"""Words on either side of a difference by words. Comparing is quadratic; longer texts are compared by paragraphs."""

# The command line and the supervisor

FOLDER_LOCK_WAIT_S: Final = 5.0
"""Seconds that a process waits for a folder that another one holds: a restore of 1 GB, a press that is stopping."""

TABLES_LOCK_WAIT_S: Final = 60.0
"""Seconds that a process waits while another one brings the tables up to date: a migration of a full log."""

RESTART_FIRST_S: Final = 0.1
"""Seconds before a process that died is started again; doubled each time it dies without living RESTART_CALM_S."""

RESTART_READY_MAX_S: Final = 1.0
"""Longest wait before the restart of a process that had been ready: readers wait for it."""

RESTART_UNREADY_MAX_S: Final = 5.0
"""Longest wait before the restart of a process that does not get ready: spares the log, and is soon there again once
the cause is gone."""

RESTART_CALM_S: Final = 30.0
"""Seconds after which a process counts as healthy again."""

STOP_GRACE_S: Final = 10.0
"""Seconds beyond STOPPRESS_DRAIN_S that a process may take to stop before it is killed."""

STDIN_BYTES_MAX: Final = 1_000_000
"""Bytes of an update's text from a file or standard input; ENTRY_CHARS_MAX of the widest script fit four times."""

BACKUP_CONTENTS_BYTES_MAX: Final = 50_000_000
"""Bytes of a backup's list of contents, about 150 for each file: 300,000 pictures."""

# The press

PRESS_STORIES_KEPT: Final = 200
"""Stories whose last printed state the press keeps in memory, about 10 KB each; others are read from the log again."""

PRESS_RETRY_MAX_S: Final = 60.0
"""Seconds after which a story that could not be printed is tried again, at most; the first time after one."""

PRESS_STOP_CHECK_S: Final = 0.5
"""Seconds after which a waiting press looks whether it is to stop."""

FRONT_INTERVAL_S: Final = 1.0
"""Seconds between two printings of the front page at least: as long as caches keep it."""

SITEMAP_URLS_MAX: Final = 50_000
"""Addresses in the site map: what its protocol allows in one. The stories that changed last are in it."""

SITEMAP_INTERVAL_S: Final = 60.0
"""Seconds between two printings of the site map at least; it lists all stories."""

DISK_FREE_BYTES_LOW: Final = 2_000_000_000
"""Bytes free below which the doctor remarks on it: about 30,000 updates with a picture each."""

DISK_FREE_BYTES_MIN: Final = 200_000_000
"""Bytes free below which the doctor calls for action: a night of text, but no backup."""

OPEN_FILES_SPARE: Final = 500
"""Open files of a readers' process beside one for each reader: shelf, bells, requests in between."""

LOGIN_LINK_MINUTES_USUAL: Final = 60
"""Minutes for which a login link from the command line may be used: long enough to be sent by messenger."""

REPRINT_WAIT_S: Final = 120.0
"""Seconds that `reprint` waits for the press to have printed a story: ten times what one of 10,000 updates takes."""

# Streams

POSITION_BYTES_MAX: Final = 64
"""Bytes of a position in a request. Ours have at most 40; anything longer is unreadable and not looked at."""

RING_BYTES_MAX: Final = 8 * 1024 * 1024
"""Bytes of frames kept per story in memory: for nights on which every update is a speech."""

HEARTBEAT_S: Final = 15
"""Seconds between two comments on a silent stream, since common proxies cut silent connections after 30 to 60 s."""

RETRY_MS_MIN: Final = 1_500
"""Milliseconds a reader waits before coming back at least: a process needs about one second to start again."""

RETRY_MS_MAX: Final = 6_000
"""Milliseconds a reader waits before coming back at most; drawn anew for each, so that nobody returns in one wave."""

STREAM_BUFFER_BYTES: Final = 64 * 1024
"""Bytes that may wait in our memory for one reader who takes nothing; above, it leaves the head until it
has taken them."""

STREAM_SEND_BUFFER_BYTES: Final = 128 * 1024
"""Bytes asked of the kernel for one stream's send buffer (it takes twice). Left alone it grows to 4 MB a reader."""

CATCH_UP_BYTES: Final = 64 * 1024
"""Bytes sent at once to a reader who catches up, or one frame when that is larger: bounds what one reader can hold."""

CATCH_UP_FRAMES: Final = 64
"""Frames read from the shelf at once for readers who catch up: about 200 KB, of which CATCH_UP_BYTES are used."""

SLOW_READER_S: Final = 30.0
"""Seconds a reader may take nothing at all before it is cut: longer than a tunnel between two stations."""

UNACKNOWLEDGED_S: Final = 60
"""Seconds after which the kernel gives up a stream whose bytes nobody confirms: a phone that left the network."""

CHANNEL_IDLE_S: Final = 60.0
"""Seconds that a story's ring is kept without listeners: readers who were cut come back within."""

STORY_GONE_S: Final = 10.0
"""Seconds that streams of a story outlive its place on the shelf: a reprint empties the shelf for a moment."""

# The readers' address

PAGES_BYTES_MAX: Final = 96 * 1024 * 1024
"""Bytes of finished pages, feeds and pictures kept in one process, all codings counted; the least asked for
leave first. About 400 pages of a long story."""

WIRES_BYTES_MAX: Final = 16 * 1024 * 1024
"""Bytes of whole answers kept for one second in one process, so that a hot page is not copied for each reader."""

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

DEMO_LINK_VALID_S: Final = 43_200
"""Seconds for which the demo's login link may be used: an evening."""

# Load test (`stoppress loadtest`)

LOADTEST_READERS_MAX: Final = 20_000
"""Readers of one load test: as many as one address has ports for, with room to spare, and one process can hold."""

LOADTEST_S_MAX: Final = 600
"""Seconds of one load test, connecting not counted: what it shows it shows in one minute."""

LOADTEST_READERS_PER_S_MAX: Final = 5_000
"""Readers that come, or are cut, a second: above, the machine that asks is what is measured."""

LOADTEST_UPDATES_PER_S_MAX: Final = 50
"""Updates a second that a load test publishes: ten times what a newsroom does in its worst minute."""

LOADTEST_TIMES_MAX: Final = 10_000_000
"""Arrivals whose times are kept, eight bytes each; later ones are counted and no more."""

LOADTEST_EVENT_BYTES_MAX: Final = 4_000_000
"""Bytes of one event that a load test waits for: larger than any frame; then the connection is given up."""

LOADTEST_WAIT_S: Final = 30.0
"""Seconds that are waited for the last readers at the beginning, and for the last updates at the end."""
