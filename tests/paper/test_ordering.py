"""From the order over HTTP to paper in the hand, for every kind of slip and a virtual printer."""

import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image

from server.configuration.halls import hall_document
from server.paper.print_service import print_service_of
from server.storage import documents
from server.usecases.configuring import Configure, configure
from server.usecases.printing import PaperChanged, paper_changed
from tests.support.papers import BASE, Paper, ordered
from tests.support.patience import eventually
from tests.support.web import Speaker, example_site

MATTER = "marriage"
WINDOW = "4"


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    made = Paper(tmp_path_factory.mktemp("paper"))
    yield made
    made.close()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Paper]:
    """For a test that changes the hall or its printers."""
    made = Paper(tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="module")
def served(paper: Paper) -> dict[str, Any]:
    """Somebody whom window 7 serves."""
    ticket = paper.clerk.take(MATTER)
    for verb in ("sign-on", "call-next", "start"):
        answer = paper.manager.post(f"/api/v1/windows/{WINDOW}/{verb}")
        assert answer.status_code == 200, answer.get_json()
    return ticket


def codes(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def notice_of(paper: Paper, served: dict[str, Any]) -> dict[str, Any]:
    about = paper.manager.get(f"/api/v1/windows/{WINDOW}/papers").get_json()
    assert (about["number"], about["printer"]) == (served["number"], "printer-1")
    body = {
        "number": served["number"], "missing": [about["materials"][0]["zh"], "情况说明"],
        "lines": ["照片须为近期免冠合影。"], "deadline": "2026-12-04",
    }  # fmt: skip
    return ordered(paper.manager, f"/windows/{WINDOW}/notices", body)


def receipt_of(paper: Paper, served: dict[str, Any]) -> dict[str, Any]:
    about = paper.manager.get(f"/api/v1/windows/{WINDOW}/papers").get_json()
    body = {
        "number": served["number"], "due": about["due"],
        "papers": [found["zh"] for found in about["materials"]],
    }  # fmt: skip
    return ordered(paper.manager, f"/windows/{WINDOW}/receipts", body)


def reply_of(paper: Paper, served: dict[str, Any]) -> dict[str, Any]:
    body = {
        "about": "等候时间过长", "reply": "您反映的情况属实，已增开窗口。", "owner": "综合管理科",
        "received": "2026-11-17", "ticket": served["code"],
    }  # fmt: skip
    return ordered(paper.manager, "/halls/main/complaint-replies", body)


def appointment_of(paper: Paper, served: dict[str, Any]) -> dict[str, Any]:
    slot = {"matter": MATTER, "day": "2026-11-25", "start": "09:30", "end": "10:00"}
    return ordered(paper.clerk, "/halls/main/appointment-slips", slot)


def guide_of(paper: Paper, served: dict[str, Any]) -> dict[str, Any]:
    return ordered(paper.clerk, "/halls/main/guides", {"matter": MATTER})


def until(true: Callable[[], bool]) -> None:
    assert eventually(true, 0.05)


Make = Callable[[Paper, dict[str, Any]], dict[str, Any]]
GUIDE = f"{BASE}/guide/main/{MATTER}"
KINDS: list[tuple[Make, str]] = [
    (notice_of, GUIDE), (receipt_of, f"{BASE}/T/CODE"), (reply_of, f"{BASE}/T/CODE"),
    (appointment_of, GUIDE), (guide_of, GUIDE),
]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "leads_to"), KINDS, ids=lambda each: getattr(each, "__name__", "")
)
def test_what_is_ordered_comes_out_whole(
    paper: Paper, served: dict[str, Any], make: Make, leads_to: str
) -> None:
    made = make(paper, served)
    receipt = paper.printed(made["id"], paper.wide)
    (found,) = codes(receipt.image)
    assert found.lower() == leads_to.replace("CODE", served["code"]).lower()
    assert 80 < receipt.mm < 400


@pytest.mark.parametrize("page", ["test-page", "capability-probe", "pangram"])
def test_administrators_try_each_printer(paper: Paper, page: str) -> None:
    made = ordered(paper.admin, "/halls/main/test-pages", {"printer": "printer-1", "page": page})
    receipt = paper.printed(made["id"], paper.wide)
    assert not receipt.blank
    rows = {row["key"]: row for row in paper.admin.get("/api/v1/admin/printers").get_json()}
    assert rows["printer-1"]["pages"][0]["kind"] == page
    assert rows["printer-1"]["health"]["state"] == "ok"
    assert rows["printer-2"]["model"] == "generic-58"


def test_a_printer_without_a_cutter_is_fed_out_and_torn_by_hand(paper: Paper) -> None:
    made = ordered(
        paper.admin, "/halls/main/test-pages", {"printer": "printer-2", "page": "pangram"}
    )
    receipt = paper.printed(made["id"], paper.narrow, dots=384)
    assert receipt.image.width == 384
    assert paper.narrow.errors == []


@pytest.mark.parametrize("make", [notice_of, receipt_of, reply_of, appointment_of, guide_of])
def test_the_browser_of_who_orders_says_nothing_of_who_reads(
    paper: Paper, served: dict[str, Any], monkeypatch: pytest.MonkeyPatch, make: Make
) -> None:
    english = {"Accept-Language": "en-GB,en;q=0.9"}
    for name in ("clerk", "manager"):
        speaker: Speaker = getattr(paper, name)
        monkeypatch.setattr(paper, name, replace(speaker, headers={**speaker.headers, **english}))
    made = make(paper, served)
    with paper.world.context.store.database.reading() as connection:
        stored = documents.document(connection, "main", made["id"])
    assert stored is not None
    assert stored.language == "zh"
    assert paper.clerk.take(MATTER)["language"] == "zh"


def test_a_copy_says_that_it_is_one(paper: Paper, served: dict[str, Any]) -> None:
    made = receipt_of(paper, served)
    paper.printed(made["id"], paper.wide)
    again = paper.manager.post(f"/api/v1/halls/main/documents/{made['id']}/reprint").get_json()
    assert (again["copies"], again["title"]) == (1, made["title"])
    paper.printed(made["id"], paper.wide, copy=1)


def test_another_printer_stands_in(paper: Paper) -> None:
    paper.wide.fault("cover")
    try:
        made = ordered(paper.clerk, "/halls/main/guides", {"matter": MATTER})
        paper.printed(made["id"], paper.narrow, dots=384)
    finally:
        paper.wide.mend()


CODE = [{"kind": "text", "words": {"zh": "没有字体的字 \ue123 也可以"}}]


def test_a_template_that_breaks_with_long_words_is_not_saved(paper: Paper) -> None:
    path = "/api/v1/halls/main/templates/guide"
    known = paper.admin.get(path).get_json()
    extra = [{"kind": "text", "words": "{matter}"}] * 50
    broken = {**known["template"], "blocks": [*known["template"]["blocks"], *extra]}
    answer = paper.admin.ask("PUT", path, json={"template": broken})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "template.broken")
    assert "cm long" in answer.get_json()["detail"]
    assert paper.admin.get(path).get_json() == known
    whole = {**known["template"], "blocks": [*known["template"]["blocks"], *CODE]}
    assert paper.admin.ask("PUT", path, json={"template": whole}).get_json()["version"] == 1


def test_another_printer_stands_in_for_tickets_but_not_for_pages_that_try_one(
    paper: Paper,
) -> None:
    before = len(paper.narrow.receipts)
    paper.wide.fault("cover")
    body = {"printer": "printer-1", "page": "pangram"}
    made = ordered(paper.admin, "/halls/main/test-pages", body)
    ticket = paper.manager.take(MATTER, paper=True)
    path = f"/api/v1/tickets/{ticket['code']}"
    until(lambda: paper.manager.get(path).get_json()["paper"]["state"] == "printed")
    page = f"/api/v1/halls/main/documents/{made['id']}"
    until(lambda: paper.manager.get(page).get_json()["state"] == "failed")
    paper.wide.mend()
    assert paper.manager.get(path).get_json()["paper"]["printer"] == "printer-2"
    assert paper.manager.get(page).get_json()["printer"] == "printer-1"
    assert len(paper.narrow.receipts) == before + 1


def test_a_ticket_follows_its_hall_to_the_printer_that_there_is_now(own: Paper) -> None:
    """The site file gives the printer another name while the server runs."""
    paper = own
    ticket = paper.manager.take(MATTER, paper=True)
    path = f"/api/v1/tickets/{ticket['code']}"
    until(lambda: paper.manager.get(path).get_json()["paper"]["state"] == "printed")
    (hall,) = paper.site(example_site()).halls
    first, second = hall.printers
    renamed = (
        first.model_copy(update={"key": "counter", "backup": None}),
        second.model_copy(update={"key": "corner"}),
    )
    moved = hall.model_copy(update={"printers": renamed, "devices": ()})
    document = hall_document(example_site().model_copy(update={"halls": (moved,)}), "main")
    configure(paper.world.context, Configure(hall="main", actor="test", document=document))
    time.sleep(1.1)  # what a hall offers is trusted for a second
    before = len(paper.wide.receipts)
    assert paper.manager.post(f"{path}/reprint").status_code == 200
    copied = {"state": "printed", "copies": 1, "printer": "counter"}
    until(lambda: paper.manager.get(path).get_json()["paper"] == copied)
    assert len(paper.wide.receipts) == before + 1
    gone = {"printer": "printer-1", "page": "pangram"}
    answer = paper.admin.post("/api/v1/halls/main/test-pages", gone)
    assert (answer.status_code, answer.get_json()["code"]) == (404, "printer.unknown")


def test_what_a_killed_program_left_hanging_is_cut_off_first(own: Paper) -> None:
    paper = own
    paper.desk.stop()
    ticket = paper.manager.take(MATTER, paper=True)
    of = {"hall": "main", "actor": "printing", "code": ticket["code"]}
    paper_changed(paper.world.context, PaperChanged(**of, state="sending", printer="printer-1"))
    address = urlsplit(paper.wide.url)
    with socket.create_connection((address.hostname, address.port)) as line:
        line.sendall(b"\x1dv0\x00\x01\x00\x01\x00\xff" + b"\x1bJ\xf0")
        until(lambda: paper.wide.paper.fed_rows > 240)
    found = print_service_of(paper.world.context, BASE)
    assert found is not None
    paper.desk = found
    found.start()
    path = f"/api/v1/tickets/{ticket['code']}"
    until(lambda: paper.manager.get(path).get_json()["paper"]["state"] == "unconfirmed")
    assert paper.manager.post(f"{path}/reprint").status_code == 200
    until(lambda: paper.manager.get(path).get_json()["paper"]["state"] == "printed")
    torso, whole = paper.wide.receipts
    assert torso.mm < 60 < whole.mm
    assert len(codes(whole.image)) == 1


def test_a_silent_printer_is_not_probed(own: Paper) -> None:
    own.narrow.stop()
    body = {"printer": "printer-2", "page": "capability-probe"}
    answer = own.admin.post("/api/v1/halls/main/test-pages", body)
    assert (answer.status_code, answer.get_json()["code"]) == (503, "printer.unreachable")
