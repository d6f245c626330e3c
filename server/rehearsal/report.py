"""The end of a rehearsal on the terminal: waits against the log, and what must be true."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from rich.console import Console
from rich.table import Table

from server.rehearsal.drive import DriveProgress
from server.rehearsal.score import QueueScore, RehearsalScore, Spread


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """Something that must be true after a rehearsal."""

    said: str
    true: bool


def claims(progress: DriveProgress, score: RehearsalScore, planned: int) -> list[CheckedClaim]:
    """What decides over the exit code."""
    ends = score.ends
    account = " + ".join(f"{ends[name]} {words}" for name, words in ENDS)
    refused = sum(progress.refused.values())
    broken = "" if score.broken is None else f": {score.broken.what}"
    return [
        CheckedClaim(f"issued {score.issued} = {account}", score.accounted),
        CheckedClaim(f"every arrival of the log got a number: {score.issued} of {planned}",
              score.issued == planned),
        CheckedClaim(f"refused: {refused or 'none'}{_listed(progress)}", refused == 0),
        CheckedClaim(f"journal verified, {score.rows} rows{broken}", score.broken is None),
    ]  # fmt: skip


ENDS = (
    ("finished", "finished"),
    ("no_show", "no-show"),
    ("cancelled", "cancelled"),
    ("closed", "closed at the end of the day"),
)


def _listed(progress: DriveProgress) -> str:
    found = [
        f" · {name} ×{count}: {progress.sentences[name]}"
        for name, count in progress.refused.items()
    ]
    return "".join(found)


def show(
    console: Console,
    progress: DriveProgress,
    score: RehearsalScore,
    found: list[CheckedClaim],
    seconds: float,
) -> None:
    """Print it all."""
    console.print(waits_table(score))
    for queue in pace_queues(progress, seconds):
        console.print(queue, highlight=False, soft_wrap=True)
    for claim in found:
        mark = "[bold]ok[/]    " if claim.true else "[bold red]FAILED[/]"
        console.print(f"{mark} ", end="")
        console.print(claim.said, markup=False, highlight=False, soft_wrap=True)


def waits_table(score: RehearsalScore) -> Table:
    table = Table(title="Waits in minutes: rehearsal | log", title_justify="left")
    table.add_column("")
    table.add_column("Queue")
    for name in ("Called", "Median", "Log", "p90", "Log"):
        table.add_column(name, justify="right")
    for queue in score.queues:
        table.add_row(queue.prefix, _plain(queue.name), *_cells(queue))
    table.add_section()
    table.add_row("", "All", *_cells(score.everyone))
    return table


def _plain(name: str) -> str:
    return name.replace("[", "(").replace("]", ")")


def _cells(queue: QueueScore) -> Iterator[str]:
    rehearsed, logged = queue.rehearsed, queue.logged
    yield str(rehearsed.n if rehearsed else 0)
    for part in ("median", "p90"):
        yield _minutes(rehearsed, part)
        yield _minutes(logged, part)


def _minutes(spread: Spread | None, part: str) -> str:
    return "—" if spread is None else f"{getattr(spread, part) / 60:.1f}"


def pace_queues(progress: DriveProgress, seconds: float) -> Iterator[str]:
    """How fast it went, in real time."""
    steps = progress.issued + 3 * progress.called
    yield (
        f"{progress.issued / seconds:.1f} tickets and {steps / seconds:.0f} changes a second "
        f"over {seconds:.0f} s"
    )
    for name, taken in (("ticket", progress.take_s), ("call", progress.call_s)):
        if taken:
            ordered = sorted(taken)
            p99 = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
            yield f"a {name} answered in {median(ordered) * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms"
    if progress.late_s > 1:
        yield f"at most {progress.late_s:.1f} s behind the log: take a lower --speed for true waits"
