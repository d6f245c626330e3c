"""`waits score`: a recorded office replayed; its figures can be checked from its rows."""

import csv
import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli.waits import waits
from server.domain.waiting.simple import DESK_TIME

RECORDED = Path(__file__).parent.parent / "domain" / "waiting" / "recorded"
WARSAW = RECORDED / "warsaw_zoliborz_2020_01.csv.gz"
BANK = RECORDED / "bank_1999_01.csv.gz"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(waits, ["score", *map(str, arguments)])


@pytest.fixture(scope="module")
def warsaw(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, object], Path, str]:
    folder = tmp_path_factory.mktemp("score")
    result = run(WARSAW, "--json", folder / "s.json", "--rows", folder / "rows.csv")
    assert result.exit_code == 0, result.output
    return json.loads((folder / "s.json").read_text()), folder / "rows.csv", result.output


def test_a_recorded_office_is_answered_better_than_by_the_simple_predictors(
    warsaw: tuple[dict[str, object], Path, str],
) -> None:
    figures = warsaw[0]["all"]
    assert isinstance(figures, dict)
    assert figures["unknown"] == 0
    assert 0.76 <= figures["coverage"] <= 0.88
    for name, simple in figures["simple"].items():
        assert figures["rmse"] < simple["rmse"], name
        # Half of these people do not wait at all, so saying "none ahead, no wait" is hard to beat
        # in the mean absolute error within two weeks.
        assert figures["mae"] < (1.02 if name == DESK_TIME else 0.9) * simple["mae"], name


def test_the_rows_give_the_figures(warsaw: tuple[dict[str, object], Path, str]) -> None:
    report, rows_file, _ = warsaw
    figures = report["all"]
    assert isinstance(figures, dict)
    with rows_file.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    n = len(rows)
    off = [abs(float(row["point"]) - float(row["actual"])) for row in rows]
    late = [float(row["actual"]) - float(row["high"]) for row in rows]
    assert n == figures["n"]
    assert sum(off) / n == pytest.approx(figures["mae"])
    assert sum(x <= 0 for x in late) / n == pytest.approx(figures["coverage"])
    pinball = sum(max(0.8 * x, -0.2 * x) for x in late) / n
    assert pinball == pytest.approx(figures["pinball"])


def test_the_scored_set_is_the_known_starts_after_the_warm_up(
    warsaw: tuple[dict[str, object], Path, str],
) -> None:
    with gzip.open(WARSAW, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    warm = sorted({row["day"] for row in rows})[:4]
    expected = [r["id"] for r in rows if r["start"] and r["score"] == "1" and r["day"] not in warm]
    with warsaw[1].open(encoding="utf-8", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == expected


def test_the_tables_name_what_they_show(warsaw: tuple[dict[str, object], Path, str]) -> None:
    printed = warsaw[2]
    for word in ("MAE", "RMSE", "0.8-pinball", "coverage ≥5", "mean high", "µs an answer"):
        assert word in printed
    for name in ("own figure", "desk time", "last to enter", "head of queue", "throughput"):
        assert name in printed


def test_cutting_the_log_changes_no_earlier_answer(tmp_path: Path) -> None:
    with gzip.open(WARSAW, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    moment = "2020-01-13T11:00:00"
    kept = [dict(row) for row in rows if row["arrival"] <= moment]
    for row in kept:
        if row["start"] > moment:
            row["start"] = ""
    cut = tmp_path / "cut.csv"
    with cut.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, rows[0].keys())
        out.writeheader()
        out.writerows(kept)
    assert run(WARSAW, "--rows", tmp_path / "whole.csv").exit_code == 0
    assert run(cut, "--rows", tmp_path / "part.csv").exit_code == 0
    whole = dict(queue.split(",", 1) for queue in (tmp_path / "whole.csv").read_text().split())
    part = dict(queue.split(",", 1) for queue in (tmp_path / "part.csv").read_text().split())
    assert len(part) > 500
    assert all(whole[ticket] == said for ticket, said in part.items())


def test_one_site_can_be_chosen_and_a_wrong_one_is_refused() -> None:
    assert run(WARSAW, "--site", "UD_Zoliborz").exit_code == 0
    refused = run(WARSAW, "--site", "Nowhere")
    assert refused.exit_code == 1
    assert "no ticket of Nowhere" in refused.output


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,day\n1,2020-01-02\n", "column site, service, arrival is missing"),
        ("id,day,site,service,arrival\n1,2020-01-02,a,b,noon\n", "line 2"),
        ("id,day,site,service,arrival\n1,2020-01-02,a,b,2020-01-02T09:00:00\n", "has 1 days"),
    ],
)
def test_a_bad_log_is_refused_with_the_place(tmp_path: Path, text: str, message: str) -> None:
    log = tmp_path / "log.csv"
    log.write_text(text, encoding="utf-8")
    result = run(log)
    assert result.exit_code == 1
    assert message in result.output


@pytest.mark.system
def test_the_learned_model_beats_the_default_on_the_bank(tmp_path: Path) -> None:
    for model in ("default", "ml"):
        result = run(BANK, "--warmup-days", "6", "--model", model, "--json", tmp_path / model)
        assert result.exit_code == 0, result.output
    default, learned = (json.loads((tmp_path / m).read_text())["all"] for m in ("default", "ml"))
    assert learned["n"] == default["n"]
    assert learned["mae"] < default["mae"]
    assert learned["pinball"] < default["pinball"]
