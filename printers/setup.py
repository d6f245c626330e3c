"""How one printer is set up."""

from dataclasses import dataclass, field
from typing import Any

from printers.errors import SettingError
from printers.job import Mode
from printers.models import Model, find_model
from printers.transport.opening import transport_for


@dataclass(frozen=True, slots=True)
class PrinterSetup:
    """Name, address, model; `near_end_mm` is the paper left when the sensor speaks."""

    name: str
    url: str
    model: Model = field(default_factory=Model)
    mode: Mode = "raster"
    near_end_mm: int = 5000
    eject_first: bool = False  # a torso may hang in it from a print that was cut short


FIELDS = ("name", "url", "model", "mode", "near_end_mm", "eject_first", "capabilities", "width")


def setup_from_data(data: Any) -> PrinterSetup:
    """From `{name, url, model?, width?, mode?, capabilities?, near_end_mm?}`; SettingError."""
    if not isinstance(data, dict) or not data.get("name") or not data.get("url"):
        raise SettingError("A printer needs a name and a url.")
    unknown = sorted(set(data) - set(FIELDS))
    if unknown:
        raise SettingError(f"Printer setting “{unknown[0]}” isn't known; use {', '.join(FIELDS)}.")
    if data.get("mode", "raster") not in ("raster", "native"):
        raise SettingError(f"Printer {data['name']}: mode must be raster or native.")
    changes = dict(data.get("capabilities", {}))
    if "width" in data:
        changes["dots"] = data["width"]
    model = find_model(data.get("model", "generic-80"), changes)
    if model.dots not in (384, 512, 576):
        raise SettingError(f"Printer {data['name']}: width must be 384, 512 or 576 dots.")
    transport_for(data["url"])
    return PrinterSetup(
        name=str(data["name"]),
        url=str(data["url"]),
        model=model,
        mode=data.get("mode", "raster"),
        near_end_mm=int(data.get("near_end_mm", 5000)),
        eject_first=bool(data.get("eject_first", False)),
    )
