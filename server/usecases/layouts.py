"""How the boards of a hall are laid out: read and put into force as a version of its
configuration, which live boards take at once."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from server.contracts.answers_layouts import BoardNow, LayoutsInForce
from server.contracts.plain import JsonObject
from server.contracts.requests_layouts import BoardOfLayout
from server.contracts.site import Hall, site_of
from server.contracts.site_layouts import Layout
from server.contracts.site_places import Device
from server.contracts.texts import Text
from server.domain.errors import Refused, Unknown
from server.storage.base import Connection
from server.usecases.app_context import AppContext
from server.usecases.configuring import Configure, configuration, configure_together


@dataclass(frozen=True, kw_only=True)
class ChangeLayouts:
    """`version`: of the configuration on which they were edited. `media`: the files there are."""

    hall: str
    actor: str
    version: int
    layouts: Sequence[Layout]
    boards: Sequence[BoardOfLayout]
    media: Collection[str]


def layouts_in_force(context: AppContext, hall: str, media: Collection[str]) -> LayoutsInForce:
    """What a page that edits them begins with; refuses `hall.unknown`, never
    `configuration.unknown`."""
    version, document = configuration(context, hall)
    described = _hall(document)
    return LayoutsInForce(
        version=version,
        layouts=list(described.layouts),
        boards=[
            BoardNow(
                key=board.key, name=(board.name or Text(zh=board.key)).by_language(),
                zone=board.zone, layout=board.layout, inches=board.inches,
            )
            for board in _boards(described)
        ],
        media=sorted(media),
    )  # fmt: skip


def change_layouts(context: AppContext, order: ChangeLayouts) -> LayoutsInForce:
    """Put into force all layouts, and which board has which.

    Refuses `layout.twice`, `layout.unknown`, `layout.no_zone`, `layout.no_media`, `board.unknown`,
    `layout.overtaken` when somebody else changed them since, `configuration.in_use`,
    `configuration.unknown` and `hall.unknown`.
    """
    _, edited = configuration(context, order.hall, order.version)

    def changed(document: JsonObject) -> JsonObject:
        wanted = _with(json.loads(json.dumps(document)), order)
        if _about_boards(wanted) == _about_boards(document):
            return document
        if _about_boards(edited) != _about_boards(document):
            raise Refused("layout.overtaken", {"version": order.version})
        return wanted

    def orders(connection: Connection) -> list[Configure]:
        """Read and written in one transaction."""
        known = context.store.hall(connection, order.hall)
        document = changed(context.store.document(connection, order.hall)[1])
        return [Configure(hall=order.hall, actor=order.actor, document=document, mode=known.mode)]

    configure_together(context, orders)
    return layouts_in_force(context, order.hall, order.media)


def _with(document: JsonObject, order: ChangeLayouts) -> JsonObject:
    _refuse_mistakes(_hall(document), order)
    halls: Any = document["halls"]
    halls[0]["layouts"] = [
        layout.model_dump(mode="json", exclude_defaults=True) for layout in order.layouts
    ]
    wishes = {wish.key: wish for wish in order.boards}
    for device in halls[0]["devices"]:
        wish = wishes.pop(device["key"], None) if device["kind"] == "board" else None
        if wish is not None:
            device |= {"layout": wish.layout, "inches": wish.inches}
    for key in wishes:
        raise Unknown("board.unknown", {"board": key, "hall": order.hall})
    known = {layout.key for layout in order.layouts}
    for device in halls[0]["devices"]:
        if device.get("layout") is not None and device["layout"] not in known:
            raise Unknown("layout.unknown", {"layout": device["layout"], "board": device["key"]})
    return document


def _refuse_mistakes(hall: Hall, order: ChangeLayouts) -> None:
    zones = {zone.key for zone in hall.zones}
    seen: set[str] = set()
    for layout in order.layouts:
        if layout.key in seen:
            raise Refused("layout.twice", {"layout": layout.key})
        seen.add(layout.key)
        for zone in layout.zones:
            if zone not in zones:
                raise Refused("layout.no_zone", {"layout": layout.key, "zone": zone})
        for name in layout.media:
            if name not in order.media:
                raise Refused("layout.no_media", {"layout": layout.key, "name": name})


def _hall(document: JsonObject) -> Hall:
    return site_of(json.dumps(document)).halls[0]


def _boards(hall: Hall) -> list[Device]:
    return [device for device in hall.devices if device.kind == "board"]


def _about_boards(document: JsonObject) -> tuple[object, ...]:
    """What of a configuration is changed here, however it is written."""
    hall = _hall(document)
    return hall.layouts, [(each.key, each.layout, each.inches) for each in _boards(hall)]
