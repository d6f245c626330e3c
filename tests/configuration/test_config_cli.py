"""`servicehall config` as a person uses it."""

from pathlib import Path

from click.testing import CliRunner

from server.cli.config import config


def test_a_good_file_is_summed_up() -> None:
    done = CliRunner().invoke(config, ["check", "server/demo/centre.yaml"])
    assert done.exit_code == 0
    assert done.output.startswith("OK: 1 hall, 3 zones, 12 windows, 8 organisations, 8 series, ")


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


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    done = CliRunner().invoke(config, ["check", str(tmp_path / "none.yaml")])
    assert done.exit_code == 1
    assert "It can't be read: No such file or directory" in done.output
