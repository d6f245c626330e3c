"""Real answers hold to the models that the interface publishes."""

from typing import Any

from pydantic import TypeAdapter

from server.contracts.answers import ConsoleView, Problem, Rated, TicketView, WindowAnswer
from server.contracts.answers_hall import DayEnd, HallName, HealthView, JournalPage, Today
from server.contracts.catalogue import Catalogue
from server.contracts.live import Snapshot
from tests.support.web import Speaker, World

MATTER = "birth-registration"


def held(model: Any, answer: Any) -> dict[str, Any]:
    """The answer's JSON, after the model has read it strictly."""
    assert answer.status_code < 300, answer.get_data(as_text=True)
    TypeAdapter(model).validate_json(answer.get_data())
    found: dict[str, Any] = answer.get_json()
    return found


def step(speaker: Speaker, verb: str, body: Any = None) -> dict[str, Any]:
    return held(WindowAnswer, speaker.post(f"/api/v1/windows/1/{verb}", body))


def test_a_whole_visit(world: World) -> None:
    kiosk, clerk = world.as_("kiosk"), world.as_("clerk")
    stranger = world.stranger()
    ticket = kiosk.take(MATTER, materials=[True, False])
    held(TicketView, stranger.get(f"/api/v1/tickets/{ticket['code']}"))
    assert step(clerk, "sign-on")["result"] == "done"
    held(ConsoleView, clerk.get("/api/v1/windows/1"))
    called = step(clerk, "call-next")
    assert called["result"] == "called"
    assert called["console"]["ticket"]["number"] == ticket["number"]
    assert step(clerk, "recall")["result"] == "called"
    assert step(clerk, "start")["result"] == "done"
    assert step(clerk, "park", {"reason": "copy", "minutes": 5})["console"]["parked"]
    assert step(clerk, "resume", {"number": ticket["number"]})["result"] == "done"
    assert step(clerk, "finish", {"outcome": "done"})["result"] == "done"
    assert step(clerk, "undo")["console"]["ticket"]["state"] == "serving"
    assert step(clerk, "finish")["console"]["served_today"] == 1
    code = ticket["code"]
    rated = held(TicketView, stranger.post(f"/api/v1/tickets/{code}/rating", {"level": 5}))
    assert rated["rating"]["level"] == 5
    for model, path in (
        (Snapshot, "/api/v1/halls/main/board"),
        (Catalogue, "/api/v1/halls/main/catalogue"),
        (list[HallName], "/api/v1/halls"),
        (HealthView, "/healthz"),
    ):
        held(model, stranger.get(path))
    manager = world.as_("manager")
    held(Today, manager.get("/api/v1/halls/main/today"))
    page = held(JournalPage, manager.get("/api/v1/halls/main/journal?after=1&limit=3"))
    assert [event["seq"] for event in page["events"]] == [2, 3, 4]
    assert held(DayEnd, manager.post("/api/v1/halls/main/close-day"))["total"] == 0


def test_the_post_over_a_window_is_told_in_the_languages_of_the_site_file(world: World) -> None:
    signed_on = world.browser("clerk").post("/api/v1/windows/1/sign-on")
    clerk = held(WindowAnswer, signed_on)["console"]["window"]["clerk"]
    assert clerk["post"] == {"zh": "综合岗", "en": "General desk"}


def test_a_holder_may_be_away_for_a_while(world: World) -> None:
    path = f"/api/v1/tickets/{world.as_('kiosk').take(MATTER)['code']}"
    holder = world.stranger()
    away = held(TicketView, holder.post(f"{path}/postpone", {"minutes": 15}))
    assert (away["wait"], away["returnable"], away["postpones_left"]) == (None, True, 1)
    tag = holder.get(path).headers["ETag"]
    world.clock.tick(minutes=15)
    later = holder.get(path, headers={"If-None-Match": tag})
    assert later.status_code == 200, "that the time is over is news"
    assert held(TicketView, later)["held_until"] is None
    for wish, code in (({}, "choice"), ({"places": 1, "minutes": 15}, "choice")):
        refused = holder.post(f"{path}/postpone", wish)
        assert (refused.status_code, refused.get_json()["code"]) == (422, f"postpone.{code}")


def test_holders_verbs(world: World) -> None:
    kiosk, clerk, holder = world.as_("kiosk"), world.as_("clerk"), world.stranger()
    first, second, third = (kiosk.take(MATTER) for _ in range(3))
    path = f"/api/v1/tickets/{first['code']}"
    assert held(TicketView, holder.post(f"{path}/postpone", {"places": 1}))["ahead"] == 1
    assert held(TicketView, holder.post(f"{path}/cancel"))["state"] == "cancelled"
    step(clerk, "sign-on")
    assert step(clerk, "call-next")["console"]["ticket"]["number"] == second["number"]
    world.clock.tick(seconds=20)
    missed = step(clerk, "no-show")
    assert [item["number"] for item in missed["console"]["missed"]] == [second["number"]]
    back = held(TicketView, holder.post(f"/api/v1/tickets/{second['code']}/return"))
    assert back["state"] == "waiting"
    called = step(clerk, "call", {"number": third["number"]})
    assert (called["result"], called["console"]["ticket"]["why"]["en"]) == (
        "called", "In order of arrival",
    )  # fmt: skip
    assert step(clerk, "start")["result"] == "done"
    moved = step(clerk, "transfer", {"matter": "marriage", "note": "复印件已核", "come_back": True})
    assert moved["console"]["ticket"] is None
    assert step(clerk, "pause", {"reason": "break", "minutes": 10})["result"] == "done"
    assert step(clerk, "unpause")["result"] == "done"
    assert step(clerk, "sign-off")["result"] == "done"


def test_the_pad_rates_the_visit_just_finished(world: World) -> None:
    ticket = world.as_("kiosk").take(MATTER)
    clerk = world.as_("clerk")
    for verb in ("sign-on", "call-next", "start"):
        step(clerk, verb)
    finished_seq = step(clerk, "finish")["seq"]
    pad = world.as_("pad", window="1")
    body = {"number": ticket["number"], "finished_seq": finished_seq, "level": 4}
    assert held(Rated, pad.post("/api/v1/windows/1/rating", body))["level"] == 4
    wrong = pad.post("/api/v1/windows/1/rating", body | {"number": "A999"})
    assert wrong.get_json()["code"] == "rating.nobody"
    other = world.as_("pad", window="2").post("/api/v1/windows/1/rating", body)
    assert other.get_json()["code"] == "access.other_window"


def test_paper_waits_for_its_printer(world: World) -> None:
    taken = world.as_("kiosk").post("/api/v1/halls/main/tickets", {"matter": MATTER})
    ticket = held(TicketView, taken)
    paper = {"state": "queued", "copies": 0, "printer": ticket["paper"]["printer"]}
    assert (ticket["state"], ticket["paper"]) == ("issued", paper)
    assert paper["printer"] is not None
    entered = world.stranger().post(f"/api/v1/tickets/{ticket['code']}/enter")
    assert held(TicketView, entered)["state"] == "waiting"
    again = world.stranger().post(f"/api/v1/tickets/{ticket['code']}/reprint")
    assert again.status_code == 401


def test_one_key_one_ticket(world: World) -> None:
    kiosk = world.as_("kiosk").with_(Idempotency_Key="tap-1")
    first, second = kiosk.take(MATTER), kiosk.take(MATTER)
    assert first["code"] == second["code"]
    reused = kiosk.post("/api/v1/halls/main/tickets", {"matter": "marriage"})
    assert reused.get_json()["code"] == "key.reused"


def test_problems_hold_to_their_model(world: World) -> None:
    refused = world.as_("clerk").post("/api/v1/windows/1/finish", {"outcome": 3, "more": 1})
    assert refused.status_code == 422
    TypeAdapter(Problem).validate_json(refused.get_data())
    assert {error["where"] for error in refused.get_json()["errors"]} == {"outcome", "more"}
