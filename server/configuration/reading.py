"""A site file into a `Site`, or into every mistake it holds, each with its line."""

import errno
import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from server.configuration.findings import Finding, SiteFileError
from server.configuration.icon_check import icon_findings
from server.configuration.printer_check import printer_findings
from server.configuration.sentences import sentence
from server.configuration.slips import all_slips, quote_slips, slip_findings, straightened
from server.configuration.tree import MAX_BYTES, MAX_FINDINGS, SourcePlace, Tree, dotted, parse
from server.contracts.site import Site, site_of
from server.contracts.site_checks import mistakes
from server.contracts.site_mistakes import Path as Trail
from server.contracts.site_mistakes import words


def check(path: Path | str) -> list[Finding]:
    """Every mistake of a site file, in the order of its lines; empty when there is none."""
    return _examine(Path(path))[1]


def read(path: Path | str) -> Site:
    """Read a site file; raises SiteFileError with every mistake."""
    site, findings = _examine(Path(path))
    if site is None:
        raise SiteFileError(path, findings)
    return site


def read_text(text: str, name: str = "site file") -> Site:
    """Read a site from YAML text; raises SiteFileError, which calls it `name`."""
    site, findings = examine(text)
    if site is None:
        raise SiteFileError(name, findings)
    return site


def examine(text: str) -> tuple[Site | None, list[Finding]]:
    """The site that YAML text describes, or its mistakes. Never raises.

    Full-width signs are told as what they are; the rest of the file is judged as if they were
    right, so that one slip gives one finding.
    """
    site, findings = _judge(text)
    slips = all_slips(text) if findings else quote_slips(text)
    if slips:
        findings = [*slip_findings(text, slips), *_judge(straightened(text, slips))[1]]
    findings.sort(key=lambda f: (f.line, f.column))
    return (None if findings else site), findings[:MAX_FINDINGS]


def _judge(text: str) -> tuple[Site | None, list[Finding]]:
    tree = parse(text)
    findings = list(tree.findings)
    if not findings and not isinstance(tree.data, dict):
        findings.append(_whole("文件里没有站点", "there is no site in this file", *START))
    site = None
    if isinstance(tree.data, dict) and (tree.data or not findings):
        site, more = _validate(tree)
        findings += more
    return site, findings


START = (
    "复制示例文件再改：servicehall config example",
    "begin with a copy of the example: servicehall config example",
)


def _examine(path: Path) -> tuple[Site | None, list[Finding]]:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)  # of a device, too, that never ends
    except OSError as denied:
        reason = denied.strerror or type(denied).__name__
        zh = WHY_NOT.get(denied.errno or 0, f"错误 {denied.errno}")
        problem = _whole(f"读不了：{zh}", f"it can't be read: {reason}", *LOOK)
        return None, [problem]
    if len(raw) > MAX_BYTES:
        return None, [_whole("文件太大", "the file is too large for a site file", *START)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        return None, [_not_utf8(raw, bad.start)]
    return examine(text)


WHY_NOT = {
    errno.ENOENT: "没有这个文件",
    errno.EACCES: "没有读取权限",
    errno.EISDIR: "这是一个文件夹",
}
LOOK = ("检查文件名和权限", "look at the name and the permissions of the file")


def _whole(zh: str, en: str, fix_zh: str, fix: str) -> Finding:
    return Finding(1, 1, "", words(zh, en), words(fix_zh, fix))


def _not_utf8(raw: bytes, position: int) -> Finding:
    before = raw[:position]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    said = words("这里不是 UTF-8 文字", "this is not UTF-8 text")
    fix = words("用文本编辑器另存为 UTF-8", "save the file as UTF-8 with a text editor")
    return Finding(line, column, "", said, fix)


def _validate(tree: Tree) -> tuple[Site | None, list[Finding]]:
    site, findings = None, []
    mistaken = [*printer_findings(tree.data), *icon_findings(tree.data)]
    try:
        site = site_of(json.dumps(tree.data))
    except ValidationError as wrong:
        errors = wrong.errors(include_url=False)
        bad = _bad_keys(errors)
        told = (e for e in errors if not _said_elsewhere(e) and not _names_bad_key(e, bad))
        findings = [_from_shape(tree, e) for e in told]
        mistaken += mistakes(_folded(tree.data, {key.casefold() for key in bad}))
    for found in mistaken:
        place = tree.where(found.path)
        findings.append(
            Finding(place.line, place.column, dotted(found.path), found.said, found.fix)
        )
    return (None if findings else site), list(dict.fromkeys(findings))


def _bad_keys(errors: list[ErrorDetails]) -> set[str]:
    """Keys that are misspelt where they are given, such as one with a capital letter."""
    return {
        error["input"]
        for error in errors
        if error["type"] == "string_pattern_mismatch"
        and error["loc"][-1] == "key"
        and isinstance(error["input"], str)
    }


def _names_bad_key(error: ErrorDetails, bad: set[str]) -> bool:
    """Whether it only says again, where a key is referred to, how the key is misspelt."""
    pattern = error["type"] == "string_pattern_mismatch"
    return pattern and error["loc"][-1] != "key" and error["input"] in bad


def _folded(value: Any, keys: set[str]) -> Any:
    """A document in which misspelt keys and what refers to them agree, whatever their case."""
    if not keys:
        return value
    if isinstance(value, dict):
        return {_folded(key, keys): _folded(held, keys) for key, held in value.items()}
    if isinstance(value, list):
        return [_folded(held, keys) for held in value]
    if isinstance(value, str) and value.casefold() in keys:
        return value.casefold()
    return value


def _said_elsewhere(error: ErrorDetails) -> bool:
    """Whether another finding says it: the model's own cross-checks run again below, of a
    union the last branch speaks for all, and a list is not too short whose entries are wrong."""
    branch = str(error["loc"][-1]) if error["loc"] else ""
    if error["type"] == "too_short":
        return bool(len(error["input"]) >= error.get("ctx", {}).get("min_length", 1))
    return error["type"] == "site_mistakes" or branch.startswith("literal[")


def _from_shape(tree: Tree, error: ErrorDetails) -> Finding:
    path = _trail(tree, error["loc"])
    if error["type"] == "language_code":
        path = (*path, str(error.get("ctx", {}).get("code")))
    told = sentence(error, path)
    place: SourcePlace = tree.where(path[:-1] if error["type"] == "missing" else path, told.at_key)
    return Finding(
        place.line,
        place.column,
        dotted(path),
        words(told.zh, told.en),
        words(told.fix_zh, told.fix),
    )


def _trail(tree: Tree, loc: tuple[str | int, ...]) -> Trail:
    """Pydantic's place without the names it gives to the branches of a union or to keys."""
    trail: Trail = ()
    for i, part in enumerate(loc):
        branch = isinstance(part, str) and "[" in part
        known = (*trail, part) in tree.places
        if known or (i == len(loc) - 1 and not branch):
            trail = (*trail, part)
    return trail
