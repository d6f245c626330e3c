"""A site file put into force again: people, devices and halls become what it says."""

import json
from typing import Any

import pytest

from server.configuration.halls import domain_hall
from server.contracts.site import Site, site_of
from server.domain.errors import Refused
from server.paper.printer_registry import PrinterRegistry
from server.setup.housekeeping import Housekeeper
from server.setup.install import Installation, install
from server.storage.engine import Database
from server.storage.people import People
from server.storage.store import Store
from server.usecases import administering, signing_in
from server.usecases.app_context import AppContext
from server.usecases.configuring import configuration
from server.usecases.taking import TakeTicket, take_ticket
from server.usecases.verifying import verify_hall
from tests.support.example_sites import small_hall
from tests.support.halls import Clock


@pytest.fixture
def context(database: Database, clock: Clock) -> AppContext:
    return AppContext(Store(database, domain_hall), now=clock)


@pytest.fixture
def people(database: Database) -> People:
    return People(database.reading, database.writing)


def member(login: str, role: str = "clerk", **more: object) -> dict[str, Any]:
    named = {"zh": f"{login}先生", "en": login.title()}
    about = {"name": named, "staff_no": f"N-{login}", "post": {"zh": "综合岗"}, "role": role}
    return {"login": login, **about, **more}


def hall(key: str = "main", **more: Any) -> dict[str, Any]:
    weekly = {"monday": ["09:00-17:00"]}
    devices = [{"key": "board-1", "kind": "board"}, {"key": "pad-1", "kind": "pad", "window": 1}]
    made = small_hall(key, f"{key}厅", "Asia/Shanghai", weekly)
    second = {"number": 2, "zone": "A", "matters": {"advice": 1}}
    made["windows"].append(second)
    staff = [member("boss", "administrator"), member("li"), member("wang")]
    return {**made, "always_open": True, "devices": devices, "staff": staff, **more}


def site(*halls: dict[str, Any], centre: str = "云台中心") -> Site:
    described = {"servicehall": 1, "centre": {"name": {"zh": centre}}, "halls": list(halls)}
    return site_of(json.dumps(described))


def said(done: Installation, language: str = "en") -> list[str]:
    return [each.line(language) for each in done.differences]


def session_of(people: People, clock: Clock, **of: int) -> str:
    wish = signing_in.MakeLink(actor="test", **of)
    (secret,) = signing_in.make_links(people, [wish], clock())
    return signing_in.enter(people, secret, clock()).secret


def person(people: People, login: str) -> Any:
    with people.reading() as book:
        return book.person_by_login(login)


def device(people: People, key: str) -> Any:
    with people.reading() as book:
        return [d for d in book.devices() if d.key == key and d.revoked_at is None][-1]


def test_the_same_file_again_changes_nothing(context: AppContext) -> None:
    first = install(context, site(hall()), "test")
    assert [line[0] for line in said(first)] == ["+"] * 6
    again = install(context, site(hall()), "test")
    assert (again.changes, said(again)) == (False, [])


def test_a_dismissed_clerk_is_out_at_once_and_comes_back_with_the_file(
    context: AppContext, people: People, clock: Clock
) -> None:
    install(context, site(hall()), "test")
    open_door = session_of(people, clock, person=person(people, "li").id)
    without = hall(staff=[member("boss", "administrator"), member("wang")])
    done = install(context, site(without), "test")
    assert said(done) == [
        "- li先生 (li): is not in the file; disabled, and signed out everywhere at once"
    ]
    assert said(done, "zh") == ["- 人员 li先生（li）：不在文件里，停用，已登录的立即退出"]
    assert person(people, "li").disabled_at == clock()
    assert signing_in.recognise(people, open_door, clock()) is None
    assert not install(context, site(without), "test").changes
    back = install(context, site(hall()), "test")
    assert said(back) == ["+ li先生 (li): is in the file again and may sign in again"]
    assert person(people, "li").disabled_at is None


def test_whom_an_administrator_disabled_stays_disabled(
    context: AppContext, people: People, clock: Clock
) -> None:
    install(context, site(hall()), "test")
    order = administering.ChangePerson(
        administering.By("person:boss"), person(people, "li").id, {"disabled": True}
    )
    administering.change_person(people, order, clock(), str)
    done = install(context, site(hall()), "test")
    assert not done.changes
    assert "disabled by hand" in said(done)[0]
    assert person(people, "li").disabled_at is not None


def test_who_was_added_by_hand_stays(context: AppContext, people: People, clock: Clock) -> None:
    install(context, site(hall()), "test")
    order = administering.AddPerson(
        administering.By("person:boss"), login="zhao", name="赵磊", role="clerk", hall="main"
    )
    administering.add_person(people, order, clock(), str)
    done = install(context, site(hall()), "test")
    assert said(done) == ["= 赵磊 (zhao): is not in the file but was added by hand; left as is"]
    assert person(people, "zhao").disabled_at is None


def test_renamed_and_given_another_role(context: AppContext, people: People, clock: Clock) -> None:
    install(context, site(hall()), "test")
    open_door = session_of(people, clock, person=person(people, "li").id)
    changed = member("li", "manager", name={"zh": "李静", "en": "Li Jing"})
    staff = [member("boss", "administrator"), changed, member("wang")]
    done = install(context, site(hall(staff=staff)), "test")
    assert said(done) == [
        "~ li先生 (li): name becomes 李静 (was li先生)",
        "~ li先生 (li): English name becomes Li Jing (was Li)",
        "~ li先生 (li): role becomes manager (was clerk)",
    ]
    session = signing_in.recognise(people, open_door, clock())
    assert session is not None
    assert session.role == "manager", "who is signed in goes on with the new role"


def test_a_moved_pad_must_be_opened_anew_and_a_device_that_left_is_revoked(
    context: AppContext, people: People, clock: Clock
) -> None:
    install(context, site(hall()), "test")
    pad = session_of(people, clock, device=device(people, "pad-1").id)
    board = session_of(people, clock, device=device(people, "board-1").id)
    moved = hall(devices=[{"key": "pad-1", "kind": "pad", "window": 2}])
    done = install(context, site(moved), "test")
    assert said(done) == [
        "~ Device main/pad-1 (pad-1): window becomes 2 (was 1). Open a new link on it: "
        "servicehall link pad-1 --hall main",
        "- Device main/board-1 (board-1): is not in the file; revoked at once",
    ]
    assert device(people, "pad-1").window == "2"
    for secret in (pad, board):
        assert signing_in.recognise(people, secret, clock()) is None
    back = install(context, site(hall()), "test")
    assert any("board-1" in line and "new" in line for line in said(back))


def test_a_hall_that_left_the_file_is_closed_with_its_history(
    context: AppContext, people: People, clock: Clock
) -> None:
    second = hall("east", staff=[member("chen")])
    install(context, site(hall(), second), "test")
    done = install(context, site(hall()), "test")
    assert said(done) == [
        "- Hall east (east厅): closed, gives no numbers any more; all of its history stays",
        "- chen先生 (chen): is not in the file; disabled, and signed out everywhere at once",
        "- Device east/board-1 (board-1): is not in the file; revoked at once",
        "- Device east/pad-1 (pad-1): is not in the file; revoked at once",
    ]
    with pytest.raises(Refused) as refused:
        take_ticket(context, TakeTicket(hall="east", actor="test", matter="advice"))
    assert refused.value.code == "hall.closed"
    assert verify_hall(context, "east").holds
    assert configuration(context, "east", 1)[1]["halls"][0]["mode"] == "live"
    with context.store.database.reading() as connection:
        assert {row.key: row.mode for row in context.store.halls(connection)} == {
            "main": "live", "east": "closed"
        }  # fmt: skip
    assert not install(context, site(hall()), "test").changes
    back = install(context, site(hall(), second), "test")
    assert said(back)[0] == "+ Hall east (east厅): opened again"
    take_ticket(context, TakeTicket(hall="east", actor="test", matter="advice"))


def test_the_printers_of_a_closed_hall_are_free_for_another(context: AppContext) -> None:
    printer = {"key": "printer-1", "url": "tcp://127.0.0.1:9100"}
    install(context, site(hall(), hall("east", staff=[], printers=[printer])), "test")
    registry = PrinterRegistry(context)
    registry.renew()
    assert list(registry.setups) == ["east/printer-1"]
    install(context, site(hall(printers=[printer])), "test")
    registry.renew()
    assert list(registry.setups) == ["main/printer-1"]


def test_a_closed_hall_begins_no_day(context: AppContext, clock: Clock) -> None:
    install(context, site(hall(), hall("east", staff=[])), "test")
    install(context, site(hall()), "test")
    before = seq_of(context, "east")
    clock.tick(days=1)
    Housekeeper(context).round()
    assert seq_of(context, "east") == before
    assert seq_of(context, "main") > 2


def seq_of(context: AppContext, key: str) -> int:
    with context.store.database.reading() as connection:
        return context.store.seq(connection, key)


def test_a_hall_with_people_in_it_is_not_closed_and_nothing_is_half_done(
    context: AppContext, people: People
) -> None:
    install(context, site(hall(), hall("east", staff=[member("chen")])), "test")
    take_ticket(context, TakeTicket(hall="east", actor="test", matter="advice"))
    with pytest.raises(Refused) as refused:
        install(context, site(hall(postpones=1, staff=[member("boss", "administrator")])), "test")
    assert refused.value.code == "configuration.in_use"
    assert person(people, "li").disabled_at is None
    assert configuration(context, "main")[0] == 1


def test_the_last_administrator_stays_and_nothing_is_half_done(
    context: AppContext, people: People
) -> None:
    install(context, site(hall()), "test")
    with pytest.raises(Refused) as refused:
        install(context, site(hall(postpones=1, staff=[member("li")])), "test")
    assert refused.value.code == "person.last_administrator"
    assert configuration(context, "main")[0] == 1
    assert person(people, "wang").disabled_at is None


def test_another_centre_in_the_same_database_is_left_alone(
    context: AppContext, people: People
) -> None:
    install(context, site(hall()), "test")
    other = hall("clinic", staff=[member("doctor")])
    done = install(context, site(other, centre="云台医院"), "test")
    assert all(line.startswith("+") for line in said(done))
    assert person(people, "li").disabled_at is None


def test_who_moves_to_another_hall_of_the_file_moves(context: AppContext, people: People) -> None:
    both = site(hall(), hall("east", staff=[]))
    install(context, both, "test")
    staff = [member("boss", "administrator"), member("wang")]
    moved = site(hall(staff=staff), hall("east", staff=[member("li")]))
    partly = install(context, moved, "test", only=["main"], trial=True)
    assert not any("(li)" in line and line[0] == "-" for line in said(partly))
    done = install(context, moved, "test")
    assert "~ li先生 (li): hall becomes east (was main)" in said(done)
    assert person(people, "li").hall == "east"


def test_a_trial_changes_nothing_and_what_was_shown_is_what_is_done(
    context: AppContext, people: People, clock: Clock
) -> None:
    install(context, site(hall()), "test")
    wanted = site(hall(postpones=1, staff=[member("boss", "administrator")]))
    shown = install(context, wanted, "test", trial=True)
    assert said(shown)[0] == "~ Hall main: postpones: 2 → 1"
    assert configuration(context, "main")[0] == 1
    assert person(people, "li").disabled_at is None
    order = administering.ChangePerson(
        administering.By("person:boss"), person(people, "li").id, {"name": "李大同"}
    )
    administering.change_person(people, order, clock(), str)
    with pytest.raises(Refused) as refused:
        install(context, wanted, "test", expected=shown)
    assert refused.value.code == "install.changed_meanwhile"
    assert configuration(context, "main")[0] == 1
    again = install(context, wanted, "test", trial=True)
    assert said(install(context, wanted, "test", expected=again)) == said(again)
    assert configuration(context, "main")[0] == 2


def test_every_change_of_people_and_devices_is_in_the_audit_log(
    context: AppContext, people: People
) -> None:
    install(context, site(hall()), "command line")
    install(context, site(hall(devices=[], staff=[member("boss", "administrator")])), "tech")
    with people.reading() as book:
        rows = [(r["action"], r["subject"]) for r in book.audit(None, 50) if r["actor"] == "tech"]
    assert sorted(rows) == [
        ("device.revoked", "board 1"),
        ("device.revoked", "pad 2"),
        ("person.changed", "li"),
        ("person.changed", "wang"),
    ]
