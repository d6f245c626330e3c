"""docs/protocol.md against the program: every event type and every promised address is in it."""

import ast
import re
from pathlib import Path

import server
from server.web.openapi.binding import OPERATIONS
from tests.support.web import World

PAGE = Path(server.__file__).parents[1] / "docs" / "protocol.md"
TOLD_ELSEWHERE = ("session.", "admin.", "paper.", "waits.", "reference.")


def emitted() -> set[str]:
    """The first argument of every `emit` in the use cases."""
    found = set()
    for path in (Path(server.__file__).parent / "usecases").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "emit":
                first = node.args[0]
                assert isinstance(first, ast.Constant), f"{path.name}:{node.lineno}"
                found.add(str(first.value))
    return found


def test_every_event_type_is_told_and_no_other() -> None:
    told = set(re.findall(r"^\| `([a-z]+\.[a-z_]+)` \|", PAGE.read_text("utf-8"), re.M))
    assert told == emitted()


def test_every_verb_is_told(world: World) -> None:
    page = PAGE.read_text("utf-8")
    for operation in OPERATIONS.items.values():
        if operation.endpoint.startswith(TOLD_ELSEWHERE):
            continue
        last = operation.path.rpartition("/")[2]
        shown = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", last)
        assert shown in page, operation.path
