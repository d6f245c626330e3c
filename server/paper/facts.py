"""What every kind of paper says: its facts, out of a hall's catalogue and what it is about.

`about` is what the paper is about as the use case found it. The facts' names and types are those of
`printers.facts`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from server.paper.window_words import window_words
from server.usecases.papers import About, AppointmentOrder, NoticeOrder, ReceiptOrder, ReplyOrder

Json = Mapping[str, Any]
Facts = dict[str, Any]
Words = dict[str, str]
CODE_GROUP = 5


def ticket_facts(ticket: Json, catalogue: Json, base_url: str, language: str) -> Facts:
    """取号单: `ticket` is its holder's view, `catalogue` the hall's. The matter has its official
    name in the citizen's `language` and its short one in the others, since paper is length."""
    hall = catalogue["hall"]
    matter = next(m for m in catalogue["matters"] if m["key"] == ticket["matter"])
    issued = datetime.fromisoformat(ticket["issued_at"]).astimezone(ZoneInfo(hall["timezone"]))
    return _given({
        "centre": catalogue["centre"]["name"],
        "hall": hall["short"],
        "number": ticket["number"],
        "matter": _named(matter, language),
        "ahead": ticket["ahead"] or 0,
        "wait": ticket["wait"],
        "wait_unknown": None if ticket["wait"] else ticket.get("wait_words"),
        "zone": ticket["zone"],
        "windows": _windows(catalogue, [found["key"] for found in ticket["windows"]]),
        "time": f"{issued:%Y-%m-%d %H:%M}",
        "materials": [found["name"] for found in matter["materials"]],
        "url": f"{base_url}/T/{ticket['code']}",
        "code": _grouped(ticket["code"]),
        "missed": hall["no_show"]["text"],
        "return_after": hall["no_show"]["after"],
        "phone": hall["complaint_phone"],
    })  # fmt: skip


def _named(matter: Json, language: str) -> Words:
    names, short = matter["name"], matter["short"] or {}
    return {
        code: name if code == language else short.get(code, name) for code, name in names.items()
    }


def _windows(catalogue: Json, keys: Sequence[str]) -> dict[str, str] | None:
    own = {each["key"]: each.get("words", {}).get("window") for each in catalogue["windows"]}
    differing = {key: words for key, words in own.items() if words}
    return window_words(keys, catalogue["hall"].get("words", {}).get("window"), differing)


def guide_facts(matter_key: str, catalogue: Json, base_url: str, now: datetime) -> Facts:
    """Facts of a printed guide (办事指南) of one matter."""
    hall = catalogue["hall"]
    matter = next(m for m in catalogue["matters"] if m["key"] == matter_key)
    owners = (o["name"] for o in catalogue["organisations"] if o["key"] == matter["organisation"])
    local = now.astimezone(ZoneInfo(hall["timezone"]))
    windows = _windows(catalogue, matter["windows"])
    return _given({
        "centre": catalogue["centre"]["name"],
        "organisation": next(owners, None),
        "matter": matter["name"],
        "materials": [found["name"] for found in matter["materials"]],
        "rows": [
            *_money_and_time(matter),
            *([_row("办理地点", "Where", windows)] if windows else []),
        ],
        "time": f"{local:%Y-%m-%d %H:%M}",
        "url": f"{base_url}/guide/{hall['key']}/{matter_key}",
        "phone": hall["complaint_phone"],
    })  # fmt: skip


def _money_and_time(matter: Json) -> list[dict[str, Any]]:
    fee, rows = matter["fee"], []
    if fee:
        rows.append(_row("收费", "Fee", fee["text"]))
    if fee and fee["basis"]:
        rows.append(_row("收费依据", "Basis of the fee", fee["basis"]))
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


def notice_facts(order: NoticeOrder, about: About, known: Json, base_url: str) -> Facts:
    """一次性告知: every material of the matter, those that are missing ticked, and what else."""
    matter = _matter(known, about.matter)
    listed = [found["name"] for found in matter["materials"]]
    usual = {name["zh"] for name in listed}
    missing = set(order.missing)
    checks = [{"text": name, "ticked": name["zh"] in missing} for name in listed] if missing else []
    checks += [
        {"text": {"zh": name}, "ticked": True} for name in order.missing if name not in usual
    ]
    return _given({
        **_said_by_all(about, known),
        "organisation": _organisation(about, matter, known),
        "matter": matter["name"],
        "notice": about.title,
        "number": about.ticket.number if about.ticket else None,
        "checks": checks,
        "lines": [{"zh": line} for line in order.lines],
        "deadline": order.deadline.isoformat() if order.deadline else None,
        "windows": _windows(known, matter["windows"]),
        "clerk": about.clerk.staff_no if about.clerk else None,
        "url": _guide(base_url, known, matter["key"]),
    })  # fmt: skip


def receipt_facts(order: ReceiptOrder, about: About, known: Json, base_url: str) -> Facts:
    """收件回执: what was handed in and until when it is done."""
    matter = _matter(known, about.matter)
    code = about.ticket.code if about.ticket else ""
    return _given({
        **_said_by_all(about, known),
        "organisation": _organisation(about, matter, known),
        "matter": matter["name"],
        "receipt": about.title,
        "papers": _in_words(order.papers, matter),
        "windows": _windows(known, [order.window]),
        "clerk": about.clerk.staff_no if about.clerk else None,
        "first": _first_asked(about),
        "served": _served(about, known),
        "due": order.due.isoformat(),
        "code": _grouped(code),
        "url": f"{base_url}/T/{code}",
    })  # fmt: skip


def _served(about: About, known: Json) -> Words | None:
    """What else was done in the same visit: the matters' names, in their order."""
    done = about.ticket.served_matters if about.ticket else ()
    names = [m["name"] for each in done for m in known["matters"] if m["key"] == each.matter]
    if not names:
        return None
    languages = set.intersection(*(set(name) for name in names))
    return {
        tag: ("；" if tag.startswith("zh") else "; ").join(name[tag] for name in names)
        for tag in names[0]
        if tag in languages
    }


def _first_asked(about: About) -> str | None:
    """Who answers for the visit until it ends (首问负责), by name and staff number."""
    first = about.ticket.first_asked_clerk if about.ticket else None
    return f"{first.name} {first.staff_no}".strip() if first else None


def reply_facts(order: ReplyOrder, about: About, known: Json, base_url: str) -> Facts:
    """投诉答复: with the code of the visit it is about, where there was one."""
    facts: Facts = {
        **_said_by_all(about, known),
        "case": about.title,
        "received": order.received.isoformat(),
        "about": {"zh": order.about},
        "reply": {"zh": order.reply},
        "owner": {"zh": order.owner} if order.owner else None,
    }
    if about.ticket is not None:
        code = about.ticket.code
        facts |= {"url": f"{base_url}/T/{code}", "code": _grouped(code)}
    return _given(facts)


def appointment_facts(order: AppointmentOrder, about: About, known: Json, base_url: str) -> Facts:
    """预约单: number, time, matter, what to bring."""
    matter = _matter(known, about.matter)
    facts = _said_by_all(about, known)
    facts.pop("time")
    return _given({
        **facts,
        "hall": known["hall"]["short"],
        "matter": matter["name"],
        "date": order.day.isoformat(),
        "slot": f"{order.start}–{order.end}",
        "address": known["hall"]["address"],
        "materials": [found["name"] for found in matter["materials"]],
        "url": _guide(base_url, known, matter["key"]),
        "code": about.title,
    })  # fmt: skip


def machine_facts(
    about: About, known: Json, printer: Json, base_url: str, rows: list[Json]
) -> Facts:
    """A test page, what the probe found, or samples of the scripts."""
    time = _said_by_all(about, known)["time"]
    named = {"printer": printer["key"], "address": printer["url"], "time": time}
    if about.kind == "pangram":
        return {"time": time}
    if about.kind == "capability-probe":
        return {**named, "rows": rows}
    return {**named, "model": printer["model"], "dots": printer["width"], "url": base_url}


def _said_by_all(about: About, known: Json) -> Facts:
    hall = known["hall"]
    local = about.at.astimezone(ZoneInfo(hall["timezone"]))
    return {
        "centre": known["centre"]["name"],
        "time": f"{local:%Y-%m-%d %H:%M}",
        "phone": hall["complaint_phone"],
    }


def _organisation(about: About, matter: Json, known: Json) -> Words | None:
    """The clerk's own, as the site file has it; else the one that the matter belongs to."""
    staff_no = about.clerk.staff_no if about.clerk else None
    own = (known.get("sent_by") or {}).get(staff_no) or matter["organisation"]
    return next((o["name"] for o in known["organisations"] if o["key"] == own), None)


def sent_by(described: Json) -> dict[str, str]:
    """Staff number -> organisation, from a hall's own part of the site document."""
    staff: Iterable[Json] = described.get("staff") or ()
    return {p["staff_no"]: p["organisation"] for p in staff if p.get("organisation")}


def _matter(known: Json, key: str | None) -> Json:
    found: Json = next(each for each in known["matters"] if each["key"] == key)
    return found


def _in_words(names: Iterable[str], matter: Json) -> list[Words]:
    """Materials of the matter in every language; anything else as it was written."""
    listed = {found["name"]["zh"]: found["name"] for found in matter["materials"]}
    return [listed.get(name, {"zh": name}) for name in names]


def _guide(base_url: str, known: Json, matter: str) -> str:
    return f"{base_url}/guide/{known['hall']['key']}/{matter}"


def _grouped(code: str) -> str:
    return "-".join(code[i : i + CODE_GROUP] for i in range(0, len(code), CODE_GROUP))


def _given(facts: Facts) -> Facts:
    return {name: value for name, value in facts.items() if value not in (None, [], {}, "")}
