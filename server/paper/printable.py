"""Which texts of a site hold characters that no font of this machine has."""

from collections.abc import Iterator
from pathlib import Path as File

from printers.normalising import normalised
from printers.scripts import missing
from server.configuration.findings import Finding
from server.configuration.tree import dotted, parse
from server.contracts.site_mistakes import Path, words


def warnings(file: File) -> list[Finding]:
    """One for each text of a readable site file that would be printed with a code in place of a
    character, by line."""
    tree = parse(file.read_text("utf-8-sig"))
    found = []
    for path, lost in as_codes(tree.data):
        place = tree.where(path)
        named = "、".join(f"“{each}”（U+{ord(each):04X}）" for each in lost)
        said = words(
            f"本机没有字体能显示{named}，打印时以编码代替",
            f"no font of this machine holds {spelled(lost)}: paper shows the code",
        )
        fix = words(
            "换一个字，或安装 Debian 的 fonts-hanazono",
            "use another character, or install Debian's fonts-hanazono",
        )
        found.append(Finding(place.line, place.column, dotted(path), said, fix))
    return sorted(found, key=lambda each: (each.line, each.column))


def as_codes(node: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text below `node` that holds such characters, and which."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from as_codes(value, (*path, str(name)))
    elif isinstance(node, list | tuple):
        for place, value in enumerate(node):
            yield from as_codes(value, (*path, place))
    elif isinstance(node, str):
        lang = str(path[-1]) if path else ""
        lost = missing(normalised(node), lang, False)
        if lost:
            yield path, lost


def spelled(lost: str) -> str:
    """The characters with their code points."""
    return ", ".join(f"'{character}' (U+{ord(character):04X})" for character in lost)
