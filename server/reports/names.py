"""The names of a report's lines, from the site file in force and the list of people."""

from collections.abc import Mapping
from typing import Any

from server.domain.window import Json
from server.reports.question import GroupedBy
from server.reports.words import LINES, WEEKDAYS

LISTS = {
    GroupedBy.MATTER: "matters", GroupedBy.ORGANISATION: "organisations",
    GroupedBy.PRIORITY_CLASS: "priority_classes",
}  # fmt: skip
CHANNELS = {
    "kiosk": {"zh": "自助机", "en": "Kiosk"},
    "desk": {"zh": "导办台", "en": "Guide desk"},
    "api": {"zh": "其他程序", "en": "Another program"},
    "walk_in": {"zh": "无号办理", "en": "Without a ticket"},
}


def names_of(
    by: GroupedBy, document: Json, people: Mapping[str, str], language: str
) -> Mapping[str, str]:
    """Key → name; whatever has no name is shown by its key. `document`: a hall's site file;
    `people`: as the journal names them."""
    hall = hall_in(document)
    if by in LISTS:
        return {each["key"]: text_of(each["name"], language) for each in hall.get(LISTS[by], ())}
    if by is GroupedBy.WINDOW:
        return {
            str(each["number"]).lstrip("0") or "0": f"{each['number']} {named}".strip()
            for each in hall.get("windows", ())
            for named in [text_of(each.get("name") or "", language)]
        }
    if by is GroupedBy.CLERK:
        return people
    if by is GroupedBy.WEEKDAY:
        return {str(at): name for at, name in enumerate(WEEKDAYS[language], 1)}
    if by is GroupedBy.CHANNEL:
        return {key: words[language] for key, words in CHANNELS.items()}
    return {"all": LINES["all"][language]} if by is GroupedBy.ALL else {}


def hall_in(document: Json) -> Json:
    """The one hall in its document."""
    found: Json = next(iter(document.get("halls", ())), {})
    return found


def text_of(text: Any, language: str) -> str:
    """A text of the site file in a language, or in Chinese."""
    return str(text.get(language) or text["zh"]) if isinstance(text, Mapping) else str(text)
