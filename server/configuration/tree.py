"""YAML into plain data, with the line of everything, and nothing a file could hurt us with.

Only what a person writes in a site file is taken: mappings, lists, texts, numbers, yes and no.
Anchors, tags and several documents are refused, so a file can't grow in memory; depth and size
have bounds, so it can't exhaust the stack either. Dates and times stay texts, as in JSON.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from ruamel.yaml import YAML, events
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from server.configuration.findings import Finding
from server.configuration.yaml_words import in_plain_words
from server.contracts.site_mistakes import Path, words

MAX_BYTES = 2_000_000
MAX_DEPTH = 24
MAX_FINDINGS = 500  # after so many nobody reads on

INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
CONSTANTS: dict[str, object] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}


Event = events.Event | yaml.Event
AliasEvent = events.AliasEvent | yaml.AliasEvent
DocumentStartEvent = events.DocumentStartEvent | yaml.DocumentStartEvent
MappingStartEvent = events.MappingStartEvent | yaml.MappingStartEvent
MappingEndEvent = events.MappingEndEvent | yaml.MappingEndEvent
SequenceStartEvent = events.SequenceStartEvent | yaml.SequenceStartEvent
SequenceEndEvent = events.SequenceEndEvent | yaml.SequenceEndEvent
ScalarEvent = events.ScalarEvent | yaml.ScalarEvent

LIBYAML: type[yaml.CSafeLoader] | None = getattr(yaml, "CSafeLoader", None)
"""None where PyYAML was built without it, as on processors that PyPI has no wheels for."""
READ_OTHERWISE = re.compile(
    r"[\t\r\x85\u2028\u2029\ufeff]|(^|[\s\[{,])\?|^(%|---|\.\.\.)", re.MULTILINE
)
"""What libyaml, which keeps to YAML 1.1, may take in another way than YAML 1.2 says."""


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """Line and column, from 1."""

    line: int = 1
    column: int = 1


@dataclass
class Tree:
    """What was read. `places` holds where each value is, `keys` where its name is."""

    data: object = None
    places: dict[Path, SourcePlace] = field(default_factory=dict)
    keys: dict[Path, SourcePlace] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def where(self, path: Path, at_key: bool = False) -> SourcePlace:
        """Where `path` is, or the nearest thing around it that exists.

        A group that begins in a later line than its name is found at its name.
        """
        for length in range(len(path), -1, -1):
            value, key = self.places.get(path[:length]), self.keys.get(path[:length])
            if key and (at_key or value is None or value.line != key.line):
                return key
            if value:
                return value
        return SourcePlace()

    def report(
        self, path: Path, place: SourcePlace, zh: str, en: str, fix_zh: str, fix: str
    ) -> None:
        self.findings.append(
            Finding(place.line, place.column, dotted(path), words(zh, en), words(fix_zh, fix))
        )
        if len(self.findings) > MAX_FINDINGS:
            raise _UnreadableError


class _UnreadableError(Exception):
    """Nothing sensible can be read after this."""


def dotted(path: Path) -> str:
    """halls[0].windows[2].zone"""
    out = ""
    for part in path:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else str(part)
    return out


def parse(text: str) -> Tree:
    """Read YAML; never raises, whatever the text: what is wrong is in `findings`.

    A plain file without a mistake is read by libyaml, twenty times as fast.
    """
    return _parse_plain(text) or _parse_any(text)


def _parse_plain(text: str) -> Tree | None:
    """None where it isn't sure that the other way of reading finds the very same."""
    if LIBYAML is None or READ_OTHERWISE.search(text):
        return None
    tree = Tree()
    try:
        _Builder(tree, _plain_events(text)).document()
    except (_UnreadableError, yaml.YAMLError, ValueError):
        return None
    return None if tree.findings else tree


def _plain_events(text: str) -> Iterator[yaml.Event]:
    for event in yaml.parse(text, Loader=LIBYAML or yaml.SafeLoader):
        if isinstance(event, yaml.ScalarEvent) and not _quoted_or_plain(event):
            raise _UnreadableError  # of blocks, and of nothing written, they have their own views
        yield event


def _quoted_or_plain(event: yaml.ScalarEvent) -> bool:
    return event.style in ("'", '"') or (not event.style and event.value != "")


def _parse_any(text: str) -> Tree:
    tree = Tree()
    try:
        _Builder(tree, YAML(typ="safe", pure=True).parse(text)).document()
    except _UnreadableError:
        pass
    except MarkedYAMLError as broken:
        _syntax(tree, broken)
    except ReaderError as broken:
        before = text[: broken.position]
        place = SourcePlace(before.count("\n") + 1, len(before) - before.rfind("\n"))
        _unreadable(tree, place, f"U+{ord(text[broken.position]):04X}")
    except (YAMLError, ValueError, RecursionError) as broken:
        _unreadable(tree, SourcePlace(), type(broken).__name__)
    return tree


def _unreadable(tree: Tree, place: SourcePlace, what: str) -> None:
    tree.report(
        (),
        place,
        f"有无法读取的字符 {what}",
        f"there is a character that can't be read here, {what}",
        "用文本编辑器删去它",
        "remove it with a text editor",
    )


def _syntax(tree: Tree, broken: MarkedYAMLError) -> None:
    mark = broken.problem_mark or broken.context_mark
    place = SourcePlace(mark.line + 1, mark.column + 1) if mark else SourcePlace()
    problem = " ".join(str(broken.problem or broken.context or "").split())
    tree.report((), place, *in_plain_words(problem))


def _place(event: Event) -> SourcePlace:
    mark = event.start_mark
    return SourcePlace(mark.line + 1, mark.column + 1) if mark else SourcePlace()


class _Builder:
    """Builds plain data out of the parser's events."""

    def __init__(self, tree: Tree, events: Iterator[Event]) -> None:
        self.tree = tree
        self.events = events
        self.documents = 0

    def document(self) -> None:
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                self._one_document(event)
            elif isinstance(
                event, ScalarEvent | MappingStartEvent | SequenceStartEvent | AliasEvent
            ):
                self.tree.data = self.value(event, ())

    def _one_document(self, event: Event) -> None:
        self.documents += 1
        if self.documents > 1:
            self.tree.report(
                (),
                _place(event),
                "一个文件只能有一份内容",
                "there is a second document in the file",
                "删去 --- 及其后的内容",
                "remove --- and what follows it",
            )
            raise _UnreadableError

    def value(self, event: Event, path: Path) -> object:
        self.tree.places[path] = _place(event)
        self._refuse_tricks(event, path)
        if isinstance(event, MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, SequenceStartEvent):
            return self.sequence(path)
        return self.scalar(event, path) if isinstance(event, ScalarEvent) else None

    def _refuse_tricks(self, event: Event, path: Path) -> None:
        if len(path) > MAX_DEPTH:
            self.tree.report(
                path,
                _place(event),
                "嵌套太深",
                "this is nested too deeply",
                "站点文件最多几层，检查括号和缩进",
                "a site file is only a few levels deep: look at brackets and indentation",
            )
            raise _UnreadableError
        alias = isinstance(event, AliasEvent)
        if alias or getattr(event, "anchor", None):
            sign = "*" if alias else "&"
            self._not_taken(event, path, sign + str(getattr(event, "anchor", "")))
        elif self._tag(event):
            self._not_taken(event, path, self._tag(event))

    def _tag(self, event: Event) -> str:
        tag = getattr(event, "tag", None)
        return str(tag) if tag and str(tag) != "!" else ""

    def _not_taken(self, event: Event, path: Path, what: str) -> None:
        self.tree.report(
            path,
            _place(event),
            f"不支持 {what} 这种写法",
            f"{what} is not understood here",
            "把内容直接写出来；以 & * ! 开头的文字要加引号",
            "write the content out; put a text that begins with & * or ! in quotes",
        )

    def mapping(self, path: Path) -> dict[str, object]:
        found: dict[str, object] = {}
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                break
            key = self.key(event, path)
            place = _place(event)
            at = (*path, key)
            if key in found:
                self._twice(at, place)
            self.tree.keys[at] = place
            found[key] = self.value(next(self.events), at)
        return found

    def key(self, event: Event, path: Path) -> str:
        """The name of an entry; a name that is itself a list or a mapping ends the reading."""
        if isinstance(event, ScalarEvent):
            self._refuse_tricks(event, path)
            return str(event.value)
        self.tree.report(
            path,
            _place(event),
            "这里应是一个名字",
            "a name is expected here",
            "写成 名字: 内容",
            "write it as name: content",
        )
        raise _UnreadableError

    def _twice(self, path: Path, place: SourcePlace) -> None:
        first = self.tree.keys[path]
        self.tree.report(
            path,
            place,
            f"“{path[-1]}”写了两次，第一次在第 {first.line} 行",
            f"'{path[-1]}' is there twice, first in line {first.line}",
            "合并为一处",
            "make one of the two",
        )

    def sequence(self, path: Path) -> list[object]:
        found: list[object] = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                break
            found.append(self.value(event, (*path, len(found))))
        return found

    def scalar(self, event: ScalarEvent, path: Path) -> object:
        value = str(event.value)
        if not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value):
            _unreadable(self.tree, _place(event), "U+D800–U+DFFF")
            return "\N{REPLACEMENT CHARACTER}"
        return plain(value) if event.style in (None, "") else value


def plain(value: str) -> object:
    """What an unquoted scalar means: nothing, yes or no, a number, or a text."""
    if value in CONSTANTS:
        return CONSTANTS[value]
    if INTEGER.fullmatch(value):
        return int(value)
    if DECIMAL.fullmatch(value):
        return float(value)
    return value
