"""What is shipped: one wheel with everything a machine without internet needs, and no tests."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("server", "kiosk", "display", "window_client", "printers")
BUILD = "from setuptools import build_meta; import sys; print(build_meta.build_wheel(sys.argv[1]))"


LARGEST = 25_000_000  # bytes; fonts are most of it (docs/characters.md)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel that is built of a copy of the packages."""
    copy = tmp_path_factory.mktemp("source")
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy / name)
    out = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-c", BUILD, str(out)],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr[-2000:]
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    """The files in it."""
    with zipfile.ZipFile(wheel) as opened:
        return opened.namelist()


def test_it_stays_small_enough_to_be_carried_into_a_hall(wheel: Path) -> None:
    assert wheel.stat().st_size < LARGEST


def test_every_file_of_the_packages_is_in_the_wheel(names: list[str]) -> None:
    shipped = set(names)
    missing = [
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*"))
        if path.is_file()
        and "__pycache__" not in path.parts
        and str(path.relative_to(ROOT)) not in shipped
    ]
    assert missing == []


def test_nothing_else_is_in_it(names: list[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)
    assert not [name for name in names if "/tests/" in name or name.endswith("conftest.py")]


def test_licences_travel_with_what_they_cover(names: list[str]) -> None:
    assert [name for name in names if name.endswith("LICENSE") and ".dist-info" in name]
    assert [name for name in names if "OFL" in name and name.startswith("printers/")]
    assert [
        name for name in names if "OFL" in name and name.startswith("server/web/static/kit/fonts")
    ]
