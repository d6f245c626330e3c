"""Machines that lack something: no fonts installed, no fribidi, files missing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from printers import breaking, faces, ink, scripts
from printers import slip as s
from printers.drawing import draw
from printers.facts import KINDS, examples
from printers.models import MODELS
from printers.rendering import render
from printers.template import default_template

CACHES = (
    faces.faces, faces.page, faces.others, faces.installed, faces.can_shape, faces.holds,
    faces.face_for, faces.can_read_pages, scripts.split, ink.run_width, ink.width, ink.mask,
    breaking.wrap, breaking.balanced, breaking.shrunk,
)  # fmt: skip


@pytest.fixture
def fresh() -> Iterator[None]:
    """Caches know nothing of this machine before, and nothing of the pretended one after."""
    for cache in CACHES:
        cache.cache_clear()
    yield
    for cache in CACHES:
        cache.cache_clear()


@pytest.mark.usefixtures("fresh")
def test_no_font_and_no_library_of_the_system_is_needed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(faces, "SYSTEM", tmp_path)
    monkeypatch.setattr(faces.features, "check", lambda name: False)
    for kind in KINDS:
        assert draw(default_template(kind).fill(examples(kind), ("zh", "en")), 576).height > 100
    assert scripts.missing("㛃䶮", "zh", True) == ""
    assert any("raqm" in sentence for sentence in faces.doctor())
    assert any("fonts-hanazono" in sentence for sentence in faces.advice())


@pytest.mark.usefixtures("fresh")
def test_without_fribidi_other_languages_are_printed_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(faces.features, "check", lambda name: name != "fribidi")
    both = s.Slip((s.Text((s.Words("ug", "نومۇر"), s.Words("zh", "号码"))),))
    ticket = render(both, MODELS["generic-80"], "raster")
    assert "libfribidi0" in ticket.note
    chinese = render(s.Slip((s.Text((s.Words("zh", "号码"),)),)), MODELS["generic-80"], "raster")
    assert ticket.parts == chinese.parts
    assert any("libfribidi0" in sentence for sentence in faces.doctor())


@pytest.mark.usefixtures("fresh")
def test_without_fribidi_a_ticket_in_uyghur_alone_is_printed_unjoined(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone = s.Slip((s.Text((s.Words("ug", "نومۇر A001"),)),))
    joined = render(alone, MODELS["generic-80"], "raster")
    monkeypatch.setattr(faces.features, "check", lambda name: name != "fribidi")
    for cache in CACHES:
        cache.cache_clear()
    unjoined = render(alone, MODELS["generic-80"], "raster")
    assert "libfribidi0" in unjoined.note
    assert unjoined.lost == ""
    assert unjoined.size > 200
    assert unjoined.parts != joined.parts


def test_a_lost_font_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(faces, "FOLDER", tmp_path)
    assert "NotoSansSC-Bold.otf" in " ".join(faces.doctor())


@pytest.mark.usefixtures("fresh")
def test_a_pillow_that_reads_no_pages_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "04e-400.woff2").write_bytes(b"no font")
    monkeypatch.setattr(faces, "FOLDER", tmp_path)
    assert "WOFF2" in " ".join(faces.doctor())


def test_every_font_has_its_licence_beside_it() -> None:
    licence = (faces.FOLDER / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in licence
    for path in faces.expected_files():
        assert path.exists()
        assert path.name.split("-")[0] in licence
    for path in (faces.FOLDER / "scripts").iterdir():
        assert path.name.split("-")[0] in licence
    assert "pages/" in licence


@pytest.mark.parametrize(
    ("text", "lang", "order"),
    [
        ("窗口 A001", "zh", ["窗口", "A001"]),
        ("نومۇر A001", "ug", ["A001", "نومۇر"]),
        ("3–5 كۆزنەك", "ug", ["كۆزنەك", "3–5"]),
        ("ABC نومۇر DEF", "en", ["ABC", "نومۇر", "DEF"]),
        ("10:30 دا", "ug", ["دا", "10:30"]),
    ],
)
def test_runs_stand_in_the_order_that_is_read(text: str, lang: str, order: list[str]) -> None:
    runs = (run.text.strip() for run in scripts.split(text, lang, False))
    assert [text for text in runs if text] == order


def test_right_to_left_starts_at_the_right_edge() -> None:
    image = draw(s.Slip((s.Text((s.Words("ug", "نومۇر"),)),)), 576).convert("L")
    box = image.point(lambda value: 255 - value).getbbox()
    assert box is not None
    assert box[0] > 288
    assert box[2] > 550
