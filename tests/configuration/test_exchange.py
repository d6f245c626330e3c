"""`servicehall config export` and `import`, as a person uses them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli.config import config
from server.configuration.changes import changes
from server.configuration.reading import read_text
from server.configuration.updating import updated
from server.main import open_context, people_of
from server.settings import Settings
from server.setup.install import install
from server.usecases.app_context import AppContext
from server.usecases.configuring import configuration
from tests.support.web import example_site

Run = Callable[..., Result]
EXAMPLE = Path("server/demo/centre.yaml").resolve()


@pytest.fixture
def context(tmp_path: Path) -> AppContext:
    opened = open_context(Settings(data=tmp_path))
    install(opened, example_site(), "test")
    return opened


@pytest.fixture
def run(tmp_path: Path, context: AppContext) -> Run:
    def command(*words: str) -> Result:
        return CliRunner().invoke(config, [*words, "--data", str(tmp_path)])

    return command


@pytest.fixture
def file(tmp_path: Path, run: Run) -> Path:
    """The configuration in force, exported."""
    path = tmp_path / "centre.yaml"
    done = run("export", str(path))
    assert (done.exit_code, "import --dry-run" in done.output) == (0, True)
    return path


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_is_exported_is_what_is_in_force(run: Run, context: AppContext, file: Path) -> None:
    assert read_text(file.read_text(encoding="utf-8")) == example_site()
    assert run("export", "--hall", "main").output == file.read_text(encoding="utf-8")
    again = run("import", str(file))
    assert again.output == "Nothing changes: this file is in force.\n"


def test_a_file_that_is_there_is_not_written_over(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("# 手写\n", encoding="utf-8")
    refused = run("export", str(mine))
    assert (refused.exit_code, "--force" in refused.output) == (1, True)
    assert mine.read_text(encoding="utf-8") == "# 手写\n"
    forced = run("export", "--force", str(mine))
    assert (forced.exit_code, "no site file" in forced.output) == (0, True)
    assert read_text(mine.read_text(encoding="utf-8")) == example_site()


def test_a_hand_written_file_is_brought_up_to_date_with_its_comments(
    run: Run, context: AppContext, tmp_path: Path
) -> None:
    written = EXAMPLE.read_text(encoding="utf-8")
    mine = tmp_path / "mine.yaml"
    mine.write_text(written, encoding="utf-8")
    done = run("export", "--force", str(mine))
    assert (done.exit_code, "with its comments" in done.output) == (0, True), done.output
    text = mine.read_text(encoding="utf-8")
    assert read_text(text) == example_site()
    assert comments(text) == comments(written)
    changed = [line for line in text.splitlines() if line not in written.splitlines()]
    assert [line.strip() for line in changed] == ["always_open: true"], "all else stays as written"


def comments(text: str) -> list[str]:
    return re.findall(r"#.*", text)


def test_entries_come_and_go_and_the_comments_of_the_others_stay() -> None:
    written = EXAMPLE.read_text(encoding="utf-8")
    before = read_text(written)
    hall = before.halls[0]
    slower = hall.matters[0].model_copy(update={"typical_minutes": 99})
    other = hall.model_copy(
        update={
            "staff": (*hall.staff[1:], hall.staff[0].model_copy(update={"login": "new.one"})),
            "matters": (slower, *hall.matters[1:]),
            "postpones": 7,
        }
    )
    after = before.model_copy(update={"halls": (other,)})
    text = updated(written, after)
    assert text is not None
    assert read_text(text) == after
    lost = [each for each in comments(written) if each not in comments(text)]
    assert len(lost) <= 1, lost
    assert updated("not: a site", after) is None


def test_a_dry_run_says_what_would_change_and_changes_nothing(
    run: Run, context: AppContext, file: Path
) -> None:
    edit(file, "  - key: main\n", "  - key: main\n    postpones: 1\n")
    tried = run("import", "--dry-run", str(file))
    assert tried.exit_code == 0
    assert tried.output == ("~ Hall main: postpones: 2 → 1\nNothing was changed (--dry-run).\n")
    assert configuration(context, "main")[0] == 1
    refused = run("import", str(file))
    assert (refused.exit_code, "--yes" in refused.output) == (1, True), "nobody could be asked"
    assert configuration(context, "main")[0] == 1
    done = run("import", "--yes", str(file))
    assert "Hall main: version 2 is in force.\n" in done.output
    version, document = configuration(context, "main")
    assert (version, document["halls"][0]["postpones"]) == (2, 1)
    old = run("export", "--hall", "main", "--version", "1")
    assert read_text(old.output) == example_site(), "an older version can be had back"


def test_people_and_devices_of_the_hall_become_what_the_file_says(
    run: Run, context: AppContext, file: Path
) -> None:
    edit(file, "login: lin.yue", "login: lin.xin")
    done = run("import", "--yes", str(file))
    assert done.exit_code == 0, done.output
    with people_of(context).reading() as book:
        old, new = book.person_by_login("lin.yue"), book.person_by_login("lin.xin")
    assert old is not None
    assert new is not None
    assert (old.disabled_at is None, new.disabled_at is None) == (False, True)


def test_every_mistake_is_named_and_nothing_changes(
    run: Run, context: AppContext, file: Path
) -> None:
    edit(file, "prefix: T", "prefix: I")
    edit(file, "key: main\n", "key: main\n    colour: red\n")
    done = run("import", str(file))
    assert done.exit_code == 1
    lines = done.output.splitlines()
    assert len(lines) == 2
    assert all(line.startswith(f"{file}:") for line in lines)
    assert configuration(context, "main")[0] == 1


def test_a_hall_that_is_not_there_is_said(run: Run, tmp_path: Path, file: Path) -> None:
    assert "has no hall 'x'" in run("import", "--hall", "x", str(file)).output
    assert "No hall is called x" in run("export", "--hall", "x").output
    assert "no version 7" in run("export", "--hall", "main", "--version", "7").output
    assert "--hall" in run("export", "--version", "1").output
    empty = CliRunner().invoke(config, ["import", str(file), "--data", str(tmp_path / "new")])
    assert (empty.exit_code, "servicehall install" in empty.output) == (1, True)


def test_changes_are_named_by_key_and_by_name() -> None:
    before = {"week": ["a"], "gone": 1, "matters": [{"key": "m", "fee": 10}, {"key": "x"}]}
    after = {
        "week": ["b"],
        "matters": [{"key": "new", "name": {"zh": "新事项"}}, {"key": "m", "fee": 20}],
    }
    assert changes(before, after) == [
        "~ week: ['a'] → ['b']",
        "- gone: 1",
        "~ matters.m.fee: 10 → 20",
        "- matters.x",
        "+ matters.new 新事项",
    ]
