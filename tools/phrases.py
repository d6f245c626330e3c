"""Every Chinese sentence of ours that a screen or a paper can show and no file of texts holds.

They stand in code and in the templates of papers; `languages/<tag>/phrases.json` says them in a
further language. What the terminal says to a technician is not among them.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHOWN = (
    "server/usecases/*.py",
    "server/domain/**/*.py",
    "server/paper/*.py",
    "server/configuration/catalogue.py",
    "server/realtime/namespace.py",
    "server/web/http/unconnected.py",
    "printers/reasons.py",
    "printers/templates/*.json",
)
TERMINAL = ("server/domain/chain.py",)
"""Its sentences are those of `servicehall journal verify`."""
HANZI = re.compile(r"[\u4e00-\u9fff]")


def phrases() -> set[str]:
    """The sentences, with their holes and marks."""
    return {text for tree in _trees() for text in _said(tree)}


def put_together() -> list[str]:
    """Sentences that are f-strings: such a one can't be looked up in another language."""
    return [
        ast.unparse(node)
        for tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and HANZI.search(ast.unparse(node))
    ]


def _trees() -> Iterator[ast.Module]:
    for pattern in SHOWN:
        silent = {ROOT / name for name in TERMINAL}
        for file in sorted(set(ROOT.glob(pattern)) - silent):
            text = file.read_text("utf-8")
            yield ast.parse(
                text if file.suffix == ".py" else f"null = true = false = 0\n_ = {text}"
            )


def _said(tree: ast.Module) -> Iterator[str]:
    silent = {id(part) for node in ast.walk(tree) for part in _unsaid(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in silent:
            continue
        if isinstance(node.value, str) and HANZI.search(node.value):
            yield node.value


def _unsaid(node: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, which stand alone, and the parts of f-strings."""
    if isinstance(node, ast.Expr):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield from node.values
