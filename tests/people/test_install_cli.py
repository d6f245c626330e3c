"""`servicehall install`, as a technician uses it: told first, then asked, then done."""

import os
import pty
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli.install import install_site
from server.main import open_context, people_of
from server.settings import Settings
from tests.support.patience import PATIENCE_S
from tests.support.servicehall import PROGRAM

Run = Callable[..., Result]
EXAMPLE = Path("server/demo/centre.yaml").resolve()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    copy = tmp_path / "centre.yaml"
    copy.write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    return copy


@pytest.fixture
def run(tmp_path: Path, file: Path) -> Run:
    def command(*words: str) -> Result:
        words = (*words, str(file), "--data", str(tmp_path / "data"))
        return CliRunner().invoke(install_site, list(words))

    return command


def logins(folder: Path) -> dict[str, bool]:
    with people_of(open_context(Settings(data=folder))).reading() as book:
        return {person.login: person.disabled_at is None for person in book.people()}


def test_a_dry_run_makes_no_database(run: Run, tmp_path: Path) -> None:
    done = run("--dry-run")
    assert done.exit_code == 0, done.output
    assert "+ Hall main: new" in done.output
    assert "Nothing was changed" in done.output
    assert not (tmp_path / "data").exists()


def test_without_a_terminal_it_wants_yes(run: Run, tmp_path: Path) -> None:
    refused = run()
    assert refused.exit_code == 1
    assert "--yes" in refused.output
    assert not (tmp_path / "data").exists()
    done = run("--yes")
    assert done.exit_code == 0, done.output
    assert "Hall main: version 1 is in force." in done.output
    assert "Nothing changes" in run().output


def test_a_second_file_is_told_in_chinese_and_done(run: Run, file: Path, tmp_path: Path) -> None:
    assert run("--yes").exit_code == 0
    text = file.read_text(encoding="utf-8").replace("login: lin.yue", "login: lin.xin")
    file.write_text(text, encoding="utf-8")
    told = run("--dry-run", "--language", "zh").output
    assert "lin.yue）：不在文件里，停用，已登录的立即退出" in told
    assert "lin.xin）：新增，窗口人员" in told
    assert run("--yes").exit_code == 0
    known = logins(tmp_path / "data")
    assert (known["lin.yue"], known["lin.xin"]) == (False, True)


def test_a_refusal_is_said_in_the_language_asked_for(run: Run, file: Path) -> None:
    assert run("--yes").exit_code == 0
    text = file.read_text(encoding="utf-8").replace("role: administrator", "role: manager")
    file.write_text(text, encoding="utf-8")
    refused = run("--yes", "--language", "zh")
    assert (refused.exit_code, "管理员" in refused.output) == (1, True), refused.output


def test_every_mistake_of_the_file_is_named(run: Run, file: Path, tmp_path: Path) -> None:
    text = file.read_text(encoding="utf-8").replace("prefix: T", "prefix: I", 1)
    file.write_text(text.replace("key: main\n", "key: main\n    colour: red\n", 1), "utf-8")
    done = run("--yes")
    assert done.exit_code == 1
    assert len(done.output.splitlines()) == 2
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(("answer", "code"), [("n", 1), ("y", 0)])
def test_on_a_terminal_it_asks(file: Path, tmp_path: Path, answer: str, code: int) -> None:
    mine, theirs = pty.openpty()
    words = [PROGRAM, "install", file, "--data", tmp_path / "data"]
    asked = subprocess.Popen([str(word) for word in words], stdin=theirs, stdout=subprocess.PIPE)
    os.write(mine, f"{answer}\n".encode())
    said = asked.communicate(timeout=2 * PATIENCE_S)[0].decode()
    os.close(mine)
    os.close(theirs)
    assert asked.returncode == code, said
    assert "Do it?" in said
    assert (tmp_path / "data").exists() is (answer == "y")
