"""The doors of the house (docs/architecture.md, .importlinter) are kept."""

from pathlib import Path

from importlinter import cli

ROOT = Path(__file__).parents[2]


def test_import_contracts_are_kept() -> None:
    assert cli.lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True) == 0
