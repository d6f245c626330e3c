"""What an installation changes, in sentences to be read before saying yes, Chinese and English."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from server.configuration.changes import changes
from server.contracts.texts import Text

ROLES: Mapping[str, tuple[str, str]] = {
    "administrator": ("系统管理员", "administrator"),
    "manager": ("大厅主管", "manager"),
    "supervisor": ("驻厅监察", "supervisor"),
    "clerk": ("窗口人员", "clerk"),
    "kiosk": ("取号机", "kiosk"),
    "board": ("大厅屏", "board"),
    "window": ("窗口屏", "window screen"),
    "pad": ("评价器", "rating pad"),
    "keypad": ("叫号键盘", "keypad"),
    "strip": ("窗口条屏", "LED strip"),
}
PARTS: Mapping[str, tuple[str, str]] = {
    "name": ("姓名", "name"),
    "name_en": ("英文姓名", "English name"),
    "role": ("角色", "role"),
    "hall": ("大厅", "hall"),
    "staff_no": ("工号", "staff number"),
    "post": ("岗位", "post"),
    "languages": ("语言", "languages"),
    "window": ("窗口", "window"),
    "zone": ("分区", "zone"),
    "printer": ("打印机", "printer"),
}
APART = ("staff", "devices")
"""Parts of a hall's document that are told as people and devices."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One sentence. `sign`: + comes, - goes, ~ becomes another, = is left as it is."""

    sign: str
    said: Text

    @property
    def changes(self) -> bool:
        return self.sign != "="

    def line(self, language: str) -> str:
        return f"{self.sign} {self.said.within(language)}"


def difference(sign: str, zh: str, en: str) -> Difference:
    return Difference(sign, Text(zh=_plain(zh), en=_plain(en)))


def _plain(sentence: str) -> str:
    return "".join(c if c.isprintable() else " " for c in sentence)[:480]


def in_words(part: str, value: Any) -> tuple[str, str]:
    """A value as people say it, in Chinese and in English."""
    if value in (None, "", [], ()):
        return "（无）", "none"
    if part == "role":
        return ROLES[str(value)]
    if part == "hall" and value == "*":
        return "所有大厅", "all halls"
    shown = ", ".join(value) if isinstance(value, list | tuple) else str(value)
    return shown, shown


def becomes(
    whose: tuple[str, str], part: str, before: Any, after: Any, then: tuple[str, str] = ("", "")
) -> Difference:
    """A part of somebody or something that becomes another; `then`: what follows from it."""
    (was_zh, was_en), (is_zh, is_en) = in_words(part, before), in_words(part, after)
    zh, en = PARTS[part]
    if part == "name" and whose[0].startswith("设备"):
        zh = "名称"
    return difference(
        "~",
        f"{whose[0]}：{zh}由“{was_zh}”改为“{is_zh}”{then[0]}",
        f"{whose[1]}: {en} becomes {is_en} (was {was_en}){then[1]}",
    )


def of_hall(
    key: str, before: Mapping[str, Any] | None, after: Mapping[str, Any]
) -> Iterator[Difference]:
    """What becomes of a hall; `before` is its document in force, None for a new hall."""
    hall = after["halls"][0]
    name = hall["name"]
    en = name.get("en") or name["zh"]
    if before is None:
        yield difference("+", f"大厅 {key}：新建（{name['zh']}）", f"Hall {key}: new ({en})")
        return
    was = before["halls"][0].get("mode", "live") == "closed"
    closed = hall.get("mode", "live") == "closed"
    if closed and not was:
        yield difference(
            "-",
            f"大厅 {key}（{name['zh']}）：关闭，不再取号，历史全部保留",
            f"Hall {key} ({en}): closed, gives no numbers any more; all of its history stays",
        )
    elif was and not closed:
        yield difference(
            "+", f"大厅 {key}（{name['zh']}）：重新启用", f"Hall {key} ({en}): opened again"
        )
    for line in changes(_without_people(before), _without_people(after)):
        sign, _, told = line.partition(" ")
        told = told.removeprefix(f"halls.{key}.")
        if not told.startswith("mode:"):
            yield difference(sign, f"大厅 {key}：{told}", f"Hall {key}: {told}")


def _without_people(document: Mapping[str, Any]) -> dict[str, Any]:
    halls = [{k: v for k, v in hall.items() if k not in APART} for hall in document["halls"]]
    return {**document, "halls": halls}
