"""One-time links of the demo: one for every screen, made anew whenever the start page is shown to
a browser on this machine."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from server.domain.people import LINE_ROLES, Device, Person, Role
from server.domain.vocabulary import Vocabulary
from server.storage.people import People
from server.storage.tickets import latest_codes
from server.usecases.app_context import AppContext
from server.usecases.signing_in import MakeLink, make_links

LIFE = timedelta(hours=2)
Text = dict[str, str]


def _text(zh: str, en: str) -> Text:
    return {"zh": zh, "en": en}


ABOUT: Mapping[Role, tuple[str, Text]] = {
    Role.KIOSK: ("citizens", _text("选事项，看材料，取号", "Choose a matter, take a number")),
    Role.BOARD: ("citizens", _text("叫号，等候人数，暂停", "Calls, people waiting, pauses")),
    Role.WINDOW: ("citizens", _text("请谁来，谁在办", "Who is called, and who serves")),
    Role.PAD: ("citizens", _text("办完后五级评价", "Five levels after the visit")),
    Role.CLERK: ("staff", _text("上岗，叫号，办理，全程键盘", "Sign on, call, serve, by keyboard")),
    Role.MANAGER: ("staff", _text("今日等候、人手、评价", "Today's waits, staffing, ratings")),
    Role.SUPERVISOR: ("staff", _text("只看，不改", "Sees all, changes nothing")),
    Role.ADMINISTRATOR: ("staff", _text("人员、设备、记录", "People, devices, records")),
}
AT_WINDOW = {Role.WINDOW: _text("屏", "screen"), Role.PAD: _text("评价器", "rating pad")}


@dataclass(frozen=True)
class LinkCard:
    """One card of the start page before its link is made."""

    order: MakeLink
    group: str
    kind: str
    title: Text
    about: Text
    window: str | None = None


def links(context: AppContext, people: People, papers: Mapping[str, str]) -> list[dict[str, Any]]:
    """Cards {group, kind, title, about, href} and `window` for what stands at one; groups
    citizens, staff, paper."""
    with people.reading() as book:
        devices, staff = book.devices(), book.people()
    with context.store.database.reading() as connection:
        halls = {device.hall for device in devices}
        words = {key: context.store.hall(connection, key).words for key in halls if key}
    cards = [*_devices(devices, words), *_staff(staff)]
    secrets = make_links(people, [card.order for card in cards], context.now())
    return [
        *(_card(card, f"/enter/{secret}") for card, secret in zip(cards, secrets, strict=True)),
        *_phone(context),
        *([_papers()] if papers else []),
        *(_paper(name, page) for name, page in papers.items()),
    ]


def _card(card: LinkCard, href: str) -> dict[str, Any]:
    return {
        "group": card.group, "kind": card.kind, "title": card.title, "about": card.about,
        "href": href, **({} if card.window is None else {"window": card.window}),
    }  # fmt: skip


def _devices(devices: Iterable[Device], words: Mapping[str, Vocabulary]) -> list[LinkCard]:
    return [
        LinkCard(
            MakeLink("demo", device=d.id, target=_page(d), slot=_slot(d), life=LIFE),
            ABOUT[d.role][0],
            d.role.value,
            _device_title(d, words),
            ABOUT[d.role][1],
            d.window,
        )
        for d in devices
        if d.revoked_at is None and d.role not in LINE_ROLES
    ]


def _device_title(device: Device, words: Mapping[str, Vocabulary]) -> Text:
    what = AT_WINDOW.get(device.role)
    if device.window is not None and what is not None:
        at = words.get(device.hall or "", Vocabulary()).named(device.window.zfill(2))
        return _text(f"{at['zh']} {what['zh']}", f"{at['en']} {what['en']}")
    return {"zh": device.name, "en": (device.key or device.name).replace("-", " ").capitalize()}


def _page(device: Device) -> str:
    slot = _slot(device)
    if device.role is Role.KIOSK:
        return f"/kiosk?as={slot}"
    if device.role is Role.BOARD:
        zone = f"zone={device.zone}&" if device.zone else ""
        return f"/board?{zone}as={slot}"
    return f"/{'window' if device.role is Role.WINDOW else 'pad'}/{device.window}?as={slot}"


def _slot(device: Device) -> str:
    return slot_of(device.key or f"device-{device.id}")


def slot_of(name: str) -> str:
    """A session name out of a key or a sign-in name: what no slot may hold becomes a hyphen."""
    return re.sub("[^a-z0-9-]", "-", name.lower())[:40]


HOME = {Role.MANAGER: "/today", Role.SUPERVISOR: "/today", Role.ADMINISTRATOR: "/admin"}


def _staff(people: Iterable[Person]) -> list[LinkCard]:
    return [
        LinkCard(
            MakeLink(
                "demo",
                person=p.id,
                target=f"{HOME.get(p.role, '/console')}?as={slot_of(p.login)}",
                slot=slot_of(p.login),
                life=LIFE,
            ),
            ABOUT[p.role][0],
            p.role.value,
            {"zh": f"{p.name} {p.post or ''}".strip(), "en": p.name_en or p.login},
            ABOUT[p.role][1],
        )
        for p in people
        if p.disabled_at is None
    ]


def _phone(context: AppContext) -> list[dict[str, Any]]:
    """The phone page of the latest ticket; none before the first is taken."""
    with context.store.database.reading() as connection:
        latest = latest_codes(connection, 1)
    return [
        {
            "group": "citizens", "kind": "phone",
            "title": {"zh": f"手机页 {number}", "en": f"Phone page of {number}"},
            "about": {"zh": "最近一张号的排队进度", "en": "The latest ticket's place in line"},
            "href": f"/t/{code}",
        }
        for code, number in latest
    ]  # fmt: skip


def _papers() -> dict[str, Any]:
    return {
        "group": "paper", "kind": "paper", "href": "/paper",
        "title": {"zh": "最近出的纸", "en": "The latest papers"},
        "about": _text("每台打印机最近的小票", "The latest papers of each printer"),
    }  # fmt: skip


def _paper(name: str, page: str) -> dict[str, Any]:
    return {
        "group": "paper", "kind": "paper",
        "title": {"zh": f"打印机 {name}", "en": f"Printer {name}"},
        "about": _text("刚吐出的小票；可抽纸、断线", "The paper as it comes out, and its faults"),
        "href": page,
    }  # fmt: skip
