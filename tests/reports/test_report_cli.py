"""`servicehall report`, as a shell runs it, and its files as other programs read them."""

import csv
import json
import shutil
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from server.cli.report import report
from server.main import open_context
from server.reports.words import COLUMNS
from server.settings import Settings
from server.setup.install import install
from tests.support.people import clerk, take
from tests.support.web import example_site

MATTER = "birth-registration"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a hall in which one of two people was served."""
    folder = tmp_path_factory.mktemp("data")
    opened = open_context(Settings(data=folder))
    install(opened, example_site(), "test")
    for _ in range(2):
        take(opened, MATTER, channel="kiosk")
    one = clerk(opened)
    one.call_next()
    one.start()
    one.finish()
    opened.store.database.close()
    return folder


def run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(report, [*words, "--data", str(data)])


def test_a_table_for_a_person(data: Path) -> None:
    shown = run(data, "--by", "matter", "--language", "zh")
    assert shown.exit_code == 0, shown.output
    [line] = [each for each in shown.stdout.splitlines() if "新生儿出生" in each]
    assert [each.strip() for each in line.strip("│").split("│")][1:3] == ["2", "1"]


def test_a_csv_that_a_spreadsheet_reads(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.csv"
    assert run(data, "--by", "class", "--format", "csv", "--out", str(file)).exit_code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    [line] = csv.DictReader(file.read_text("utf-8-sig").splitlines())
    assert (line["Priority class"], line["Numbers given"], line["Finished"]) == (
        "Ordinary",
        "2",
        "1",
    )
    assert line["Wait, half (s)"].isdigit()


def test_json_for_a_program(data: Path) -> None:
    told = json.loads(run(data, "--by", "channel", "--format", "json").stdout)
    [line] = told["lines"]
    assert (line["key"], line["issued"], line["finished"], line["not_rated"]) == ("kiosk", 2, 1, 1)
    assert set(told["definitions"]) <= {column.key for column in COLUMNS}


def test_a_workbook_that_another_library_opens(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.xlsx"
    words = ("--by", "window", "--format", "xlsx", "--out", str(file), "--language", "zh")
    assert run(data, *words).exit_code == 0
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["报表", "指标说明"]
    heads, line = ([cell.value for cell in row] for row in book["报表"].iter_rows(min_row=3))
    found = dict(zip(heads, line, strict=True))
    assert found["窗口"].startswith("1 ")
    assert found["等候人次"] == 1
    assert isinstance(found["等候·一半"], timedelta)
    meant = {row[0].value for row in book["指标说明"].iter_rows()}
    assert {*heads[1:]} == meant
    book.close()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--from", "2026-02-02", "--to", "2026-02-01"), "is later than"),
        (("--format", "xlsx"), "--out report.xlsx"),
        (("--out", "report.txt"), "--format csv"),
        (("--hall", "nowhere"), "nowhere"),
    ],
)
def test_what_makes_no_sense_is_said(data: Path, words: tuple[str, ...], sentence: str) -> None:
    refused = run(data, *words)
    assert refused.exit_code == 1
    assert sentence in refused.output
    assert "Traceback" not in refused.output


def test_a_day_without_anybody(data: Path) -> None:
    quiet = run(data, "--from", "2020-01-01", "--to", "2020-01-02")
    assert quiet.exit_code == 0
    assert "nobody came" in quiet.output


def test_an_archive_that_can_t_be_used_is_said(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "o'clock"  # a folder may be named so
    shutil.copytree(data, folder)
    assert run(folder).exit_code == 0
    lock = folder / "facts" / "lock"
    lock.unlink()
    lock.mkdir()
    refused = run(folder)
    assert refused.exit_code == 1
    assert "delete the folder and try again" in refused.output
    shutil.rmtree(folder / "facts")
    assert run(folder).exit_code == 0


def test_a_file_is_not_written_over(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("mine")
    refused = run(data, "--format", "csv", "--out", str(file))
    assert (refused.exit_code, file.read_text()) == (1, "mine")
