"""What the manager is told to see to, and waits held against what the hall promises."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from server.contracts.answers_hall import Today
from server.storage.engine import Database
from server.usecases.app_context import AppContext
from server.usecases.printing import PaperChanged, PrinterHeard, paper_changed, printer_health
from server.usecases.today import today
from tests.support.halls import Clock, context_of, small_hall
from tests.support.people import clerk, take
from tests.support.recomputed import recomputed


@pytest.fixture
def promising(database: Database, clock: Clock) -> Iterator[AppContext]:
    """A hall that promises twenty minutes."""
    yield context_of(database, replace(small_hall(), pledge=timedelta(minutes=20)), clock=clock)


def figures(context: AppContext) -> Today:
    """What the manager reads, which the journal gives too."""
    recomputed(context)
    return today(context, "main")


def alarms(context: AppContext) -> list[tuple[str, str]]:
    return [(alarm.kind, alarm.text["zh"]) for alarm in figures(context).alarms]


def test_without_a_promise_nothing_is_held_against_one(context: AppContext, clock: Clock) -> None:
    take(context)
    clock.tick(hours=2)
    found = figures(context)
    assert (found.pledge_s, found.kept, found.alarms) == (None, None, [])


def test_waits_are_held_against_the_promise(promising: AppContext, clock: Clock) -> None:
    one = clerk(promising, "1")
    for minutes in (5, 10, 10):
        take(promising)
        clock.tick(minutes=minutes)
    assert figures(promising).kept is None
    for _ in range(3):  # they have waited 25, 20 and 10 minutes
        one.serve()
    found = figures(promising)
    assert (found.pledge_s, found.kept) == (1200, 0.667)
    assert {each.pledge_s for each in found.matters} == {1200}


def test_who_waits_longer_than_promised_is_an_alarm(promising: AppContext, clock: Clock) -> None:
    take(promising), take(promising)
    clock.tick(minutes=20)
    take(promising)
    assert alarms(promising) == []
    clock.tick(minutes=4)
    assert alarms(promising) == [("wait_over", "2 人等候已超过承诺的 20 分钟")]
    assert "24" in figures(promising).alarms[0].action["en"]


def test_a_pause_beyond_its_time_and_a_printer_in_trouble(
    context: AppContext, clock: Clock
) -> None:
    one, two = clerk(context, "1"), clerk(context, "2")
    one.pause(reason="break", minutes=10)
    two.pause(reason="break")
    for printer, state, left in (("k1", "near_end", 30), ("k2", "ok", None)):
        heard = PrinterHeard(
            hall="main", actor="printing", printer=printer, state=state, tickets_left=left
        )
        printer_health(context, heard)
    assert alarms(context) == [("printer", "打印机 k1：打印纸快用完了")]
    clock.tick(minutes=11)
    assert alarms(context) == [
        ("pause", "01 号窗暂停超时"),
        ("printer", "打印机 k1：打印纸快用完了"),
    ]
    (pause, _) = figures(context).alarms
    assert pause.action["zh"] == "短暂休息，原定 09:10 恢复"


def test_a_printer_in_trouble_has_its_name_and_place(database: Database, clock: Clock) -> None:
    named = {"k1": {"zh": "自助机 1 的打印机（A 区）", "en": "Printer of Kiosk 1 (Zone A)"}}
    context = context_of(database, replace(small_hall(), printers=named), clock=clock)
    heard = PrinterHeard(hall="main", actor="printing", printer="k1", state="paper_out")
    printer_health(context, heard)
    (alarm,) = figures(context).alarms
    assert alarm.text == {
        "zh": "自助机 1 的打印机（A 区）：打印机缺纸",
        "en": "Printer of Kiosk 1 (Zone A): The printer is out of paper",
    }
    assert figures(context).printer_names == named


def test_paper_that_nothing_prints_is_an_alarm(context: AppContext, clock: Clock) -> None:
    """No print process runs here, as when the only one that did was killed."""
    issued = take(context, printer="k1")
    clock.tick(seconds=30)
    assert alarms(context) == []
    clock.tick(seconds=1)
    assert alarms(context) == [("paper", "1 张纸超过 30 秒没有打印")]
    (alarm,) = figures(context).alarms
    assert alarm.action is not None and "31" in alarm.action["en"]
    paper_changed(
        context, PaperChanged(hall="main", actor="printing", code=issued.code, state="printed")
    )
    assert alarms(context) == []
