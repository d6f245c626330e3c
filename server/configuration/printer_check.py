"""The printers of a site file, judged by the printing package's own reading of their settings.

Only when a file is checked or read: what is in force already is taken as it is, and the print
process passes over a printer that it can't use and says so.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from printers.errors import SettingError
from printers.models import find_model
from printers.setup import setup_from_data
from printers.transport.opening import device_of
from server.contracts.site_mistakes import Entry, Mistake, Path, entries, mistake

SCHEMES = ("tcp", "serial", "usb", "file")
USUAL_WIDTH = 576
GENERIC = "generic"
OF_WIDTH = {384: "generic-58"}
AS_THEY_ARE = ("mode", "near_end_mm", "capabilities")
IN_SITE = {"width": "width_dots"}  # settings that a site file calls otherwise


def setup_of(name: str, printer: Mapping[str, Any]) -> dict[str, Any]:
    """A printer of a site file as the printing package takes it (docs/printing.md)."""
    width = printer.get("width_dots", USUAL_WIDTH)
    model = printer.get("model", GENERIC)
    chosen = {key: printer[key] for key in AS_THEY_ARE if key in printer}
    return {
        "name": name,
        "url": printer["url"],
        "width": width,
        "model": OF_WIDTH.get(width, "generic-80") if model == GENERIC else model,
        **chosen,
    }


def printer_findings(document: object) -> Iterator[Mistake]:
    """Every setting that the print process would refuse, and two printers at one address."""
    if not isinstance(document, Mapping):
        return
    known: dict[str, str] = {}
    for path, hall in entries(document, "halls"):
        for at, printer in entries(hall, "printers", path):
            url = printer.get("url")
            if not isinstance(printer.get("key"), str) or not isinstance(url, str):
                continue  # said by its shape
            if url.partition("://")[0] not in SCHEMES:
                continue
            yield from _refused(at, printer)
            yield from _too_wide(at, printer)
            yield from _same_device(at, printer, known)


def _refused(at: Path, printer: Entry) -> Iterator[Mistake]:
    try:
        setup_from_data(setup_of(str(printer["key"]), printer))
    except SettingError as wrong:
        if wrong.setting in ("mode", "near_end_mm"):
            return  # said by its shape
        first, *rest = wrong.setting.split(".")
        place = (IN_SITE.get(first, first), *rest)
        yield mistake((*at, *filter(None, place)), wrong.zh, wrong.en, wrong.fix_zh, wrong.fix_en)
    except (TypeError, ValueError):
        return  # said by its shape


def _too_wide(at: Path, printer: Entry) -> Iterator[Mistake]:
    """A printer prints no wider than its head."""
    model, dots = printer.get("model", GENERIC), printer.get("width_dots", USUAL_WIDTH)
    if model == GENERIC or not isinstance(model, str) or not isinstance(dots, int):
        return
    try:
        widest = find_model(model).dots
    except SettingError:
        return
    if dots > widest:
        yield mistake(
            (*at, "width_dots" if "width_dots" in printer else "model"),
            f"{model} 每行只有 {widest} 点，不能打印 {dots} 点",
            f"a {model} has {widest} dots across and can't print {dots}",
            f"写 width_dots: {widest}",
            f"write width_dots: {widest}",
        )


def _same_device(at: Path, printer: Entry, known: dict[str, str]) -> Iterator[Mistake]:
    """A printer takes one connection, so that two names for one would shut each other out."""
    try:
        device = device_of(str(printer["url"]))
    except SettingError:
        return
    other = known.setdefault(device, str(printer["key"]))
    if other != printer["key"]:
        yield mistake(
            (*at, "url"),
            f"打印机“{printer['key']}”和“{other}”是同一个地址",
            f"the printers '{printer['key']}' and '{other}' have one address",
            "改正地址，或删去其中一台",
            "correct the address, or remove one of the two",
        )
