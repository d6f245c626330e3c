"""What the LED strip over a window says, in eight hanzi."""

from typing import Any

from window_client.keypads.adapter import StripFace
from window_client.keypads.dots import dots, fitting

WORDS = {
    "zh": {
        "called": ("请{number}号到本窗口", "请{number}到本窗口", "请{number}号"),
        "serving": ("{number} 正在办理", "{number} 办理"),
        "paused": ("暂停 {reason}", "暂停服务"),
        "open": ("等候 {waiting} 人", "等候{waiting}人"),
        "welcome": ("欢迎办理",),
        "closed": ("未开放",),
        "unknown": ("请看大厅屏",),
    },
    "en": {
        "called": ("{number} please", "{number}"),
        "serving": ("Serving {number}", "{number}"),
        "paused": ("Back: {reason}", "Paused"),
        "open": ("{waiting} waiting",),
        "welcome": ("Welcome",),
        "closed": ("Closed",),
        "unknown": ("See hall board",),
    },
}
"""The first of each that fits is shown: `fitting` shortens by this rule, nothing scrolls."""


def strip_text(window: dict[str, Any] | None, waiting: int, language: str) -> str:
    """`window`: of the board's snapshot; None when nothing is known of it now."""
    words = WORDS.get(language, WORDS["zh"])
    if window is None:
        return fitting(words["unknown"])
    ticket = window.get("ticket")
    facts = {
        "number": ticket["number"] if ticket else "",
        "reason": (window.get("reason") or {}).get(language, ""),
        "waiting": waiting,
    }
    return fitting(text.format(**facts).strip() for text in words[_situation(window, waiting)])


def _situation(window: dict[str, Any], waiting: int) -> str:
    ticket = window.get("ticket")
    if ticket is not None:
        return "called" if ticket["state"] == "called" else "serving"
    if window["state"] != "open":
        return str(window["state"])
    return "open" if waiting else "welcome"


def strip_face(window: dict[str, Any] | None, waiting: int, language: str) -> StripFace:
    """The same as dots."""
    return StripFace(dots(strip_text(window, waiting, language)))
