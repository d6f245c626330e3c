"""Papers that staff order: who may, for whom, how they are numbered, and what becomes of them."""

import json
from datetime import date
from typing import Any

import pytest

from server.contracts.answers_paper import Given
from server.domain.errors import Forbidden, Refused, Unknown
from server.domain.window import Json
from server.storage import documents as stored
from server.usecases import documents, paper_trouble, papers, papers_reading, printing, reading
from server.usecases.app_context import AppContext
from server.usecases.papers import About
from server.usecases.verifying import verify_hall
from tests.support.halls import Clock
from tests.support.people import Clerk, clerk, take

KEPT: list[About] = []


def private(context: AppContext, type_: str) -> list[Json]:
    """What the journal says of events of a type, to staff alone."""
    told = reading.journal_page(context, "main", 0).events
    return [json.loads(each.payload)["private"] for each in told if each.type == type_]


def written(about: About) -> Json:
    """Facts that show what the paper was about."""
    KEPT.append(about)
    return {"title": about.title, "clerk": about.clerk and about.clerk.name}


def notice(context: AppContext, who: Clerk, **wish: Any) -> Json:
    order = papers.NoticeOrder(
        hall="main", actor=who.name, window=who.window, printer="p1",
        **{"number": "A001", "missing": ("身份证",), **wish},
    )  # fmt: skip
    return papers.order_paper(context, order, written)


def serving(context: AppContext) -> Clerk:
    take(context)
    one = clerk(context)
    one.call_next()
    one.start()
    return one


def changed(context: AppContext, document: int, state: str, copy: int = 0, **more: Any) -> Json:
    order = documents.DocumentChanged(
        hall="main", actor="printing", document=document, state=state, copy=copy, **more
    )
    return documents.document_changed(context, order)


def reissued(context: AppContext, document: int, **more: Any) -> Json:
    order = papers.Reissue(hall="main", actor="person:li", document=document, **more)
    return papers.reissue(context, order)


def test_a_notice_is_numbered_counted_and_told_in_the_journal(context: AppContext) -> None:
    one = serving(context)
    first, second = notice(context, one), notice(context, one)
    assert [each.title for each in (first, second)] == [
        "告〔2026〕1118-001", "告〔2026〕1118-002",
    ]  # fmt: skip
    assert (first.state, first.copies, first.printer) == ("queued", 0, "p1")
    about = KEPT[-1]
    assert about.ticket is not None
    assert (about.ticket.number, about.matter, about.kind) == ("A001", "hukou", "one-time-notice")
    (counted,) = paper_trouble.papers(context, "main").given
    assert counted == Given(kind="one-time-notice", matter="hukou", n=2)
    told = private(context, "document.ordered")
    assert [each["title"] for each in told] == [first.title, second.title]
    actors = {e.actor for e in reading.journal_page(context, "main", 0).events[-2:]}
    assert actors == {one.name}
    history = reading.window(context, "main", one.window).ticket.history
    assert history[-1].text["zh"] == "打印一次性告知 告〔2026〕1118-002"
    assert verify_hall(context, "main").holds


def test_a_paper_leaves_the_step_before_it_to_be_taken_back(context: AppContext) -> None:
    one = serving(context)
    notice(context, one)
    assert one.undo().console.ticket.state == "called"


def test_only_the_clerk_who_serves_this_very_number_may(context: AppContext) -> None:
    one = serving(context)
    for wish in ({"number": "A002"}, {"number": "A009"}):
        with pytest.raises(Refused, match=r"paper\.not_served"):
            notice(context, one, **wish)
    other = clerk(context, "2")
    with pytest.raises(Refused, match=r"paper\.not_served"):
        notice(context, other)
    with pytest.raises(Forbidden, match=r"window\.other_clerk"):
        order = papers.NoticeOrder(
            hall="main", actor="person:x", window="1", printer="p1", number="A001", lines=("x",)
        )
        papers.order_paper(context, order, written)
    one.finish()
    with pytest.raises(Refused, match=r"paper\.not_served"):
        notice(context, one)
    assert paper_trouble.papers(context, "main").documents == []


def test_the_same_key_prints_once_though_the_clock_moved_on(
    context: AppContext, clock: Clock
) -> None:
    one = serving(context)
    first = notice(context, one, key="k1")
    clock.tick(minutes=2)
    assert notice(context, one, key="k1") == first
    with pytest.raises(Refused, match=r"key\.reused"):
        notice(context, one, key="k1", missing=("户口簿",))
    assert len(paper_trouble.papers(context, "main").documents) == 1


def test_who_ordered_sees_how_it_goes(context: AppContext) -> None:
    one = serving(context)
    id_ = notice(context, one).id
    for state in ("checking", "sending"):
        changed(context, id_, state)
        assert documents.document_state(context, "main", id_).state == state
    changed(context, id_, "failed", reason="paper_out")
    (shown,) = papers_reading.at_window(context, "main", one.window).papers
    assert (shown.state, shown.reason) == ("failed", "paper_out")
    with pytest.raises(Unknown, match=r"document\.unknown"):
        documents.document_state(context, "main", id_ + 1)


def test_a_copy_is_counted_and_late_news_of_the_first_is_none(context: AppContext) -> None:
    id_ = notice(context, serving(context)).id
    with pytest.raises(Refused, match=r"paper\.under_way"):
        reissued(context, id_)
    changed(context, id_, "printed")
    again = reissued(context, id_, key="k2")
    assert (again.copies, again.state) == (1, "queued")
    assert reissued(context, id_, key="k2") == again
    changed(context, id_, "failed", copy=0)
    assert documents.document_state(context, "main", id_).state == "queued"
    changed(context, id_, "printed", copy=1)
    assert documents.document_state(context, "main", id_).state == "printed"
    with pytest.raises(Unknown, match=r"document\.unknown"):
        reissued(context, id_ + 1)


def test_replies_and_appointments_have_numbers_of_their_own(context: AppContext) -> None:
    ticket = take(context, "tax")
    of: dict[str, Any] = {"hall": "main", "actor": "person:chen", "printer": "p1"}
    what: dict[str, Any] = {
        "about": "等候过长",
        "reply": "已改正。",
        "received": date(2026, 11, 17),
    }
    reply = papers.ReplyOrder(**of, **what, code=ticket.code)
    assert papers.order_paper(context, reply, written).title == "诉〔2026〕1118-001"
    assert (KEPT[-1].matter, KEPT[-1].ticket is not None) == ("tax", True)
    registered = papers.ReplyOrder(**of, **what, case="12345-77")
    assert papers.order_paper(context, registered, written).title == "12345-77"
    slot: dict[str, Any] = {"day": date(2026, 11, 25), "start": "09:30", "end": "10:00"}
    appointment = papers.AppointmentOrder(**of, matter="hukou", **slot)
    assert papers.order_paper(context, appointment, written).title == "预〔2026〕1118-001"
    with pytest.raises(Unknown, match=r"matter\.unknown"):
        papers.order_paper(context, papers.AppointmentOrder(**of, matter="x", **slot), written)
    with pytest.raises(Unknown, match=r"ticket\.unknown"):
        papers.order_paper(context, papers.ReplyOrder(**of, **what, code="0" * 10), written)


def test_pages_that_try_a_printer_are_ordered_anew(context: AppContext) -> None:
    order = papers.MachineOrder(hall="main", actor="person:qin", printer="p1", page="pangram")
    made = papers.order_paper(context, order, written)
    assert (made.kind, made.title) == ("pangram", None)
    changed(context, made.id, "printed")
    with pytest.raises(Refused, match=r"paper\.order_anew"):
        reissued(context, made.id)
    pages = papers_reading.printer_pages(context, "main").pages
    assert [page.kind for page in pages["p1"]] == ["pangram"]


def test_a_ticket_whose_printer_is_gone_is_printed_where_there_is_one(context: AppContext) -> None:
    ticket = take(context, printer="old")
    of = {"hall": "main", "actor": "person:li", "code": ticket.code}
    out = printing.PaperChanged(**of, state="printed")
    printing.paper_changed(context, out)
    with pytest.raises(Refused, match=r"reprint\.no_printer"):
        printing.reprint(context, printing.Reprint(**of, present=()))
    printing.reprint(context, printing.Reprint(**of, present=("new", "other"), spare="new"))
    assert private(context, "ticket.paper")[-1]["printer"] == "new"


def test_paper_tells_which_printer_stood_in(context: AppContext) -> None:
    """Where a printer was asked in vain nothing lies; where it began to print, it does."""
    ticket = take(context, printer="p1")
    of = {"hall": "main", "actor": "printing", "code": ticket.code}
    document = notice(context, serving(context), number="A002").id
    seen = []
    for state, printer in (
        ("checking", "p1"), ("checking", "p2"), ("sending", "p2"), ("printed", "p2"),
    ):  # fmt: skip
        order = printing.PaperChanged(**of, state=state, printer=printer)
        printing.paper_changed(context, order)
        changed(context, document, state, printer=printer)
        told = documents.document_state(context, "main", document)
        seen.append((reading.ticket(context, ticket.code).paper.printer, told.printer))
    assert seen == [("p1", "p1"), ("p1", "p1"), ("p2", "p2"), ("p2", "p2")]


def test_a_paper_leads_with_the_language_of_whoever_takes_it_away(context: AppContext) -> None:
    take(context, language="en")
    one = clerk(context)
    one.call_next()
    one.start()
    leading = []
    for wish in ({}, {"language": "zh"}):
        id_ = notice(context, one, **wish).id
        with context.store.database.reading() as connection:
            found = stored.document(connection, "main", id_)
        assert found is not None
        leading.append(found.language)
    assert leading == ["en", "zh"]
