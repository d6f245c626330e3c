"""Whatever was typed, pasted or configured comes out on paper, through the real print path."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
import zxingcpp

from printers.normalising import normalised
from printers.scripts import missing
from printers.virtual.paper import Receipt
from server.contracts.site import Site
from tests.support.characters import HELD, NOT_HELD
from tests.support.papers import Paper, ordered
from tests.support.patience import PATIENCE_S
from tests.support.web import example_site

MATTER = "marriage"
WINDOW = "4"
NAMED = "birth-registration"  # a matter whose name holds everything
EVERYTHING = {**HELD, **NOT_HELD}
PASTED = "\u200b\u202e\ufeff\ufe0f"  # what comes along unseen


def named(site: Site) -> Site:
    """The example centre with a matter whose name holds everything."""
    (hall,) = site.halls
    text = " ".join(EVERYTHING.values())
    matters = []
    for matter in hall.matters:
        if matter.key == NAMED:
            name = matter.name.model_copy(update={"zh": f"{text[:480]}{PASTED}", "en": text[:480]})
            matter = matter.model_copy(update={"name": name})
        matters.append(matter)
    return site.model_copy(update={"halls": (hall.model_copy(update={"matters": tuple(matters)}),)})


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    made = Paper(tmp_path_factory.mktemp("characters"), named(example_site()))
    yield made
    made.close()


@pytest.fixture(scope="module")
def served(paper: Paper) -> dict[str, Any]:
    """Somebody whom the window serves."""
    ticket = paper.clerk.take(MATTER)
    for verb in ("sign-on", "call-next", "start"):
        answer = paper.manager.post(f"/api/v1/windows/{WINDOW}/{verb}")
        assert answer.status_code == 200, answer.get_json()
    return ticket


def settled(paper: Paper, id_: int, reason: str | None) -> None:
    """It is out, as its words say, and staff are told if a character became a code."""
    paper.printed(id_, paper.wide)
    assert paper.until(id_, "printed")["reason"] == reason


def test_a_ticket_is_never_lost_by_a_name(paper: Paper) -> None:
    ticket = paper.manager.take(NAMED, paper=True)
    shown = ticket
    deadline = time.monotonic() + PATIENCE_S
    while shown["paper"]["state"] != "printed":
        assert shown["paper"]["state"] != "failed", shown
        assert time.monotonic() < deadline, shown
        time.sleep(0.05)
        shown = paper.manager.get(f"/api/v1/tickets/{ticket['code']}").get_json()
    assert shown["state"] == "waiting"
    (receipt,) = (each for each in paper.wide.receipts if ticket["code"] in codes_of(each))
    assert receipt.errors == ()


def codes_of(receipt: Receipt) -> str:
    """What the QR codes of a piece of paper say."""
    return " ".join(found.text for found in zxingcpp.read_barcodes(receipt.image))


def test_a_guide(paper: Paper) -> None:
    made = ordered(paper.clerk, "/halls/main/guides", {"matter": NAMED})
    settled(paper, made["id"], "glyph")


@pytest.mark.parametrize("name", sorted(EVERYTHING))
def test_a_notice(paper: Paper, served: dict[str, Any], name: str) -> None:
    lines = [f"王{EVERYTHING[name]}{PASTED}\t先生\x0b请补表"]
    body = {"number": served["number"], "missing": [f"{name} {EVERYTHING[name]}"], "lines": lines}
    made = ordered(paper.manager, f"/windows/{WINDOW}/notices", body)
    lost = missing(normalised(EVERYTHING[name]), "zh", False)  # what this machine has no font for
    assert not (lost and name in HELD)
    settled(paper, made["id"], "glyph" if lost else None)


def test_a_reply_to_somebody_with_a_rare_name(paper: Paper) -> None:
    body = {
        "about": f"㛃{PASTED}先生反映等候过长",
        "reply": "㛃䶮先生：\r\n您反映的情况属实。\nNguyễn Thị Ơn",
        "owner": "𬱖科长",
        "received": "2026-11-17",
    }
    made = ordered(paper.manager, "/halls/main/complaint-replies", body)
    settled(paper, made["id"], None)


def test_a_reply_with_everything(paper: Paper) -> None:
    text = " ".join(EVERYTHING.values())
    body = {"about": text[:150], "reply": text, "received": "2026-11-17"}
    made = ordered(paper.manager, "/halls/main/complaint-replies", body)
    settled(paper, made["id"], "glyph")
