"""Which refusals a function can end in: read from the source, through all that it calls."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
ROOMS = ("usecases", "domain", "storage")
RAISED = frozenset({"Refused", "Unknown", "Forbidden"})
CALLED_ON = frozenset(
    {"HallUnit", "Store", "Hall", "Ticket", "WindowState", "PeopleRepository", "People"}
)
"""Classes whose methods use cases call; a method is found by its name alone."""


class Function(NamedTuple):
    """A function or method by its module and name; `Hall.window` is a method."""

    module: str
    name: str


COMMON = frozenset(
    {
        Function("server.usecases.idempotency", "execute_once"),
        Function("server.usecases.day", "open_day"),
        Function("server.usecases.day", "close"),
    }
)
"""Not followed: what every order can end in is said once (`app_context.Order`), and closing a day
refuses nothing, since every open state has its row in the table of steps."""


class Source:
    """The functions of the rooms that a use case can reach."""

    def __init__(self) -> None:
        self.functions: dict[Function, ast.FunctionDef] = {}
        self.methods: dict[str, list[Function]] = {}
        self._imports: dict[str, dict[str, tuple[str, str]]] = {}
        for room in ROOMS:
            for path in sorted((ROOT / "server" / room).rglob("*.py")):
                module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                self._read(module, ast.parse(path.read_text()))

    def _read(self, module: str, tree: ast.Module) -> None:
        self._imports[module] = {
            name.asname or name.name: (node.module, name.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module
            for name in node.names
        }
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                self.functions[Function(module, node.name)] = node
            elif isinstance(node, ast.ClassDef) and node.name in CALLED_ON:
                for method in node.body:
                    if isinstance(method, ast.FunctionDef):
                        found = Function(module, f"{node.name}.{method.name}")
                        self.functions[found] = method
                        self.methods.setdefault(method.name, []).append(found)

    def codes(self, function: Function) -> frozenset[str]:
        """The codes of all refusals that a call of the function can end in."""
        seen: set[Function] = set()
        waiting = [function]
        codes: set[str] = set()
        while waiting:
            current = waiting.pop()
            if current in seen or current in COMMON:
                continue
            seen.add(current)
            node = self.functions[current]
            codes.update(_raised(node))
            waiting.extend(self._reached(current, node))
        return frozenset(codes)

    def _reached(self, function: Function, node: ast.FunctionDef) -> Iterator[Function]:
        own = _bound(node)
        for part in ast.walk(node):
            if isinstance(part, ast.Name) and part.id not in own:
                yield from self._named(function.module, part.id)
            elif isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
                if _of_a_row(part):
                    continue
                yield from self._attribute(function.module, part.func)

    def _named(self, module: str, name: str) -> Iterator[Function]:
        for found in (Function(module, name), Function(*self._imports[module].get(name, ("", "")))):
            if found in self.functions:
                yield found

    def _attribute(self, module: str, part: ast.Attribute) -> Iterator[Function]:
        if isinstance(part.value, ast.Name) and part.value.id in self._imports[module]:
            package, name = self._imports[module][part.value.id]
            found = Function(f"{package}.{name}", part.attr)
            if found in self.functions:
                yield found
                return
        yield from self.methods.get(part.attr, ())


def _raised(node: ast.FunctionDef) -> Iterator[str]:
    for part in ast.walk(node):
        if not isinstance(part, ast.Call) or not isinstance(part.func, ast.Name):
            continue
        if part.func.id in RAISED and isinstance(part.args[0], ast.Constant):
            yield str(part.args[0].value)


def _of_a_row(call: ast.Call) -> bool:
    """Whether it asks for what a row names (`unit.window(ticket.window)`): that is always there."""
    if any(word.arg == "id" for word in call.keywords):
        return True
    return any(
        isinstance(given, ast.Attribute)
        and isinstance(given.value, ast.Name)
        and given.value.id in ("ticket", "window")
        for given in call.args
    )


def _bound(node: ast.FunctionDef) -> set[str]:
    """Names that the function gives to values of its own."""
    arguments = [*node.args.args, *node.args.kwonlyargs]
    stored = (
        part.id
        for part in ast.walk(node)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    )
    return {each.arg for each in arguments} | set(stored)


@cache
def source() -> Source:
    return Source()
