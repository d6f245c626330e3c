"""What each model of printer can do.

Our own table holds what python-escpos's database lacks: how a printer answers, and printers that
it doesn't know. Any other name is looked up there: widths, resolution, columns, cutter and QR.
A setting may change single points; the probe (`probe`) finds out how a printer answers.
"""

import json
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from printers.errors import SettingError

NARROWEST, WIDEST = 320, 832  # dots that layout knows how to fill


@dataclass(frozen=True, slots=True)
class Model:
    """Capabilities of one kind of printer. `mm_per_second` is what it does with dense pictures,
    not what its leaflet says: a printer that can't say when it is done is waited for by it."""

    name: str = "generic-80"
    dots: int = 576
    dpi: int = 203
    charset: Literal["gb18030", "none"] = "gb18030"
    cutter: bool = True
    native_qr: bool = False
    answers: bool = True  # speaks at all: DLE EOT
    completion: bool = True  # GS ( H
    barrier: bool = True  # GS r
    automatic: bool = True  # GS a
    clearing: bool = True  # DLE DC4 8
    motion_units: bool = False  # GS P, where ESC J doesn't count in dots by itself
    shortest_band: int = 4  # rows of a picture; more for a printer that shows where bands meet
    mm_per_second: int = 100
    cells: int = 0  # half-width characters of font A in a row; 0: of 12 dots each

    @property
    def columns(self) -> int:
        """Half-width characters in a row."""
        return self.cells or self.dots // 12


MODELS: dict[str, Model] = {
    model.name: model
    for model in (
        Model(),
        Model("generic-58", dots=384, cutter=False, mm_per_second=50),
        Model("epson-tm-t88", dots=512, dpi=180, native_qr=True, motion_units=True,
              mm_per_second=150),
        Model("epson-tm-t20", native_qr=True, motion_units=True),
        Model("epson-tm-t82", native_qr=True, motion_units=True, mm_per_second=120),
        Model("clone-80", completion=False, mm_per_second=90),
        Model("clone-80-lan", completion=False, barrier=False, mm_per_second=90),
        Model("clone-58", dots=384, completion=False, barrier=False, cutter=False,
              mm_per_second=50),
        Model("mute-80", answers=False, completion=False, barrier=False, automatic=False,
              clearing=False, mm_per_second=90),
        Model("mute-58", 384, cutter=False, answers=False, completion=False, barrier=False,
              automatic=False, clearing=False, mm_per_second=50),
    )
}  # fmt: skip


def silent(model: Model) -> Model:
    """The same printer where nothing it says can be heard, so that nothing is waited for."""
    return replace(
        model, answers=False, completion=False, barrier=False, automatic=False, clearing=False
    )


def find_model(name: str, changes: dict[str, Any] | None = None) -> Model:
    """A model of our table or of python-escpos's, with single points changed.

    Refuses (SettingError) unknown names and capabilities, values of another type, printers that
    print no pictures, and those that speak Star's commands.
    """
    model = MODELS.get(name) or of_profile(name)
    changes = changes or {}
    known = {spec.name: type(getattr(model, spec.name)) for spec in fields(Model)}
    for key, value in changes.items():
        if key not in known or key == "name":
            names = ", ".join(sorted(set(known) - {"name"}))
            raise SettingError(f"“{key}” is no capability; known are {names}.")
        if type(value) is not known[key]:
            kind = {bool: "true or false", int: "a whole number"}.get(known[key], "text")
            raise SettingError(f"Capability “{key}” must be {kind}.")
    if changes.get("charset", "none") not in ("gb18030", "none"):
        raise SettingError("Capability “charset” must be gb18030 or none.")
    return replace(model, **changes)


@cache
def profiles() -> dict[str, Any]:
    """python-escpos's database of printers by name, as it is shipped. Read as a file: importing
    its module writes temporary files and a log handler."""
    text = (files("escpos") / "capabilities.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)["profiles"]
    return found


def of_profile(name: str) -> Model:
    """The model that a profile of python-escpos's describes; it says nothing of how a printer
    answers, so that this is taken for that of `clone-80` until a probe knows better."""
    profile = profiles().get(name)
    if profile is None:
        close = get_close_matches(name, known_models(), 3, 0.5)
        hint = f"did you mean {' or '.join(close)}?" if close else "see docs/printing.md."
        raise SettingError(f"Printer model “{name}” isn't known; {hint}")
    features, media = profile["features"], profile.get("media", {})
    if features.get("starCommands"):
        raise SettingError(f"A {name} speaks Star's commands: set it to ESC/POS and use clone-80.")
    if not features.get("bitImageRaster"):
        raise SettingError(f"A {name} prints no raster pictures, which tickets are drawn as.")
    dots = media.get("width", {}).get("pixels")
    dpi = media.get("dpi")
    cells = int(profile["fonts"].get("0", {}).get("columns", 0))
    epson = profile.get("vendor") == "Epson"
    return replace(
        MODELS["clone-80"],
        name=name,
        dots=dots - dots % 8 if isinstance(dots, int) else 576,
        dpi=dpi if isinstance(dpi, int) else 203,
        charset="none",  # no profile has GB18030; a setting says so for a printer that does
        cutter=bool(features.get("paperPartCut") or features.get("paperFullCut")),
        native_qr=bool(features.get("qrCode")),
        completion=epson,
        motion_units=epson,
        cells=cells if cells >= 24 else 0,  # one profile gives a cell's dots here
    )


@cache
def known_models() -> tuple[str, ...]:
    """Every name that a printer's setting may give: ours first, then those of python-escpos that
    can print tickets."""
    found = list(MODELS)
    for name, profile in profiles().items():
        features = profile["features"]
        if features.get("bitImageRaster") and not features.get("starCommands"):
            found.append(name)
    return tuple(dict.fromkeys(found))
