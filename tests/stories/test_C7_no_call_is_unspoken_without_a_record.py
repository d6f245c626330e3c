"""C7: every call ends in the journal, spoken or with the reason why not, also when the loudspeaker
dies; a zone that is too busy says the short sentence."""

from pathlib import Path

from tests.stories.conftest import calls_of, how_calls_ended
from tests.support.servicehall import Running, Script, until
from tests.support.speaker_process import speaking


def test_no_call_is_unspoken_without_a_record(
    hall: Running, script: Script, tmp_path: Path
) -> None:
    begun = len(script.journal())
    for key in "1234":
        hall.window(key).do("sign-on")
    for matter in ("household-move", "id-card-renewal", "elder-allowance", "marriage"):
        script.take(matter)
    link = hall.door("board", "A 区屏")
    with speaking(tmp_path / "dies", link, "A") as first:
        assert hall.window("4").call()
        until(lambda: calls_of(script, begun, "ticket.called"))
        first.kill()
    for key in "123":
        assert hall.window(key).call()
    hall.window("4").do("recall")
    with speaking(tmp_path / "next", hall.door("board", "A 区屏"), "A") as second:
        ends = until(
            lambda: how_calls_ended(script, begun), lambda found: len(found) == 5 and all(found)
        )
        heard = until(second.heard, lambda found: len(found) == ends.count("spoken"))
    assert set(ends) <= {"spoken", "superseded"} and ends.count("superseded") <= 1
    assert len(heard) >= 4
    forms = [entry["private"]["form"] for entry in calls_of(script, begun, "call.spoken")]
    assert "short" in forms, "four waited: the zone was busy"
