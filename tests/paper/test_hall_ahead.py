"""A hall whose clock was ahead stands in a later day than the calendar, and prints all the same."""

from pathlib import Path

from tests.support.papers import Paper
from tests.support.patience import eventually


def test_its_tickets_are_printed_and_its_papers_listed(tmp_path: Path) -> None:
    paper = Paper(tmp_path)
    try:
        paper.world.clock.tick(days=1)
        paper.manager.take("marriage")
        paper.world.clock.tick(days=-1)
        code = paper.manager.take("marriage", paper=True)["code"]

        def state() -> str:
            shown = paper.manager.get(f"/api/v1/tickets/{code}").get_json()
            return str(shown["paper"]["state"])

        assert eventually(lambda: state() == "printed"), state()
    finally:
        paper.close()
