"""What slips say: the facts of tickets and guides out of a hall's catalogue.

The names of the facts are those of the printing package (docs/printing.md, "Facts").
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

Json = Mapping[str, Any]
CODE_GROUP = 5


def ticket_facts(ticket: Json, catalogue: Json, base_url: str) -> dict[str, Any]:
    """Facts of one ticket: `ticket` is its holder's view, `catalogue` the hall's."""
    hall = catalogue["hall"]
    matter = next(m for m in catalogue["matters"] if m["key"] == ticket["matter"])
    issued = datetime.fromisoformat(ticket["issued_at"]).astimezone(ZoneInfo(hall["timezone"]))
    facts: dict[str, Any] = {
        "centre": catalogue["centre"]["name"],
        "hall": hall["short"],
        "number": ticket["number"],
        "matter": matter["name"],
        "ahead": ticket["ahead"] or 0,
        "wait": ticket["wait"],
        "zone": ticket["zone"],
        "windows": window_words([found["key"] for found in ticket["windows"]]),
        "time": f"{issued:%Y-%m-%d %H:%M}",
        "materials": [found["name"] for found in matter["materials"]],
        "url": f"{base_url}/T/{ticket['code']}",
        "code": "-".join(ticket["code"][i : i + CODE_GROUP] for i in range(0, 10, CODE_GROUP)),
        "return_after": hall["no_show"]["after"],
        "phone": hall["complaint_phone"],
    }
    return {name: value for name, value in facts.items() if value not in (None, [], {})}


def window_words(keys: list[str]) -> dict[str, str] | None:
    """`01、12–14 号窗口`: three neighbours are drawn together, figures as on screens."""
    numbers = sorted(int(key) for key in keys if key.isdigit())
    if not numbers:
        return None
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    zh, en = (comma.join(_run(run, comma) for run in runs) for comma in ("、", ", "))
    plural = "Windows" if len(numbers) > 1 else "Window"
    return {"zh": f"{zh} 号窗口", "en": f"{plural} {en}"}


def _run(run: list[int], comma: str) -> str:
    shown = [f"{number:02}" for number in run]
    return f"{shown[0]}–{shown[-1]}" if len(shown) > 2 else comma.join(shown)


def guide_facts(matter_key: str, catalogue: Json, base_url: str, now: datetime) -> dict[str, Any]:
    """Facts of a printed guide (办事指南) of one matter."""
    hall = catalogue["hall"]
    matter = next(m for m in catalogue["matters"] if m["key"] == matter_key)
    owners = (o["name"] for o in catalogue["organisations"] if o["key"] == matter["organisation"])
    local = now.astimezone(ZoneInfo(hall["timezone"]))
    windows = window_words(matter["windows"])
    facts: dict[str, Any] = {
        "centre": catalogue["centre"]["name"],
        "organisation": next(owners, None),
        "matter": matter["name"],
        "materials": [found["name"] for found in matter["materials"]],
        "rows": [
            *_money_and_time(matter),
            *([_row("办理窗口", "Windows", windows)] if windows else []),
        ],
        "time": f"{local:%Y-%m-%d %H:%M}",
        "url": f"{base_url}/guide/{hall['key']}/{matter_key}",
        "phone": hall["complaint_phone"],
    }
    return {name: value for name, value in facts.items() if value not in (None, [], {})}


def _money_and_time(matter: Json) -> list[dict[str, Any]]:
    rows = [_row("收费", "Fee", matter["fee"]["text"])]
    if matter["fee"]["basis"]:
        rows.append(_row("收费依据", "Basis of the fee", matter["fee"]["basis"]))
    for name, zh, en in (
        ("legal_limit", "法定时限", "Legal time limit"),
        ("promised_limit", "承诺时限", "Promised time limit"),
    ):
        limit = matter[name]
        if limit:
            rows.append(_row(zh, en, limit["text"]))
    return rows


def _row(zh: str, en: str, value: dict[str, str]) -> dict[str, Any]:
    return {"label": {"zh": zh, "en": en}, "value": value}
