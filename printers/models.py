"""Our own table of printers: what each can do. Filled by hand from manuals and by the
capability probe (`probe`) at installation; a setting may override single fields."""

from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from printers.errors import SettingError


@dataclass(frozen=True, slots=True)
class Model:
    """Capabilities of one kind of printer."""

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
    mm_per_second: int = 150


MODELS: dict[str, Model] = {
    model.name: model
    for model in (
        Model(),
        Model("generic-58", dots=384, cutter=False, mm_per_second=80),
        Model("epson-tm-t88", dots=512, dpi=180, native_qr=True, motion_units=True),
        Model("epson-tm-t20", native_qr=True, motion_units=True),
        Model("epson-tm-t82", native_qr=True, motion_units=True, mm_per_second=200),
        Model("clone-80", completion=False),
        Model("clone-80-lan", completion=False, barrier=False),
        Model("clone-58", dots=384, completion=False, barrier=False, cutter=False),
        Model("mute-58", 384, cutter=False, answers=False, completion=False, barrier=False,
              automatic=False, clearing=False, mm_per_second=60),
    )
}  # fmt: skip


def silent(model: Model) -> Model:
    """The same printer where nothing it says can be heard, so that nothing is waited for."""
    return replace(
        model, answers=False, completion=False, barrier=False, automatic=False, clearing=False
    )


def find_model(name: str, changes: dict[str, Any] | None = None) -> Model:
    """A model of the table with single fields changed; SettingError for unknown names."""
    if name not in MODELS:
        raise SettingError(f"Printer model “{name}” isn't known; use one of {', '.join(MODELS)}.")
    changes = changes or {}
    known = {spec.name for spec in fields(Model)}
    for key in changes:
        if key not in known:
            raise SettingError(f"“{key}” is no capability; known are {', '.join(sorted(known))}.")
    return replace(MODELS[name], **changes)
