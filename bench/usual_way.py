"""The usual Python way, as a peer: Starlette with sse-starlette, a queue and a task for each reader. argv: port."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator

import uvicorn
from sse_starlette.sse import EventSourceResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_QUEUES: set[asyncio.Queue[str]] = set()


async def _subscribe(request: Request) -> EventSourceResponse:
    del request
    queue: asyncio.Queue[str] = asyncio.Queue()
    _QUEUES.add(queue)

    async def events() -> AsyncIterator[dict[str, str]]:
        try:
            while True:
                yield {"data": await queue.get()}
        finally:
            _QUEUES.discard(queue)

    return EventSourceResponse(events())


async def _publish(request: Request) -> Response:
    text = (await request.body()).decode()
    for queue in _QUEUES:
        queue.put_nowait(text)
    return Response()


app = Starlette(routes=[Route("/sub", _subscribe), Route("/pub", _publish, methods=["POST"])])

if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), log_level="error", backlog=4096)
