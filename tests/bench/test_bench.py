"""The benchmark runs as a whole and in parts; its figures are judged by people, not here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.report import Row, quantile

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "bench", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=280
    )


@pytest.mark.system
@pytest.mark.parametrize("part", ["tickets", "calls", "sockets", "screens", "sound", "starting"])
def test_a_quick_run_measures_what_it_names(part: str, tmp_path: Path) -> None:
    to = tmp_path / "figures.json"
    done = run(part, "--quick", "--json", str(to))
    assert done.returncode == 0, done.stderr
    figures = json.loads(to.read_text(encoding="utf-8"))
    assert {row["part"] for row in figures["rows"]} == {part}
    assert figures["at"]
    assert figures["python"].startswith("3.")
    for row in figures["rows"]:
        assert row["value"] >= 0, row
        assert row["what"] in done.stdout
    if part in ("tickets", "sockets"):
        assert any(row["ratio"] for row in figures["rows"]), "nothing was compared"


def test_an_unknown_part_is_refused_by_name() -> None:
    done = run("elephants", "--quick")
    assert done.returncode == 2
    assert "elephants" in done.stderr


def test_quantiles_are_values_that_occurred() -> None:
    values = [5.0, 1.0, 4.0, 2.0, 3.0]
    assert [quantile(values, share) for share in (0, 0.5, 0.99)] == [1.0, 3.0, 5.0]


def test_a_row_shows_its_ratio_and_whether_the_aim_is_met() -> None:
    row = Row("p", "what", 2.0, "ms", "bare", 1.25, "≤ 1.30×", True)
    assert "1.25× bare" in row.line()
    assert row.line().rstrip().endswith("met")
    assert "MISSED" in Row("p", "what", 2.0, "ms", aim="< 1 ms", met=False).line()
