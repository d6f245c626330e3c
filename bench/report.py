"""What was measured, as rows: a figure, its unit, what it is compared with, and the aim."""

import json
import platform
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import click


@dataclass(frozen=True)
class Row:
    """`ratio` compares with the bare thing of the same row's `against`; `met` judges the aim."""

    part: str
    what: str
    value: float
    unit: str
    against: str = ""
    ratio: float | None = None
    aim: str = ""
    met: bool | None = None

    def line(self) -> str:
        """One line for people."""
        ratio = "" if self.ratio is None else f"{self.ratio:6.2f}× {self.against}"
        verdict = {None: "", True: "met", False: "MISSED"}[self.met]
        return (
            f"{self.what:<58}{self.value:>10.2f} {self.unit:<10}{ratio:<34}{self.aim:<12}{verdict}"
        )


def quantile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def show(title: str, rows: Iterable[Row]) -> None:
    """Print one part as soon as it is measured."""
    click.echo(f"\n{title}")
    for row in rows:
        click.echo("  " + row.line())


def machine() -> dict[str, object]:
    """What the figures hang on."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": platform.platform(),
        "commit": commit.stdout.strip() or None,
    }


def write_json(path: Path, rows: Iterable[Row]) -> None:
    """The same for programs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    document = {**machine(), "rows": [asdict(row) for row in rows]}
    path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
