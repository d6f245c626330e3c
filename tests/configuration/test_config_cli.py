"""`servicehall config` as a person uses it."""

import os
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from server.cli.config import config


def test_a_good_file_is_summed_up() -> None:
    done = CliRunner().invoke(config, ["check", "server/demo/centre.yaml"])
    assert done.exit_code == 0
    assert done.output.startswith("OK: 1 hall, 3 zones, 12 windows, 8 organisations, 8 series, ")


def test_a_check_says_nothing_of_the_demos_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looks for an announcer's recordings beside it, which is nobody's question."""
    file = Path("server/demo/minimal.yaml").absolute()
    (tmp_path / "data" / "demo").mkdir(parents=True)
    (tmp_path / "data" / "demo" / "servicehall.db").touch()
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(config, ["check", str(file)]).output.startswith("OK: 1 hall")


def test_mistakes_are_printed_with_their_lines(tmp_path: Path) -> None:
    file = tmp_path / "site.yaml"
    example = CliRunner().invoke(config, ["example"]).output
    file.write_text(example.replace("prefix: T", "prefix: I"), encoding="utf-8")
    done = CliRunner().invoke(config, ["check", str(file)])
    line = 1 + example[: example.index("prefix: T")].count("\n")
    assert done.exit_code == 1
    assert done.output.startswith(f"{file}:{line}:")
    assert done.output.count("\n") == 1
    chinese = CliRunner().invoke(config, ["check", "--language", "zh", str(file)])
    assert "易与 1、0、5、2 混淆" in chinese.output


def test_a_character_without_a_font_is_a_warning_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "site.yaml"
    example = CliRunner().invoke(config, ["example"]).output
    at = example.index("安澜区", example.index("\nservicehall: 1"))
    file.write_text(f"{example[:at]}㛃䶮Đặng\U0001f600{example[at:]}", encoding="utf-8")
    line = 1 + example[:at].count("\n")
    done = CliRunner().invoke(config, ["check", str(file)])
    assert done.exit_code == 0
    warning, summary = done.output.splitlines()
    assert warning.startswith(f"{file}:{line}:")
    assert "warning: No font of this machine holds '\U0001f600' (U+1F600)" in warning
    assert summary.startswith("OK: 1 hall")
    chinese = CliRunner().invoke(config, ["check", "--language", "zh", str(file)])
    assert "提醒：" in chinese.output
    assert "U+1F600" in chinese.output


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    done = CliRunner().invoke(config, ["check", str(tmp_path / "none.yaml")])
    assert done.exit_code == 1
    assert "It can't be read: No such file or directory" in done.output


def test_a_pipe_is_checked_like_a_file(tmp_path: Path) -> None:
    """`cat site.yaml | servicehall config check /dev/stdin`: what comes is read once."""
    site = Path("server/demo/minimal.yaml").read_text("utf-8")
    for text, code in ((site, 0), (site.replace("servicehall: 1", "servicehall: one"), 1)):
        pipe = tmp_path / f"pipe-{code}"
        os.mkfifo(pipe)
        writer = Thread(target=pipe.write_text, args=(text, "utf-8"))
        writer.start()
        done = CliRunner().invoke(config, ["check", str(pipe)])
        writer.join()
        assert done.exit_code == code, done.output
        assert done.output.startswith("OK: 1 hall" if code == 0 else f"{pipe}:2:")
