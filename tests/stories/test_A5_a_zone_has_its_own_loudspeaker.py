"""A5: a zone hears the calls of its own windows, zones may sound together, and of two loudspeakers
of one zone only one speaks."""

from pathlib import Path

from tests.stories.conftest import how_calls_ended
from tests.support.servicehall import Running, Script, until
from tests.support.speaker_process import speaking


def test_a_zone_has_its_own_loudspeaker(hall: Running, script: Script, tmp_path: Path) -> None:
    begun = len(script.journal())
    doors = [hall.door("board", f"{zone} 区屏") for zone in "AB"]
    with (
        speaking(tmp_path / "a", doors[0], "A") as a,
        speaking(tmp_path / "b", doors[1], "B") as b,
        speaking(tmp_path / "a2", hall.door("board", "大厅屏"), "A") as second,
    ):
        called = {}
        for key, matter in (("4", "marriage"), ("7", "medical-claim")):
            hall.window(key).do("sign-on")
            script.take(matter)
            called[key] = hall.window(key).call()
        until(lambda: how_calls_ended(script, begun), lambda found: found == ["spoken", "spoken"])
        until(lambda: [*a.heard(), *second.heard()], lambda found: len(found) == 1)
        in_b = until(b.heard, lambda found: len(found) == 1)
        [in_a] = [*a.heard(), *second.heard()]
    assert (in_a.number, in_b[0].number) == (called["4"], called["7"])
