"""What the demo's virtual printers have printed lately, asked of their own pages.

A printer runs in a process of its own and shows its paper on a port of its own; a browser that
is held to this server by the content policy sees its pictures through here.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

Words = Mapping[str, str]
Clock = Callable[[str], str]
SHOWN = 6  # papers of each printer
PATIENCE = 2.0  # seconds; a printer is on this very machine
ASK = build_opener(ProxyHandler({}))


def printers(
    pages: Mapping[str, str], names: Mapping[str, Words], clock: Clock
) -> list[dict[str, Any]]:
    """Every printer with its latest papers, newest first, as the page shows them; `papers` is
    None for one that does not answer. `clock`: an instant on the hall's wall."""
    return [_printer(key, page, clock) | {"name": names.get(key)} for key, page in pages.items()]


def picture(page: str, number: int) -> bytes | None:
    """A paper as PNG; None when it was thrown away or the printer is gone."""
    return _get(f"{page}receipt/{number}.png")


def _printer(key: str, page: str, clock: Clock) -> dict[str, Any]:
    known: dict[str, Any] = {"key": key, "page": page, "dots": 0, "faults": [], "papers": None}
    answer = _get(f"{page}state.json")
    if answer is None:
        return known
    state = json.loads(answer)
    papers = [_paper(each, clock) for each in reversed(state["receipts"][-SHOWN:])]
    return known | {"dots": state["dots"], "faults": state["faults"], "papers": papers}


def _paper(told: Mapping[str, Any], clock: Clock) -> dict[str, Any]:
    return {
        "id": told["id"],
        "mm": round(told["mm"]),
        "height": told["height"],
        "at": clock(told["torn_at"]),
    }


def _get(address: str) -> bytes | None:
    try:
        with ASK.open(address, timeout=PATIENCE) as answer:
            found: bytes = answer.read()
            return found
    except (URLError, OSError):
        return None
