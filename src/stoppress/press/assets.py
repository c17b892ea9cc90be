"""Static files under names that change with their content, so that caches may keep them for ever. Pure but for reading.

What lies below static/press/ is published as /static/<name>-<hash8>.<ext>. A file may name another one of the folder
as "./name.ext"; the name is replaced by the hashed one, so its own hash changes with what it names. A folder is
joined into one file of the folder's name: style sheets in the order of their names, modules in the order of their
imports (press/joining.py).
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from stoppress.base.errors import Fault
from stoppress.base.settings import Settings
from stoppress.edition.contract import Document
from stoppress.press.contexts import House
from stoppress.press.joining import joined

STATIC: Final = Path(__file__).parent / "static" / "press"

_CONTENT_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}
_TEXT: Final = frozenset({".css", ".js", ".svg"})
_NAMED: Final = re.compile(r"""(?<=["'(])\./([A-Za-z0-9_.-]+)(?=["')])""")


@lru_cache(maxsize=4)
def assets(folder: Path = STATIC, own_style: Path | None = None) -> dict[str, Document]:
    """All static files, by their name in the folder. Read once; a change shows after a restart.

    own_style  a newsroom's own style sheet, put behind page.css so that it wins; need not exist.
    Raises   Fault: files that name each other in a circle, or a file of a kind that we don't publish.
    """
    done: dict[str, Document] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            name, text = joined(path)
            done[name] = _named(Path(name), text.encode())
        else:
            _publish(path, done, ())
    if own_style and own_style.is_file():
        done["page.css"] = _named(Path("page.css"), done["page.css"].content + own_style.read_bytes())
    return done


def own_style_of(settings: Settings) -> Path:
    """Where a newsroom puts its own style sheet (docs/page.md)."""
    return settings.data / "style.css"


def _publish(path: Path, done: dict[str, Document], above: tuple[str, ...]) -> Document:
    name = path.name
    if name in done:
        return done[name]
    if name in above:
        raise Fault(f"static files name each other in a circle: {' → '.join((*above, name))}")
    content = path.read_bytes()
    if path.suffix in _TEXT:
        text = _NAMED.sub(lambda hit: _hashed(path.parent / hit[1], done, (*above, name)), content.decode())
        content = text.encode()
    done[name] = _named(path, content)
    return done[name]


def _named(path: Path, content: bytes) -> Document:
    """A file under the name that changes with its content."""
    content_type = _CONTENT_TYPES.get(path.suffix)
    if content_type is None:
        raise Fault(f"{path.name} is no kind of static file that we publish; add its content type in press/assets.py")
    digest = hashlib.sha256(content).hexdigest()[:8]
    return Document(f"/static/{path.stem}-{digest}{path.suffix}", content_type, content, immutable=True)


def _hashed(path: Path, done: dict[str, Document], above: tuple[str, ...]) -> str:
    """The relative address by which a neighbour is named; "./" + name where there is no such file."""
    if not path.is_file():
        return f"./{path.name}"
    return "./" + _publish(path, done, above).path.rpartition("/")[2]


def house_of(settings: Settings) -> House:
    """The newsroom as templates are given it."""
    published = assets(own_style=own_style_of(settings))
    return House(
        name=settings.site_name,
        address=settings.readers_address,
        language=settings.language,
        style=published["page.css"].path,
        script=published["follow.js"].path,
        icon=published["icon.svg"].path,
        frame=published["frame.js"].path,
        hub=settings.websub_hub.strip(),
        assets=tuple((name, document.path) for name, document in published.items()),
    )
