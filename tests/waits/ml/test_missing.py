"""A machine on which the learned model can't be loaded is told what to install, and runs on."""

import logging
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from server.cli.waits import waits
from server.main import open_context
from server.settings import Settings

LOADED = [
    *("lightgbm", "server.waits.ml.model", "server.waits.ml.trial", "server.waits.ml.trees"),
]


@pytest.fixture(
    params=[
        ("raise OSError('libgomp.so.1: cannot open shared object file')", "libgomp1"),
        ("raise ModuleNotFoundError('No module named lightgbm', name='lightgbm')", "lightgbm"),
    ]
)
def missing(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of what LightGBM lacks, or of LightGBM itself."""
    code, name = request.param
    (tmp_path / "lightgbm.py").write_text(code)
    for module in LOADED:
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    return str(name)


def test_the_command_line_says_what_to_install(missing: str) -> None:
    result = CliRunner().invoke(waits, ["answer", "--model", "ml"])
    assert result.exit_code == 1
    assert f"needs servicehall[ml] and Debian's libgomp1; missing: {missing}" in result.output


def test_a_server_says_so_and_learns_without_it(
    missing: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        context = open_context(Settings(data=tmp_path, learning=True))
    context.store.database.close()
    assert f"missing: {missing}" in caplog.text
