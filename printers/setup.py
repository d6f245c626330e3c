"""How one printer is set up."""

from dataclasses import dataclass, field
from typing import Any

from printers.errors import SettingError
from printers.job import Mode
from printers.models import NARROWEST, WIDEST, Model, find_model
from printers.pace import Pace
from printers.transport.opening import transport_for


@dataclass(frozen=True, slots=True)
class PrinterSetup:
    """Name, address, model; `near_end_mm` is the paper left when the sensor speaks."""

    name: str
    url: str
    model: Model = field(default_factory=Model)
    mode: Mode = "raster"
    near_end_mm: int = 5000
    partial_ticket: bool = False  # one may hang in it from a print that was cut short
    pace: Pace = field(default_factory=Pace)  # what was learned of it before


SETTINGS = ("name", "url", "model", "width", "mode", "near_end_mm", "capabilities")
FIELDS = (*SETTINGS, "partial_ticket", "pace")


def setup_from_data(data: Any) -> PrinterSetup:
    """From `{name, url, model?, width?, mode?, capabilities?, near_end_mm?}`, and what a print
    process before this one knew of it, `{partial_ticket?, pace?}`. Refuses (SettingError)."""
    if not isinstance(data, dict) or not data.get("name") or not data.get("url"):
        raise SettingError("A printer needs a name and a url.")
    unknown = sorted(set(data) - set(FIELDS))
    if unknown:
        names = ", ".join(SETTINGS)
        raise SettingError(f"Printer setting “{unknown[0]}” isn't known; use {names}.")
    if data.get("mode", "raster") not in ("raster", "native"):
        raise SettingError(f"Printer {data['name']}: mode must be raster or native.")
    changes = dict(data.get("capabilities", {}))
    if "width" in data:
        changes["dots"] = data["width"]
    model = find_model(data.get("model", "generic-80"), changes)
    if not NARROWEST <= model.dots <= WIDEST or model.dots % 8:
        raise SettingError(
            f"Printer {data['name']}: width must be {NARROWEST} to {WIDEST} dots, in steps of 8."
        )
    near_end = data.get("near_end_mm", 5000)
    if type(near_end) is not int or not 0 <= near_end <= 100_000:
        raise SettingError(f"Printer {data['name']}: near_end_mm must be 0 to 100000.")
    transport_for(data["url"])
    return PrinterSetup(
        name=str(data["name"]),
        url=str(data["url"]),
        model=model,
        mode=data.get("mode", "raster"),
        near_end_mm=near_end,
        partial_ticket=bool(data.get("partial_ticket", False)),
        pace=Pace.from_data(data.get("pace") or {}),
    )
