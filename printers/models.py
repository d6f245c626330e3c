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
    for key, value in (changes or {}).items():
        check_capability(model, key, value)
    changes = changes or {}
    return replace(model, **changes)


def check_capability(model: Model, key: str, value: object) -> None:
    """Refuses (SettingError) a capability that there isn't, or a value that it can't have."""
    known = {spec.name: type(getattr(model, spec.name)) for spec in fields(Model)}
    known.pop("name")
    names = ", ".join(sorted(known))
    place = f"capabilities.{key}"
    if key not in known:
        raise SettingError(
            place, f"没有能力“{key}”", f"“{key}” is no capability", f"有：{names}", f"use {names}"
        )
    wanted = {bool: ("true 或 false", "true or false"), int: ("整数", "a whole number")}
    zh, en = wanted.get(known[key], ("gb18030 或 none", "gb18030 or none"))
    fits = type(value) is known[key] and (known[key] is not int or SMALLEST[key] <= value)  # type: ignore[operator]
    if not fits or (key == "charset" and value not in ("gb18030", "none")):
        raise SettingError(
            place, f"能力“{key}”的值不对", f"the capability “{key}” can't be that",
            f"写{zh}", f"write {en}",
        )  # fmt: skip


SMALLEST = {"dots": 1, "dpi": 100, "shortest_band": 1, "mm_per_second": 10, "cells": 0}


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
        near = ", ".join(close or MODELS)
        raise SettingError(
            "model", f"没有打印机型号“{name}”", f"the printer model “{name}” isn't known",
            f"有：{near}；全部型号见 docs/printing.md",
            f"there are {near}, and more in docs/printing.md",
        )  # fmt: skip
    features, media = profile["features"], profile.get("media", {})
    if features.get("starCommands"):
        raise SettingError(
            "model", f"{name} 用的是 Star 指令", f"a {name} speaks Star's commands",
            "把打印机设为 ESC/POS，型号写 clone-80",
            "set the printer to ESC/POS, and the model to clone-80",
        )  # fmt: skip
    if not features.get("bitImageRaster"):
        raise SettingError(
            "model", f"{name} 不能打印点阵图", f"a {name} prints no raster pictures",
            "换一台能打印点阵图的打印机", "use a printer that does",
        )  # fmt: skip
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
