"""What libyaml reads of a plain site file is the very same that the other way of reading finds."""

import textwrap
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from server.configuration import tree
from server.configuration.tree import _parse_any, _parse_plain, parse
from tests.support.tries import tries

EXAMPLES = [Path(f"server/demo/{name}.yaml") for name in ("centre", "hospital", "minimal")]
LINES = EXAMPLES[0].read_text("utf-8").splitlines(keepends=True)
SIGNS = [
    *(
        ": ",
        ":",
        "- ",
        "-",
        "? ",
        "?",
        ",",
        ", ",
        "{",
        "}",
        "[",
        "]",
        "\n",
        "\n  ",
        "  ",
        "#",
        " #",
    ),
    *(
        "&a",
        "*a",
        "!t ",
        "|\n ",
        ">",
        "'",
        '"',
        "''",
        '"x"',
        "a",
        "1",
        "true",
        "~",
        "中",
        "：",
        "%",
    ),
    *(
        "@",
        "`",
        "\t",
        "---",
        "\n...\n",
        "\n---\n",
        "\\",
        "<<",
        "x:y",
        "http://h:1/p",
        "a#b",
        "\r\n",
    ),
    *("\u3000", "\u2028", "\x85", "\xa0", "\ufeff", "\x7f", "😀", "|2", "%YAML 1.1", "a?b", "\x00"),
]
written = st.lists(st.sampled_from(SIGNS), max_size=12).map("".join)


@st.composite
def slips_of_the_pen(draw: st.DrawFn) -> str:
    """Some lines of the example with something typed into them."""
    first = draw(st.integers(0, len(LINES) - 8))
    text = textwrap.dedent("".join(LINES[first : first + draw(st.integers(1, 8))]))
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(written) + text[at + draw(st.integers(0, 3)) :]


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_the_examples_are_read_the_quick_way(file: Path) -> None:
    text = file.read_text("utf-8")
    plain = _parse_plain(text)
    assert plain is not None
    assert plain == _parse_any(text)


@given(written | slips_of_the_pen())
@example("a: |#\n b")
@example("a:\nb: 1")
@example("a: [1, ?b]\n")
@example("a: >\n...\n")
@settings(max_examples=tries(200), deadline=None)
def test_both_ways_find_the_same(text: str) -> None:
    plain = _parse_plain(text)
    if plain is not None:
        found = _parse_any(text)
        assert plain == found
        assert repr(plain.data) == repr(found.data), "1, 1.0 and true are told apart"


def test_without_libyaml_everything_is_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = EXAMPLES[0].read_text("utf-8")
    wanted = parse(text)
    monkeypatch.setattr(tree, "LIBYAML", None)
    assert _parse_plain(text) is None
    assert parse(text) == wanted
