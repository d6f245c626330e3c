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
        raise SettingError(
            "", "打印机缺名称或地址", "A printer needs a name and a url", "都写上", "write both"
        )
    check_names(data)
    changes = dict(data.get("capabilities") or {})
    if "width" in data:
        changes["dots"] = data["width"]
    model = find_model(data.get("model", "generic-80"), changes)
    near_end = data.get("near_end_mm", 5000)
    check_numbers(str(data["name"]), model.dots, near_end)
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


def check_names(data: dict[str, Any]) -> None:
    """Refuses (SettingError) settings that there aren't, and a mode that there isn't."""
    name, unknown = data["name"], sorted(set(data) - set(FIELDS))
    if unknown:
        known = ", ".join(SETTINGS)
        raise SettingError(
            unknown[0],
            f"打印机 {name} 没有设置“{unknown[0]}”",
            f"printer {name}: the setting “{unknown[0]}” isn't known",
            f"有：{known}",
            f"use {known}",
        )
    if data.get("mode", "raster") not in ("raster", "native"):
        raise SettingError(
            "mode",
            f"打印机 {name} 的 mode 不对",
            f"printer {name}: the mode is wrong",
            "写 raster 或 native",
            "write raster or native",
        )


def check_numbers(name: str, dots: int, near_end_mm: object) -> None:
    """Refuses (SettingError) a width that can't be filled, and no length."""
    if not NARROWEST <= dots <= WIDEST or dots % 8:
        raise SettingError(
            "width",
            f"打印机 {name} 的宽度 {dots} 点不对",
            f"printer {name}: a width of {dots} dots is wrong",
            f"写 {NARROWEST} 到 {WIDEST} 之间 8 的倍数",
            f"write {NARROWEST} to {WIDEST}, a multiple of 8",
        )
    if type(near_end_mm) is not int or not 0 <= near_end_mm <= 100_000:
        raise SettingError(
            "near_end_mm",
            f"打印机 {name} 的 near_end_mm 不对",
            f"printer {name}: near_end_mm is wrong",
            "写 0 到 100000 的整数（毫米）",
            "write millimetres from 0 to 100000",
        )
