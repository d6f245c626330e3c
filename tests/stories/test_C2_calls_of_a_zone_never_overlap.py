"""C2: calls of a zone are spoken one after the other, none cuts another; one that is answered
before its turn is not spoken, and the journal says why."""

from itertools import pairwise
from pathlib import Path

from tests.stories.conftest import how_calls_ended
from tests.support.servicehall import Running, Script, until
from tests.support.speaker_process import speaking

MATTERS = {"1": "household-move", "2": "id-card-renewal", "3": "birth-registration"}


def test_calls_of_a_zone_never_overlap(hall: Running, script: Script, tmp_path: Path) -> None:
    begun = len(script.journal())
    with speaking(tmp_path / "a", hall.door("board", "A 区屏"), "A") as speaker:
        called = []
        for key, matter in MATTERS.items():
            hall.window(key).do("sign-on")
            script.take(matter)
            called.append(hall.window(key).call())
        hall.window("3").do("start")  # its person saw the number on the board
        ends = until(
            lambda: how_calls_ended(script, begun), lambda found: len(found) == 3 and all(found)
        )
        assert ends == ["spoken", "spoken", "answered"]
        heard = until(speaker.heard, lambda found: len(found) == 2)
    assert [each.number for each in heard] == called[:2]
    assert all(after.begun >= before.ended for before, after in pairwise(heard))
    assert all(each.ended - each.begun > 1000 for each in heard), "whole sentences"
