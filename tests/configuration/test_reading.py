"""Every mistake of a site file is named with its line, and nothing makes the reader fall over."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from server.configuration.findings import SiteFileError
from server.configuration.reading import check, examine, read, read_text
from tests.support.tries import tries

CENTRE = Path("server/demo/centre.yaml")
WHOLE = CENTRE.read_text(encoding="utf-8")


def lines_of(text: str, part: str) -> list[int]:
    return [i for i, line in enumerate(text.splitlines(), 1) if part in line]


def told(text: str) -> list[str]:
    """What `config check` would print, without the file."""
    return [f"{f.line}: {f.sentence()}" for f in examine(text)[1]]


def changed(old: str, new: str, count: int = 1) -> str:
    assert old in WHOLE
    return WHOLE.replace(old, new, count)


def test_the_example_has_no_mistakes() -> None:
    assert check(CENTRE) == []


ECHOING = ("{mariage: 1}", "number: 3\n")
"""These two take something away that other lines name, which is told as well."""

SINGLE = [
    # old, new, part of the line that is blamed, words that must be said
    ("prefix: B,", "prefix: O,", "prefix: O,", "not I, O, Q, S or Z"),
    ("prefix: B,", "prefix: A,", "key: social, prefix: A", "the prefix 'A' is there twice"),
    ("series: civil\n", "series: civl\n", "series: civl", "did you mean 'civil'?"),
    ("organisation: market\n", "organisation: x\n", "organisation: x", "There are: police"),
    ("promised_limit: {days: 0}", "promised_limit: {days: soon}", "days: soon", "a whole number"),
    ("bound_minutes: 30", "bound_minute: 30", "bound_minute:", "did you mean 'bound_minutes'?"),
    ("complaint_phone: \"12345\"", "complaint_phone: 12345", "complaint_phone", "in quotes"),
    ("timezone: Asia/Shanghai", "timezone: Asia/Anlan", "Asia/Anlan", "no time zone 'Asia/Anlan'"),
    ("until: 2019-03-31", "until: 2019-02-31", "2019-02-31", "is not a date"),
    ("13:00-17:00]", "11:00-17:00]", "11:00-17:00", "overlaps"),
    ("saturday: [09:00-12:00]", "saturday: [9-12]", "saturday: [9-12]", "written as 09:00-12:00"),
    ("name: ageing ", "name: aging ", "name: aging", "can't be 'aging'"),
    ("{marriage: 1}", "{mariage: 1}", "{mariage: 1}", "did you mean 'marriage'?"),
    ("{marriage: 1}", "{marriage: 1, elder-allowance: -2}", "-2", "must be more than 0"),
    ("staff_no: A0102", "staff_no: A0101", "zhao.heng", "'A0101' is there twice"),
    ("login: he.wei", "login: guo.jia", "何维", "'guo.jia' is there twice"),
    ("matters: [marriage, elder", "matters: [marriages, elder", "marriages", "did you mean 'marr"),
    ("pad, window: 7", "pad, window: 77", "window: 77", "no window '77'"),
    ("kind: window, window: 3", "kind: window", "window-3", "belongs to a window"),
    (
        "    no_show:  ", "    rights: {call_out_of_turn: {logins: [he.wie]}}\n    no_show:  ",
        "he.wie", "did you mean 'he.wei'?",
    ),
    ("printer: printer-2", "printer: printer-3", "printer-3", "did you mean 'printer-"),
    ("tcp://127.0.0.1:9100", "127.0.0.1:9100", "127.0.0.1:9100", "must begin with tcp://"),
    ("width_dots: 384", "width_dots: 300", "width_dots: 300", "320 to 832"),
    ("model: generic-58", "model: generic-59", "generic-59", "generic-58, "),
    ("backup: printer-2", "backup: printer-3", "backup: printer-3", "no printer 'printer-3'"),
    ("backup: printer-2", "backup: printer-1", "backup: printer-1", "can't stand in for itself"),
    ("width_dots: 384", "width_dots: 576", "generic-58", "has 384 dots across"),
    ("number: 4\n", "number: 3\n", "number: 3", "the window '3' is there twice"),
    ("life_events: [marriage]", "life_events: []", "icon: marriage", "card would be empty"),
    ("ordinary, rank: 0", "ordinary, rank: 4", "rank: 4", "must be 0"),
    ("key: ordinary,", "key: normal,", "    priority_classes: ", "'ordinary' is missing"),
    ("key: appointment, rank", "key: booked, rank", "", ""),
    ("{zh: 政务大厅, en: Main hall}", "{zh: 政务大厅, ug: x}", "ug: x", "'ug' is not among"),
    ("{zh: 政务大厅, en: Main hall}", "{zh: 政务, EN: x}", "EN: x", "not a language code"),
    ("{zh: 政务大厅, en: Main hall}", "{en: Main hall}", "{en: Main", "'zh' is missing"),
    ("{zh: 政务大厅, en: Main hall}", "政务大厅", "short: 政务大厅", "a group of 'name: content'"),
    ("2026-02-28, hours", "2026-10-02, hours", "2026-10-02, hours", "is a closed day as well"),
    ("until: 2026-01-03", "until: 2025-01-03", "until: 2025-01-03", "is before since"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "blamed", "words"), SINGLE)
def test_one_mistake_is_named_with_its_line(old: str, new: str, blamed: str, words: str) -> None:
    text = changed(old, new)
    findings = told(text)
    if not words:
        assert findings == []
        return
    assert any(
        words.lower() in f.lower() and int(f.split(":")[0]) in lines_of(text, blamed)
        for f in findings
    ), "\n".join(findings)
    # A wrong entry must not be followed by a trail of findings that are only its echo.
    assert len(findings) == 1 or new in ECHOING, "\n".join(findings)


def test_prefixes_of_two_letters_stand_beside_those_of_one() -> None:
    two = changed("prefix: B,", "prefix: AB,")
    assert told(two) == []
    (figure,) = told(changed("prefix: B,", "prefix: B2,"))
    assert "one or two capital letters" in figure
    (twice,) = told(changed("prefix: B,", "prefix: BB,"))
    assert "one letter twice, and is heard as 'B'" in twice
    (mixed_up,) = told(two.replace("prefix: D,", "prefix: BA,"))
    assert "'BA' and 'AB' are easily mixed up" in mixed_up


def test_a_rule_is_told_which_class_it_needs() -> None:
    text = changed("name: ageing ", "name: appointment ")
    assert told(text) == []
    (found,) = told(text.replace("key: appointment, rank", "key: booked, rank"))
    assert "The rule 'appointment' needs a class 'appointment'" in found


def test_all_mistakes_are_named_at_once_in_the_order_of_lines() -> None:
    text = WHOLE
    for old, new, blamed, _ in SINGLE[:8]:
        if "prefix: A" not in blamed:
            text = text.replace(old, new, 1)
    numbers = [f.line for f in examine(text)[1]]
    assert numbers == sorted(numbers)
    assert len(numbers) >= 7


def test_a_matter_without_window_or_person_is_named() -> None:
    text = changed("{marriage: 1}", "{elder-allowance: 1}")
    (found,) = told(text)
    assert "No window serves the matter 'marriage'" in found
    assert int(found.split(":")[0]) == lines_of(text, "- key: marriage")[0]


def test_a_key_written_twice_is_named_with_both_lines() -> None:
    text = changed("    undo_seconds: 120\n", "    undo_seconds: 120\n    undo_seconds: 9\n")
    first, second = lines_of(text, "undo_seconds")
    assert told(text) == [
        f"{second}: 'undo_seconds' is there twice, first in line {first}. Make one of the two."
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no site in this file"),
        ("\n# nothing\n", "no site in this file"),
        ("- a\n- b\n", "no site in this file"),
        ("just words", "no site in this file"),
        ("{}", "'centre' is missing"),
        ("centre: {name: [\n", "not YAML"),
        ("a: b: c", "not YAML"),
        ("\ta: 1", "not YAML"),
        ("a: 'open", "not YAML"),
        ("a: \x01", "can't be read"),
        ('centre: "\\ud800"', "can't be read"),
        ("a: 1\n---\nb: 2\n", "second document"),
        ("? [a, b]\n: c\n", "a name is expected"),
        ("a: &x 1\nb: *x\n", "&x is not understood"),
        ("a: !!python/object:os.system x", "is not understood"),
        ("[" * 5000, "nested too deeply"),
        ("a: " + "{a: " * 300, "nested too deeply"),
        ("halls: {}", "'halls' must be a list"),
        ("halls: [1, null, text, [], {}]", "must be a group"),
        ("centre: 5\nhalls: []\n", "'halls' must not be empty"),
    ],
)  # fmt: skip
def test_broken_files_get_a_sentence(text: str, words: str) -> None:
    assert words.lower() in " | ".join(told(text)).lower()


def test_aliases_cannot_multiply() -> None:
    pairs = zip("abcdefgh", "bcdefghi", strict=True)
    bomb = "a: &a [x, x]\n"
    bomb += "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in pairs)
    findings = examine(bomb)[1]
    assert 0 < len(findings) < 120


def test_a_file_that_is_all_mistakes_is_not_told_to_the_end() -> None:
    twice = "".join("a: 1\n" for _ in range(3000))
    unknown = "".join(f"k{i}: 1\n" for i in range(3000))
    assert len(told(twice)) == len(told(unknown)) == 500


def test_files_that_are_no_text(tmp_path: Path) -> None:
    file = tmp_path / "site.yaml"
    file.write_bytes("centre: 安澜\nhall: 厅".encode("gb18030"))
    assert "not UTF-8" in check(file)[0].sentence()
    file.write_bytes(b"a: b\nc: \xff\xfe\x00")
    assert (check(file)[0].line, check(file)[0].column) == (2, 4)
    file.write_bytes(b"x" * 5_000_000)
    assert "too large" in check(file)[0].sentence()
    assert "too large" in check("/dev/zero")[0].sentence()
    assert "can't be read" in check(tmp_path)[0].sentence()
    assert "No such file" in check(tmp_path / "missing.yaml")[0].sentence()


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "site.yaml"
    file.write_text(WHOLE, encoding="utf-8-sig")
    assert read(file).halls[0].key == "main"


def test_read_refuses_with_the_first_finding_in_its_message() -> None:
    with pytest.raises(SiteFileError, match=re.escape("my.yaml:1:1: There is no site")):
        read_text("", "my.yaml")


def test_findings_are_said_in_chinese_too() -> None:
    (found,) = examine(changed("series: tax\n", "series: taxx\n"))[1][:1]
    assert found.sentence("zh") == "没有号段“taxx”。是不是“tax”？"


@given(st.text(max_size=200))
@example("? ")
@example("%YAML 1.1\n---\na: 0o7")
@example("a: |\n b\n c: <<")
@settings(max_examples=tries(60), deadline=None)
def test_no_text_makes_the_reader_fall_over(text: str) -> None:
    site, findings = examine(text)
    assert site is None
    assert findings
    assert all(
        f.line >= 1 and f.column >= 1 and f.sentence() and f.sentence("zh") for f in findings
    )


SHORT = "\n".join(line for line in WHOLE.splitlines() if "materials" not in line)[:6000]


@given(st.integers(0, len(SHORT)), st.integers(0, 40), st.text(max_size=8))
@settings(max_examples=tries(30), deadline=None)
def test_no_slip_of_the_pen_makes_it_fall_over(start: int, cut: int, typed: str) -> None:
    site, findings = examine(SHORT[:start] + typed + SHORT[start + cut :])
    assert (site is None) == bool(findings)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=3)
                    | st.dictionaries(st.sampled_from(
                        ["centre", "halls", "key", "name", "zh", "matters", "windows", "hours",
                         "calendar", "closed", "since", "priority_classes", "names", "number",
                         "rule"]),
                        inner, max_size=4), max_leaves=25))  # fmt: skip
@settings(max_examples=tries(60), deadline=None)
def test_no_shape_makes_the_checks_fall_over(document: object) -> None:
    import json

    site, findings = examine(json.dumps(document))
    assert site is None
    assert findings
