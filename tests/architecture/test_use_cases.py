"""Use cases say what they answer and which refusals they can end in."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from server.usecases.app_context import Order
from tests.support.refusals import Function, source

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"`([a-z_]+\.[a-z_]+)`")
OF_EVERY_ORDER = set(CODE.findall(Order.__doc__ or ""))
BAG = re.compile(r"\bJson\b|dict\[str, Any\]|Mapping\[str, Any\]")
BAGS = {
    "server/domain/events/event.py": "writes and reads the payload of a journal entry",
    "server/domain/events/registry.py": "reads the payload of a journal entry",
    "server/domain/events/hall.py": "the state that travels with an event, as the wire has it",
    "server/domain/events/paper.py": "the health of printers, as their process says it",
    "server/domain/events/tickets.py": "the state that travels with an event, as the wire has it",
}
"""Modules whose signatures may hold a bag, each with its reason."""


def use_cases() -> Iterator[Function]:
    """Public functions that take the app context or the people first."""
    for function, node in source().functions.items():
        first = [each.arg for each in node.args.args][:1]
        public = not function.name.startswith("_") and "." not in function.name
        if public and function.module.startswith("server.usecases.") and first in (
            ["context"], ["people"],
        ):  # fmt: skip
            yield function


def test_a_use_case_names_every_refusal() -> None:
    """Those that it can end in, and no others."""
    unnamed, impossible = {}, {}
    for function in use_cases():
        named = set(CODE.findall(ast.get_docstring(source().functions[function]) or ""))
        refused = set(source().codes(function))
        unnamed[".".join(function)] = refused - OF_EVERY_ORDER - named
        impossible[".".join(function)] = named - (refused | OF_EVERY_ORDER)
    assert len(unnamed) > 80
    assert {name: codes for name, codes in unnamed.items() if codes} == {}, "name these there"
    assert {name: codes for name, codes in impossible.items() if codes} == {}, "take these out"


def test_every_refusal_has_its_words() -> None:
    """Codes that a use case can end in are in the catalogue of problems."""
    words = json.loads((ROOT / "server/web/text/problems.en.json").read_text())
    codes = {code for function in use_cases() for code in source().codes(function)}
    assert codes <= set(words)


def signatures(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            arguments = (*node.args.args, *node.args.kwonlyargs, node.args.kwarg, node.args.vararg)
            for each in arguments:
                if each is not None and each.annotation is not None:
                    yield f"{node.name}: {ast.unparse(each.annotation)}"
            if node.returns is not None:
                yield f"{node.name} -> {ast.unparse(node.returns)}"
        elif isinstance(node, ast.AnnAssign):
            yield ast.unparse(node)


def test_rules_and_use_cases_take_and_give_no_bags() -> None:
    found = {
        str(path.relative_to(ROOT)): [said for said in signatures(path) if BAG.search(said)]
        for room in ("usecases", "domain")
        for path in sorted((ROOT / "server" / room).rglob("*.py"))
    }
    assert {path: said for path, said in found.items() if said and path not in BAGS} == {}
    assert [path for path in BAGS if not found[path]] == [], "take these exceptions out"
