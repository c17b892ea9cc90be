"""A small server of one test story, on a port of the system's choice: pages, stream, log, and all that can fail."""

from __future__ import annotations

import io
import json
import queue
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from PIL import Image

from stoppress.press.assets import assets
from stoppress.press.lasting import lasting_documents
from stoppress.reader.headers import content_policy
from tests.page.newsroom import RENDERER, Newsroom, front_page, range_of


class Paper:
    """Serves a newsroom's story as it stands; streams what send() has made public. Use as a context manager."""

    def __init__(self, room: Newsroom) -> None:
        self.room = room
        self.streams: list[queue.Queue[bytes | None]] = []
        self.opened = 0
        """Streams that were answered 200 so far."""
        self.asked: list[str] = []
        """Paths with queries, in the order of arrival."""
        self.stream_status = 200
        self.is_down = False
        """True: answer nothing, cut every connection."""
        self.public = room.number
        self.framed_by = "*"
        """Sites that may show embeds in a frame."""
        self.stories = [room]
        """What the front page lists."""
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Answer)
        self._server.paper = self
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> Paper:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def address(self) -> str:
        """Without a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def story(self) -> str:
        """Address of the story's page."""
        return f"{self.address}/{self.room.slug}/"

    def send(self) -> None:
        """Make public what the newsroom has told since, on page, log and open streams."""
        with self._lock:
            frames = [self.room.frame(number).sse for number in range(self.public + 1, self.room.number + 1)]
            self.public = self.room.number
            for stream in self.streams:
                for frame in frames:
                    stream.put(frame)

    def say(self, event: bytes) -> None:
        """Any bytes to all open streams."""
        for stream in list(self.streams):
            stream.put(event)

    def cut(self) -> None:
        """End all open streams."""
        for stream in list(self.streams):
            stream.put(None)

    def joined(self, after: str) -> queue.Queue[bytes | None]:
        """A stream that begins after a position, or with a reset."""
        mine: queue.Queue[bytes | None] = queue.Queue()
        epoch, _, number = after.rpartition("-")
        with self._lock:
            if epoch != self.room.epoch or not number.isdigit() or int(number) > self.public:
                mine.put(b'event: reset\ndata: {"reason": "other-epoch"}\n\n')
            else:
                for missed in range(int(number) + 1, self.public + 1):
                    mine.put(self.room.frame(missed).sse)
            self.streams.append(mine)
            self.opened += 1
        return mine


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    paper: Paper

    def handle_error(self, request: object, client_address: object) -> None:
        """Browsers cut connections when they please."""


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, *args: object) -> None:
        """Nothing: a test's output is its own."""

    def do_GET(self) -> None:
        paper, url = self.server.paper, urlsplit(self.path)
        paper.asked.append(self.path)
        room, story = paper.room, f"/{paper.room.slug}/"
        if paper.is_down:
            self.close_connection = True
            return
        if url.path == f"{story}stream":
            self.stream(parse_qs(url.query).get("after", [""])[0])
        elif url.path == f"{story}head.json":
            self.answer(
                json.dumps({"position": f"{room.epoch}-{paper.public}", "number": paper.public}), "application/json"
            )
        elif url.path.startswith(f"{story}log/"):
            first, last = (int(part) for part in url.path.removesuffix(".json").rpartition("/")[2].split("-"))
            frames = room.edition.frame_range(room.slug, first, last) if last <= paper.public else None
            self.answer(range_of(room.epoch, frames or ()), "application/json", 200 if frames else 404)
        elif url.path.startswith("/media/"):
            self.answer(_picture(int(url.path.rpartition("-")[2].partition(".")[0])), "image/webp")
        elif document := next((asset for asset in assets().values() if asset.path == url.path), None):
            self.answer(document.content, document.content_type)
        elif url.path == "/embed.js":
            script = next(document for document in lasting_documents(RENDERER.house) if document.path == url.path)
            self.answer(script.content, script.content_type, open_to_all=True)
        elif url.path == "/":
            self.answer(front_page(paper.stories), "text/html; charset=utf-8")
        elif url.path.startswith(story):
            page = room.page(url.path.removeprefix(story))
            framed_by = paper.framed_by if url.path.endswith("/embed/") else ""
            self.answer(page or "", "text/html; charset=utf-8", 200 if page else 404, framed_by=framed_by)
        else:
            self.answer("", "text/plain", 404)

    def stream(self, after: str) -> None:
        paper = self.server.paper
        if paper.stream_status != 200:
            self.answer("", "text/plain", paper.stream_status)
            return
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        self.close_connection = True
        mine = paper.joined(after)
        try:
            self.wfile.write(b":\n\n")
            while (event := mine.get()) is not None:
                self.wfile.write(event)
        finally:
            paper.streams.remove(mine)

    def answer(
        self,
        body: str | bytes,
        content_type: str,
        status: int = 200,
        *,
        framed_by: str = "",
        open_to_all: bool = False,
    ) -> None:
        content = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("content-type", content_type)
        self.send_header("content-length", str(len(content)))
        self.send_header("cache-control", "no-cache")
        self.send_header("content-security-policy", content_policy(framed_by=framed_by).decode())
        if open_to_all:
            self.send_header("access-control-allow-origin", "*")
        self.end_headers()
        self.wfile.write(content)


def _picture(width: int) -> bytes:
    """A grey sky over a dark sea."""
    picture = Image.linear_gradient("L").resize((width, width * 9 // 16)).point(lambda grey: 70 + grey // 2)
    picture.paste(40, (0, width * 6 // 16, width, width * 9 // 16))
    out = io.BytesIO()
    picture.convert("RGB").save(out, "WEBP")
    return out.getvalue()
