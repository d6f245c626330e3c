"""The score of a replay as tables and as JSON."""

from dataclasses import dataclass, field
from typing import Any

from rich.table import Table

from server.domain.waiting.replay import NAMES, Answered
from server.domain.waiting.scoring import Tally

DEFINITIONS = (
    "seconds; pinball: mean of 0.8 × (wait − high) if longer, 0.2 × (high − wait) if shorter; "
    "coverage: share with wait ≤ high; range: share with low ≤ wait ≤ high"
)
_MINUTES_FROM = 300.0  # above a mean wait of five minutes, minutes read better


@dataclass(slots=True)
class Simple:
    """Errors of one simple predictor over the tickets that it could speak about."""

    n: int = 0
    absolute: float = 0.0
    square: float = 0.0

    def add(self, said: float, actual: float) -> None:
        self.n += 1
        self.absolute += abs(said - actual)
        self.square += (said - actual) ** 2

    def figures(self) -> dict[str, float | int | None]:
        n = self.n
        return {
            "n": n,
            "mae": self.absolute / n if n else None,
            "rmse": (self.square / n) ** 0.5 if n else None,
        }


@dataclass(slots=True)
class Scored:
    """One line's (or all lines') score with the simple predictors beside it."""

    tally: Tally = field(default_factory=Tally)
    simple: dict[str, Simple] = field(default_factory=lambda: {name: Simple() for name in NAMES})
    waited: float = 0.0

    def add(self, answered: Answered, actual: float) -> None:
        said = answered.estimate
        self.waited += actual
        if said is None:
            self.tally.unknown += 1
        else:
            self.tally.add(said.point, said.low, said.high, actual, answered.ahead)
        for name, figure in answered.simple.items():
            if figure is not None:
                self.simple[name].add(figure, actual)

    def figures(self) -> dict[str, Any]:
        return self.tally.figures() | {
            "simple": {name: simple.figures() for name, simple in self.simple.items()}
        }


@dataclass(slots=True)
class Report:
    """The whole score: over all tickets, per site and per queue."""

    total: Scored = field(default_factory=Scored)
    sites: dict[str, Scored] = field(default_factory=dict)
    queues: dict[tuple[str, str], Scored] = field(default_factory=dict)
    microseconds: float = 0.0

    def add(self, answered: Answered, actual: float) -> None:
        visit = answered.visit
        self.total.add(answered, actual)
        self.sites.setdefault(visit.site, Scored()).add(answered, actual)
        self.queues.setdefault((visit.site, visit.queue), Scored()).add(answered, actual)

    def as_json(self) -> dict[str, Any]:
        """All figures in seconds and shares."""
        return {
            "definitions": DEFINITIONS,
            "microseconds_per_answer": self.microseconds,
            "all": self.total.figures(),
            "sites": {site: scored.figures() for site, scored in sorted(self.sites.items())},
            "queues": [
                {"site": site, "queue": queue} | scored.figures()
                for (site, queue), scored in sorted(self.queues.items())
            ],
        }


def tables(report: Report) -> list[Table]:
    """The whole first, then line by queue, then the simple predictors."""
    n = report.total.tally.n + report.total.tally.unknown
    minutes = n > 0 and report.total.waited / n > _MINUTES_FROM
    return [_whole(report, minutes), _per_queue(report, minutes), _beside(report, minutes)]


_COLUMNS = ("n", "not known", "MAE", "RMSE", "0.8-pinball", "coverage", "range", "n ≥5 ahead",
            "coverage ≥5", "mean high")  # fmt: skip


def _cells(scored: Scored, minutes: bool) -> list[str]:
    f = scored.tally.figures()
    return [
        str(f["n"]),
        str(f["unknown"]),
        *(_time(f[name], minutes) for name in ("mae", "rmse", "pinball")),
        *(_share(f[name]) for name in ("coverage", "range_coverage")),
        str(f["n_many"]),
        _share(f["coverage_many"]),
        _time(f["mean_high"], minutes),
    ]


def _whole(report: Report, minutes: bool) -> Table:
    unit = "min" if minutes else "s"
    table = _table(
        f"全部 All scored tickets ({unit}); {report.microseconds:.0f} µs an answer", "site"
    )
    table.caption = DEFINITIONS.replace("seconds", f"times in {unit}", 1)
    for name in _COLUMNS:
        table.add_column(name, justify="right")
    table.add_row("all", *_cells(report.total, minutes), style="bold")
    if len(report.sites) > 1:
        for site, scored in sorted(report.sites.items()):
            table.add_row(site, *_cells(scored, minutes))
    return table


def _per_queue(report: Report, minutes: bool) -> Table:
    table = _table(f"各队列 Per line ({'min' if minutes else 's'})", "site", "queue")
    for name in _COLUMNS:
        table.add_column(name, justify="right")
    for (site, queue), scored in sorted(report.queues.items()):
        table.add_row(site, queue, *_cells(scored, minutes))
    return table


def _beside(report: Report, minutes: bool) -> Table:
    unit = "min" if minutes else "s"
    table = _table(f"平均绝对误差 MAE beside the simple predictors ({unit})", "site", "queue")
    for name in ("n", "Servicehall", *NAMES):
        table.add_column(name, justify="right")
    for (site, queue), scored in [(("all", ""), report.total), *sorted(report.queues.items())]:
        figures = [scored.tally.figures()["mae"]]
        figures += [scored.simple[name].figures()["mae"] for name in NAMES]
        style = "bold" if site == "all" and not queue else None
        cells = (_time(figure, minutes) for figure in figures)
        table.add_row(site, queue, str(scored.tally.n), *cells, style=style)
    return table


def _table(title: str, *names: str) -> Table:
    table = Table(title=title, title_justify="left", caption_justify="left")
    for name in names:
        table.add_column(name, overflow="fold", max_width=34)
    return table


def _time(seconds: float | int | None, minutes: bool) -> str:
    if seconds is None:
        return "–"
    return f"{seconds / 60:.2f}" if minutes else f"{seconds:.1f}"


def _share(share: float | int | None) -> str:
    return "–" if share is None else f"{share:.1%}"
