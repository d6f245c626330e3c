"""What a service hall needs, and which of it works: the list in tests/stories, told in docs.

`python -m tools.requirements` writes docs/requirements.md anew; with `--run` it runs the stories,
prints each row with `works` or `not built`, and last `rows: N of M work`.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
STORIES = ROOT / "tests" / "stories"
PAGE = ROOT / "docs" / "requirements.md"
NAMED = re.compile(r"test_([A-G]\d+)_\w+\.py")
INTRODUCTION = """# Requirements

What a service hall needs, as the product answers to it: each row is a behaviour that somebody can
see or check. A row **works** when its story is green: a file of `tests/stories` that lives it with
the real program, real browsers and the paper of the virtual printer, and fails if the behaviour is
taken out. A row without a story is not built, or only in part.

`make stories` runs them and counts.

<!-- made by `python -m tools.requirements`; a test compares -->
"""


@dataclass(frozen=True)
class Row:
    """One behaviour, its sentence, and the file of its story if there is one."""

    key: str
    sentence: str
    story: Path | None


def rows() -> dict[str, list[Row]]:
    """Title of each part to its rows, in order."""
    listed = tomllib.loads((STORIES / "rows.toml").read_text(encoding="utf-8"))
    told = {found[1]: file for file in stories() if (found := NAMED.fullmatch(file.name))}
    return {
        f"{letter}. {part.pop('title')}": [
            Row(key, sentence, told.get(key)) for key, sentence in part.items()
        ]
        for letter, part in listed.items()
    }


def stories() -> list[Path]:
    """The files that tell a row."""
    return sorted(STORIES.glob("test_*.py"))


def page() -> str:
    """docs/requirements.md as it must be."""
    return "\n".join([INTRODUCTION, *_parts()])


def _parts() -> Iterator[str]:
    for title, part in rows().items():
        yield f"## {title}\n"
        yield "| row | behaviour | story |"
        yield "|---|---|---|"
        for row in part:
            link = f"[works](../{row.story.relative_to(ROOT)})" if row.story else "not built"
            yield f"| {row.key} | {row.sentence} | {link} |"
        yield ""


def run() -> int:
    """Run every story; a row works if all of its story passed."""
    import pytest

    class Seen:
        """Which files ran, and in which something failed."""

        ran: set[str] = set()  # noqa: RUF012
        failed: set[str] = set()  # noqa: RUF012

        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            file = report.nodeid.partition("::")[0].rpartition("/")[2]
            self.ran.add(file)
            if report.outcome != "passed":
                self.failed.add(file)

    code = int(pytest.main([str(STORIES), "-q"], plugins=[Seen()]))
    every = [row for part in rows().values() for row in part]
    for row in every:
        name = row.story.name if row.story else ""
        row_works = name in Seen.ran - Seen.failed
        print(f"{row.key:4} {'works' if row_works else 'not built':9}  {row.sentence}")  # noqa: T201
    works = sum(row.story is not None and row.story.name in Seen.ran - Seen.failed for row in every)
    print(f"rows: {works} of {len(every)} work")  # noqa: T201
    return code


if __name__ == "__main__":
    if "--run" in sys.argv[1:]:
        sys.exit(run())
    PAGE.write_text(page(), encoding="utf-8")
