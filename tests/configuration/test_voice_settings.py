"""Mistakes in how a hall calls aloud are named with their line, in Chinese and English."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from server.cli.config import config
from server.configuration.reading import examine

WHOLE = Path("server/demo/centre.yaml").read_text("utf-8")
HERE = "    postpones: 2\n"


def with_voice(block: str) -> str:
    assert WHOLE.count(HERE) == 1
    return WHOLE.replace(HERE, f"{HERE}    voice: {block}\n")


def test_a_whole_block_is_read() -> None:
    site, findings = examine(
        with_voice(
            "{yao: true, repeats: 2, gap: 80, speed: 0.9, volume_at: [{hours: '12:00-13:00', "
            "percent: 50}], quiet: ['22:00-07:00'], languages: [zh, en], "
            "zones: {B: {chime: false}}, "
            "sentences: {call: {zh: '{place}，请{number}号', en: '{number} to {place}'}}}"
        )
    )
    assert findings == []
    assert site is not None
    voice = site.halls[0].voice
    assert (voice.yao, voice.repeats, voice.zones["B"].chime) == (True, 2, False)
    assert voice.sentences.short.zh == "{number}，{place}"


@pytest.mark.parametrize(
    ("block", "english", "chinese"),
    [
        (
            "{sentences: {call: {zh: '请{nummer}号到{place}'}}}",
            "id you mean {number}?",
            "{number}",
        ),
        (
            "{sentences: {call: {zh: '请到{place}'}}}",
            "sentence lacks {number}",
            "没有 {number}",
        ),
        ("{sentences: {short: {zh: '{number', en: '{number}, {place}'}}}", "brace", "大括号"),
        ("{sentences: {test: {zh: '{number}'}}}", "here is no {number}", "没有 {number}"),
        ("{sentences: {place: {zh: '{unit}'}}}", "lacks {window}", "没有 {window}"),
        ("{zones: {X: {volume: 10}}}", "here is no zone 'X'", "没有分区“X”"),
        ("{languages: [zh, fr]}", "'fr' is not among", "没有“fr”"),
        ("{zones: {A: {languages: [ug]}}}", "'ug' is not among", "没有“ug”"),
        ("{repeats: 9}", "repeats", "repeats"),
        ("{speed: 3.0}", "speed", "speed"),
        ("{volume: 120}", "volume", "volume"),
        ("{quiet: ['25:00-07:00']}", "quiet", "quiet"),
    ],
)
def test_a_mistake_is_named_where_it_stands(block: str, english: str, chinese: str) -> None:
    text = with_voice(block)
    line = 1 + text[: text.index("    voice: ")].count("\n")
    (found,) = examine(text)[1]
    assert found.line == line
    assert english in found.sentence("en")
    assert chinese in found.sentence("zh")


def test_checking_a_file_warns_of_words_that_no_clip_says(tmp_path: Path) -> None:
    file = tmp_path / "site.yaml"
    text = Path("server/demo/minimal.yaml").read_text("utf-8")
    spoken = "{number: 1, spoken: {zh: 银杏厅, en: Ginkgo parlour}, "
    file.write_text(text.replace("{number: 1, ", spoken), "utf-8")
    done = CliRunner().invoke(config, ["check", str(file)])
    assert done.exit_code == 0
    warning, summary = done.output.splitlines()
    assert "leave out 1 words that no clip says: ginkgo parlour (en)" in warning
    assert summary.startswith("OK: 1 hall")
