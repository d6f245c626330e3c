"""Commands speak the language of whoever types them: as asked, as set, or as the locale says."""

import ast
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from server.cli.language import environment_language
from server.cli.main import COMMANDS, cli

HANZI = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "SERVICEHALL_LANGUAGE": "en"}, "en"),
        ({"SERVICEHALL_LANGUAGE": "zh"}, "zh"),
    ],
)
def test_the_environment_says_the_language(environ: dict[str, str], language: str) -> None:
    assert environment_language(environ) == language


NOWHERE = ["--data", "nowhere"]
REFUSED = [
    ["device", "list", *NOWHERE], ["person", "list", *NOWHERE], ["link", "admin", *NOWHERE],
    ["token", "--role", "administrator", *NOWHERE], ["day", "close", *NOWHERE],
    ["journal", "verify", *NOWHERE], ["config", "export", *NOWHERE], ["rehearse"],
    ["config", "export", "there.yaml", *NOWHERE], ["keypad", "run"], ["config", "check", "none"],
    ["install", "none"],
]  # fmt: skip


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_a_refusal_is_in_that_language(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("there.yaml").touch()
    monkeypatch.delenv("SERVICEHALL_LANGUAGE")
    for locale, chinese in (("zh_CN.UTF-8", True), ("en_US.UTF-8", False)):
        done = CliRunner().invoke(cli, arguments, env={"LC_ALL": locale})
        assert done.exit_code == 1
        assert bool(HANZI.search(done.output)) is chinese, done.output


def test_a_hall_is_put_in_and_looked_after_in_chinese(tmp_path: Path) -> None:
    """No line of a technician's first day is left in English."""
    site, data = tmp_path / "site.yaml", ["--data", str(tmp_path / "data")]
    run = CliRunner(env={"SERVICEHALL_LANGUAGE": "zh"})
    site.write_text(run.invoke(cli, ["config", "example", "minimal"]).output, "utf-8")
    for arguments in (
        ["config", "check", str(site)],
        ["install", str(site), "--yes", *data],
        ["device", "list", *data],
        ["person", "add", "li.na", "--name", "李娜", "--role", "manager", *data],
        ["person", "disable", "li.na", *data],
        ["person", "list", *data],
        ["doctor", *data],
        ["config", "export", str(tmp_path / "out.yaml"), *data],
        ["journal", "verify", *data],
        ["day", "close", *data],
    ):
        done = run.invoke(cli, arguments)
        assert done.exit_code in (0, 1), done.output
        bare = [line for line in done.output.splitlines() if line and not HANZI.search(line)]
        assert bare == [], arguments


def test_no_command_ends_with_a_sentence_in_one_language() -> None:
    """`Failure` asks for both; what is passed on from elsewhere is a technician's own log."""
    for place in {path.partition(":")[0] for path in COMMANDS.values()}:
        path = Path(f"{place.replace('.', '/')}.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "click.ClickException":
                assert not re.search(r"['\"]", ast.unparse(node)), f"{path}:{node.lineno}"
