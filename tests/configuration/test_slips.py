"""Slips of a Chinese keyboard in a site file, and what else used to be told in the wrong words."""

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from server.configuration.icon_check import CARDS, icons
from server.configuration.reading import check, examine
from server.configuration.sentences import PATTERNS, SIMPLE
from server.configuration.slips import _names
from server.configuration.yaml_words import PLAIN
from server.domain.hall import RuleName
from server.domain.people import Role
from tests.configuration.test_reading import SINGLE, WHOLE, changed, lines_of, told

SLIPS = [
    # old, new, the sign and what to type instead
    ("complaint_phone: ", "complaint_phone：", "：", ":"),
    ("prefix: B,", "prefix：B，", "： ，", ": ,"),
    ("{zh: 政务大厅, en: Main hall}", "{zh: 政务大厅，en: Main hall}", "，", ","),
    ("{zh: 政务大厅, en: Main hall}", "{zh：政务大厅，en：Main hall}", "： ，", ": ,"),
    ("{zh: 政务大厅, en: Main hall}", "{zh: “政务大厅”, en: Main hall}", "“ ”", '"'),
    ('complaint_phone: "12345"', "complaint_phone: “12345”", "“ ”", '"'),
    ("[marriage, elder", "[marriage，elder", "，", ","),
    ("    zones:\n", "    zones：\n", "：", ":"),
    ("saturday: [09:00-12:00]", "saturday: ［09:00-12:00］", "［ ］", "[ ]"),
    ("    undo_seconds: 120\n", "\u3000\u3000undo_seconds: 120\n", "space", "plain spaces"),
]


@pytest.mark.parametrize(("old", "new", "signs", "half"), SLIPS)
def test_a_full_width_sign_is_named_with_its_line_and_what_to_type(
    old: str, new: str, signs: str, half: str
) -> None:
    text = changed(old, new)
    (found,) = told(text)
    assert int(found.split(":")[0]) in lines_of(text, new.strip("\n"))
    assert f"There is a full-width {signs} in this line." in found
    assert half in found.partition("line.")[2]


def test_full_width_signs_in_texts_are_as_they_should_be() -> None:
    for words in ("提示：先取号，后办理", "“互联网+”政务", '"“一网通办”大厅"', "甲，乙：丙"):
        text = changed("{zh: 政务大厅, en: Main hall}", f"{{zh: {words}, en: Main hall}}")
        assert told(text) == [], words


def test_what_else_is_wrong_is_told_beside_a_slip() -> None:
    text = changed("prefix: B,", "prefix：B,").replace("series: civil\n", "series: civl\n", 1)
    first, second = told(text)
    assert "full-width ：" in first
    assert "did you mean 'civil'?" in second.lower()


def test_an_icon_that_there_is_not_is_a_mistake_with_suggestions() -> None:
    (found,) = told(changed("icon: child", "icon: docter"))
    assert "There is no icon 'docter'" in found
    assert "health" in found
    (found,) = told(changed("icon: child", "icon: schol"))
    assert "Did you mean 'school'?" in found
    assert set(CARDS) <= icons()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- {key: civil, prefix", "- {key: Civil, prefix"),
        ("- key: marriage\n", "- key: Marriage\n"),
        ("- key: A\n", "- key: a\n"),
    ],
)
def test_one_key_in_the_wrong_case_is_one_finding(old: str, new: str) -> None:
    text = changed(old, new)
    (found,) = told(text)
    assert int(found.split(":")[0]) in lines_of(text, new.strip())


def test_a_key_in_the_wrong_case_everywhere_is_one_finding() -> None:
    text = WHOLE.replace("key: marriage\n", "key: Marriage\n")
    text = text.replace("{marriage: 1}", "{Marriage: 1}")
    text = text.replace("matters: [marriage, ", "matters: [Marriage, ")
    assert len(told(text)) == 1, told(text)


def test_a_list_that_is_written_as_a_group_is_one_finding() -> None:
    """What refers into it is not held against it as well."""
    minimal = Path("server/demo/minimal.yaml").read_text("utf-8")
    for listed in ("zones", "windows", "series"):
        ((_, said),) = [
            (f.path, f.sentence("zh"))
            for f in examine(re.sub(rf"( {listed}: )\[(.*)\]", r"\1{oops: 1}", minimal))[1]
        ]
        assert said == f"“{listed}”应是列表，而不是一组名字。写成 [一, 二]，或每行一个 - 。"


def test_figures_and_control_characters_are_told_plainly() -> None:
    minimal = Path("server/demo/minimal.yaml").read_text("utf-8")
    (found,) = examine(minimal.replace("typical_minutes: 5", "typical_minutes: -5"))[1]
    assert found.sentence("zh") == "“typical_minutes”太小：-5。必须大于 0。"
    assert found.sentence() == "'typical_minutes' is too small: -5. It must be more than 0."
    (found,) = examine(minimal.replace("我的大厅", '"\\u0007"'))[1]
    assert found.path.endswith("name.zh")


# --- Chinese sentences hold no English ------------------------------------------------------

CODE = re.compile(r"“[^”]*”|'[^']*'|\"[^\"]*\"|\S+://\S*|\{[^}]*\}|[\w-]+: …|UTF-8|[\w/]+\.md")
WORD = re.compile(r"[A-Za-z][A-Za-z_-]*[A-Za-z]")
NAMES_IN_FILE = re.compile(r"(?:key|login|model): ([a-z][a-z.-]*[a-z])")


def values(*kinds: type[StrEnum]) -> set[str]:
    return {word for kind in kinds for value in kind for word in value.value.split("_")}


def allowed() -> set[str]:
    """Words of the file itself and names of standards; anything else would be English."""
    names = {word for name in _names() for word in (name, *name.split("_"))}
    standards = {"YAML", "IANA", "Asia", "Shanghai", "servicehall", "config", "example"}
    plain = {
        "true",
        "false",
        "zh",
        "en",
        "tcp",
        "serial",
        "usb",
        "file",
        "FFFF",
        "DFFF",
        "monday",
        "all",
    }
    hours = {"tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    given = set(NAMES_IN_FILE.findall(WHOLE)) | {"generic", "printer", "marriages"}
    return names | standards | plain | hours | given | set(icons()) | values(RuleName, Role)


def english_in(sentence: str) -> list[str]:
    known = allowed()
    return [word for word in WORD.findall(CODE.sub(" ", sentence)) if word not in known]


def written() -> Iterator[str]:
    """Chinese sentences in the code of the checks: what stands in tables and calls."""
    yield from (part for row in SIMPLE.values() for part in (row[0], row[2]))
    yield from (row[1] for row in PATTERNS)
    yield from (part for row in PLAIN for part in (row[1], row[3]))
    for folder in ("server/configuration", "server/contracts"):
        for file in Path(folder).rglob("*.py"):
            yield from _said_in(ast.parse(file.read_text("utf-8")))


def _said_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        called = node.func.id if isinstance(node.func, ast.Name) else called
        if called not in ("mistake", "words", "report", "_whole", "Sentence"):
            continue
        for given in node.args:
            parts = given.values if isinstance(given, ast.JoinedStr) else [given]
            text = "".join(
                p.value if isinstance(p, ast.Constant) and isinstance(p.value, str) else "“”"
                for p in parts
            )
            if re.search(r"[\u4e00-\u9fff]", text):
                yield text


def test_chinese_sentences_of_the_checks_hold_no_english() -> None:
    found = {sentence: english_in(sentence) for sentence in written()}
    assert {said: words for said, words in found.items() if words} == {}
    assert len(found) > 60


def test_what_is_told_in_chinese_holds_no_english(tmp_path: Path) -> None:
    broken = [
        "", "centre: {name: [\n", "a: b: c", "\ta: 1", "a: 'open", "a: @x", "a: }", "a: [1\nb: 2",
        "- a\nb: 1", 'a: "\\q"', "a: |x\n y", "a: \x01", "a: 1\n---\nb: 2\n", "? [a, b]\n: c\n",
        "halls: {}", "halls: [1, null, text, [], {}, true]", "centre: 5\nhalls: []\n",
        "centre: {name: []}\nhalls: nothing", "[" * 5000,
    ]  # fmt: skip
    texts = [*broken, *(changed(old, new) for old, new, _, _ in [*SINGLE, *SLIPS])]
    said = [f.sentence("zh") for text in texts for f in examine(text)[1]]
    said += [f.sentence("zh") for path in (tmp_path, tmp_path / "none") for f in check(path)]
    found = {sentence: english_in(sentence) for sentence in said}
    assert {said: words for said, words in found.items() if words} == {}
    assert len(found) > 50
