"""What a service hall needs, and which of it works: the list in tests/stories, told in docs.

`python -m tools.requirements` writes docs/requirements.md anew; with `--run` it runs the stories,
prints each row with `works`, `partly` or `not built`, and last `rows: N of M work`.
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
NAMED = re.compile(r"test_(?P<partly>partly_)?(?P<row>[A-G]\d+)_\w+\.py")
INTRODUCTION = """# Requirements

What a service hall needs, as the product answers to it: each row is a behaviour that somebody can
see or check. A row **works** when its story is green: a file of `tests/stories` that lives it with
the real program, real browsers and the paper of the virtual printer, and fails if the behaviour is
taken out. Of a row that works **partly** a story tells what there is; it does not count. A row
without a story is not built.

`make stories` runs them and counts.

<!-- made by `python -m tools.requirements`; a test compares -->
"""


@dataclass(frozen=True)
class Row:
    """One behaviour, its sentence, and the file of its story if there is one."""

    key: str
    sentence: str
    story: Path | None
    whole: bool = True
    """False while the story tells only a part of the behaviour."""

    @property
    def state(self) -> str:
        """What is claimed of it."""
        return "not built" if self.story is None else "works" if self.whole else "partly"


def rows() -> dict[str, list[Row]]:
    """Title of each part to its rows, in order."""
    listed = tomllib.loads((STORIES / "rows.toml").read_text(encoding="utf-8"))
    told = {
        found["row"]: (file, not found["partly"])
        for file in stories()
        if (found := NAMED.fullmatch(file.name))
    }
    return {
        f"{letter}. {part.pop('title')}": [
            Row(key, sentence, *told.get(key, (None,))) for key, sentence in part.items()
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
            link = f"[{row.state}](../{row.story.relative_to(ROOT)})" if row.story else row.state
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
    passed = Seen.ran - Seen.failed
    states = [
        row.state if row.story is None or row.story.name in passed else "fails" for row in every
    ]
    for row, state in zip(every, states, strict=True):
        print(f"{row.key:4} {state:9}  {row.sentence}")  # noqa: T201
    works = states.count("works")
    print(f"rows: {works} of {len(every)} work")  # noqa: T201
    return code


if __name__ == "__main__":
    if "--run" in sys.argv[1:]:
        sys.exit(run())
    PAGE.write_text(page(), encoding="utf-8")
