"""The silent emergency call: named to staff at once, ended by anyone, kept in the journal."""

import json

from server.storage import journal
from server.usecases import emergencies, reading
from server.usecases.app_context import AppContext
from tests.support.people import Clerk, clerk


def order(window: str, actor: str = "clerk-2", **more: str) -> emergencies.OfEmergency:
    return emergencies.OfEmergency(hall="main", window=window, actor=actor, **more)


def standing(context: AppContext) -> list[tuple[str, str | None]]:
    return [(each.window, each.name) for each in emergencies.standing(context, "main").emergencies]


def test_a_call_stands_until_anyone_ends_it(context: AppContext) -> None:
    two = clerk(context, "2")
    emergencies.raise_emergency(context, order("2"))
    again = emergencies.raise_emergency(context, order("2"))
    emergencies.raise_emergency(context, order("3", actor="clerk-3"))
    assert standing(context) == [("2", "王2"), ("3", None)]
    two.sign_off()
    assert [window for window, _ in standing(context)] == ["2", "3"]
    emergencies.end_emergency(context, order("2", actor="guide"))
    over = emergencies.end_emergency(context, order("2", actor="guide"))
    assert [each.window for each in over.emergencies] == ["3"]
    with context.store.database.reading() as connection:
        rows = [row for row in journal.whole(connection, "main") if row.type == "staff.notice"]
    said = [(row.actor, json.loads(row.payload)) for row in rows]
    assert [(actor, payload["private"]) for actor, payload in said] == [
        ("clerk-2", {"emergency": "2", "ended": False}),
        ("clerk-3", {"emergency": "3", "ended": False}),
        ("guide", {"emergency": "2", "ended": True}),
    ]
    assert {json.dumps(payload["public"]) for _, payload in said} == {"{}"}, (
        "the hall hears nothing"
    )
    assert again.seq < over.seq


def test_the_board_shows_nothing_of_it(context: AppContext) -> None:
    clerk(context, "2")
    before = reading.board(context, "main").windows
    emergencies.raise_emergency(context, order("2"))
    assert reading.board(context, "main").windows == before
    assert Clerk(context, "2").call_next().result == "nobody"
