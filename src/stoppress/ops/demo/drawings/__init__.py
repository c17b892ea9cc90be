"""The pictures of the demo, drawn when they are wanted: flat shapes, paper grain, one signal colour."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from stoppress.base.errors import Fault
from stoppress.ops.demo.drawings.chandlers_row import chandlers_row
from stoppress.ops.demo.drawings.city_dusk import city_dusk
from stoppress.ops.demo.drawings.coast_map import coast_map
from stoppress.ops.demo.drawings.grid_map import grid_map
from stoppress.ops.demo.drawings.harbour_wall import harbour_wall
from stoppress.ops.demo.drawings.lighthouse import lighthouse
from stoppress.ops.demo.drawings.rescue_boat import rescue_boat
from stoppress.ops.demo.drawings.satellite import satellite

_DRAWINGS: Final[dict[str, Callable[[], bytes]]] = {
    "satellite": satellite,
    "coast-map": coast_map,
    "lighthouse": lighthouse,
    "harbour-wall": harbour_wall,
    "chandlers-row": chandlers_row,
    "rescue-boat": rescue_boat,
    "city-dusk": city_dusk,
    "grid-map": grid_map,
}
NAMES: Final = frozenset(_DRAWINGS)


def draw(name: str) -> bytes:
    """Draw a picture by its name.

    Returns  JPEG, 1600 × 1000 pixels, the same bytes each time on one machine; in about half a second.
    Raises   Fault when there is no such drawing; scripts are tested to name none.
    """
    if name not in _DRAWINGS:
        raise Fault(f"there is no drawing {name!r}")
    return _DRAWINGS[name]()
