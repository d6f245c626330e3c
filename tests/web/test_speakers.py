"""Loudspeakers over HTTP: the clips they load beforehand, and waiting for a call without asking."""

from server.storage.change_signal import ChangeSignal
from tests.support.web import World


def test_a_speaker_loads_the_clips_of_every_call_before_the_first(world: World) -> None:
    board = world.as_("board")
    clips = board.get("/api/v1/halls/main/speakers/clips").get_json()["clips"]
    assert len(set(clips)) == len(clips)
    files = {clip.rpartition("/")[2] for clip in clips}
    assert {"chime.ogg", "letter-a.ogg", "ling2-word.ogg", "zero.ogg", "hao4-dao4.ogg"} <= files
    assert all(board.get(clip).status_code == 200 for clip in clips[:3])
    assert world.stranger().get("/api/v1/halls/main/speakers/clips").status_code == 401


def test_an_administrator_reads_what_became_of_a_zones_test_phrase(world: World) -> None:
    office, board = world.as_("administrator", hall="*"), world.as_("board")
    ask = {"speaker": "board-one", "zones": ["A"]}
    board.post("/api/v1/halls/main/speakers/turn", ask)
    zones = {each["zone"]: each for each in office.get("/api/v1/admin/sound").get_json()}
    assert zones["A"]["by"] and zones["A"]["name"]["zh"] == "A 区"
    assert zones["B"]["by"] is None and "--zone B" in zones["B"]["action"]["zh"]
    wish = office.post("/api/v1/halls/main/speakers/test", {"zone": "A"}).get_json()
    assert (wish["state"], wish["by"]) == ("waiting", zones["A"]["by"])
    board.post("/api/v1/halls/main/speakers/turn", ask)
    became = office.get(f"/api/v1/halls/main/speakers/tests/{wish['test']}").get_json()
    assert became["state"] == "unheard" and "voice list" in became["action"]["en"], "no recordings"
    assert world.as_("clerk").post(
        "/api/v1/halls/main/speakers/test", {"zone": "A"}
    ).status_code == 403  # fmt: skip


def test_what_rings_between_a_look_and_the_waiting_is_not_missed() -> None:
    signal = ChangeSignal()
    ring = signal.next_ring()
    assert not ring.is_set()
    signal.ring("main")
    assert ring.is_set()
    assert not signal.next_ring().is_set()
