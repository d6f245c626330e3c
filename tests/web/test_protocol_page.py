"""docs/protocol.md against the program: every event type and every promised address is in it."""

import ast
import re
from pathlib import Path

import server
from server.domain.events.registry import EVENTS
from server.web.openapi.binding import OPERATIONS
from tests.support.web import World

PAGE = Path(server.__file__).parents[1] / "docs" / "protocol.md"
TOLD_ELSEWHERE = ("session.", "admin.", "paper.", "waits.", "reference.")


def made_in_use_cases() -> set[str]:
    """The names of what the use cases call: the classes of the events they emit are among them."""
    return {
        node.func.id
        for path in (Path(server.__file__).parent / "usecases").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def test_every_event_has_a_use_case_that_emits_it() -> None:
    assert {made.__name__ for made in EVENTS.values()} - made_in_use_cases() == set()


def test_every_event_type_is_told_and_no_other() -> None:
    told = set(re.findall(r"^\| `([a-z]+\.[a-z_]+)` \|", PAGE.read_text("utf-8"), re.M))
    assert told == set(EVENTS)


def test_every_verb_is_told(world: World) -> None:
    page = PAGE.read_text("utf-8")
    for operation in OPERATIONS.items.values():
        if operation.endpoint.startswith(TOLD_ELSEWHERE):
            continue
        last = operation.path.rpartition("/")[2]
        shown = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", last)
        assert shown in page, operation.path
