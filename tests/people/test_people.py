"""People, sessions and links on both databases."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from server.domain.errors import Refused
from server.domain.people import (
    PERSON_IDLE,
    Device,
    Person,
    Role,
    Session,
    check_password,
    clean_login,
    device_role,
)
from server.storage.engine import Database
from server.storage.people import People
from server.usecases import administering, passwords, signing_in
from tests.support.halls import MORNING, Clock

BOSS = administering.By("test")


@pytest.fixture
def people(database: Database) -> People:
    return People(database.reading, database.writing)


def add(people: People, login: str, role: str = "clerk", **more: object) -> Person:
    order = administering.AddPerson(BOSS, login, "王建国", role, "main", **more)  # type: ignore[arg-type]
    return administering.add_person(people, order, MORNING, passwords.hash_password)


def test_a_session_from_sign_in_to_its_end(people: People) -> None:
    add(people, "wang", password="seven green lanterns", languages=("zh", "en"))
    order = signing_in.SignIn("wang", "seven green lanterns", "desk")
    opened = signing_in.sign_in(people, order, MORNING, lambda work: work())
    found = signing_in.recognise(people, opened.secret, MORNING)
    assert found is not None
    assert found.person is not None
    assert (found.actor, found.slot, found.person.languages) == (
        "person:wang",
        "desk",
        ("zh", "en"),
    )
    assert signing_in.recognise(people, opened.secret + "x", MORNING) is None
    later = MORNING + timedelta(minutes=90)
    signing_in.touch(people, found, later)
    assert signing_in.recognise(people, opened.secret, MORNING + timedelta(minutes=180)) is not None
    assert signing_in.recognise(people, opened.secret, later + timedelta(hours=3)) is None
    signing_in.sign_out(people, found, later)
    assert signing_in.recognise(people, opened.secret, later) is None


def test_no_secret_is_in_the_database(people: People, database: Database) -> None:
    person = add(people, "wang", password="seven green lanterns")
    secrets = signing_in.make_links(
        people, [signing_in.MakeLink("test", person=person.id)] * 2, MORNING
    )
    opened = signing_in.enter(people, secrets[0], MORNING)
    with database.reading() as connection:
        for table in ("person", "session", "one_time_link", "audit"):
            rows = str(connection.exec_driver_sql(f'SELECT * FROM "{table}"').all())
            for secret in (*secrets, opened.secret, "seven green lanterns"):
                assert secret not in rows


def test_a_link_is_used_once(people: People) -> None:
    person = add(people, "wang")
    wish = signing_in.MakeLink("test", person=person.id, target="/console")
    (secret,) = signing_in.make_links(people, [wish], MORNING)
    entry = signing_in.peek(people, secret)
    assert entry is not None
    assert entry.person == person
    assert signing_in.enter(people, secret, MORNING).target == "/console"
    with pytest.raises(Refused, match=r"link\.used"):
        signing_in.enter(people, secret, MORNING)
    with pytest.raises(Refused, match=r"link\.for_nobody"):
        signing_in.make_links(people, [signing_in.MakeLink("test", person=999)], MORNING)


def test_a_device_is_shut_out_with_its_sessions(people: People) -> None:
    order = administering.AddDevice(BOSS, "评价器", "pad", "main", window="3", key="pad-3")
    device = administering.add_device(people, order, MORNING)
    wish = signing_in.MakeLink("test", device=device.id)
    (secret,) = signing_in.make_links(people, [wish], MORNING)
    opened = signing_in.enter(people, secret, MORNING)
    assert opened.session.actor == f"pad:{device.id}"
    seen = MORNING + timedelta(days=400)
    found = signing_in.recognise(people, opened.secret, seen)
    assert found is not None
    signing_in.touch(people, found, seen)
    with people.reading() as book:
        assert [known.seen_at for known in book.devices()] == [seen]
    administering.revoke_device(people, BOSS, device.id, seen)
    assert signing_in.recognise(people, opened.secret, seen) is None


def test_a_token_may_stand_for_a_person(people: People) -> None:
    person = add(people, "wang")
    wish = signing_in.MakeToken("test", Role.CLERK, "main", "nightly", "3", person.id)
    opened = signing_in.make_token(people, wish, MORNING)
    found = signing_in.recognise(people, opened.secret, MORNING)
    assert found is not None
    assert (found.kind, found.person, found.window) == ("token", person, "3")
    administering.end_session(people, BOSS, found.id, MORNING)
    assert signing_in.recognise(people, opened.secret, MORNING) is None


def test_what_has_long_been_over_is_dropped(people: People) -> None:
    person = add(people, "wang")
    wish = signing_in.MakeLink("test", person=person.id)
    old, used = signing_in.make_links(people, [wish, wish], MORNING)
    signing_in.enter(people, used, MORNING)
    later = MORNING + timedelta(days=32)
    (fresh,) = signing_in.make_links(people, [wish], later)
    opened = signing_in.enter(people, fresh, later)
    assert signing_in.tidy(people, later) == 3
    assert signing_in.peek(people, old) is None
    assert signing_in.recognise(people, opened.secret, later) is not None
    with people.reading() as book:
        made = [e for e in book.audit(None, 20) if e["action"] == "link.made"]
    assert [entry["subject"] for entry in made] == [f"person {person.id}", "2 links"]


@pytest.mark.usefixtures("real_passwords")
def test_passwords_are_argon2id_and_salted() -> None:
    one, two = (passwords.hash_password("seven green lanterns") for _ in range(2))
    assert one.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert one != two
    assert passwords.matches(one, "seven green lanterns")
    assert not passwords.matches(one, "Seven green lanterns")
    assert not passwords.matches(None, "nobody has this password")
    assert not passwords.matches("rubbish", "x")
    assert not passwords.is_outdated(one)


@pytest.mark.usefixtures("real_passwords")
def test_a_weaker_hash_is_renewed_at_sign_in(people: People, database: Database) -> None:
    person = add(people, "wang", password="seven green lanterns")
    weaker = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    old = weaker.hash("seven green lanterns")
    with people.writing() as book:
        book.change_person(person.id, password=old)

    def sign_in(password: str) -> None:
        order = signing_in.SignIn("wang", password)
        signing_in.sign_in(people, order, MORNING, lambda work: work())

    def stored() -> str | None:
        with people.reading() as book:
            return book.password_of("wang")

    with pytest.raises(Refused, match=r"sign_in\.wrong"):
        sign_in("eight green lanterns")
    assert stored() == old, "only the right password renews its hash"
    sign_in("seven green lanterns")
    renewed = stored()
    assert renewed is not None
    assert not passwords.is_outdated(renewed)
    sign_in("seven green lanterns")
    assert stored() == renewed, "a hash of today stays"


@pytest.mark.parametrize("text", ["", " ", "-a", "a-", "a b", "王", "a\x00b", "a" * 65, "a/b"])
def test_odd_login_names(text: str) -> None:
    with pytest.raises(Refused, match=r"login\.malformed"):
        clean_login(text)


def test_rules_of_people() -> None:
    assert clean_login(" Wang.J-1 ") == "wang.j-1"
    check_password("correct horse battery", "wang")
    for bad, code in (
        ("short", "too_short"), ("x" * 201, "too_long"),
        ("aaaaaaaaaaaa", "guessable"), ("Wang is my name", "guessable"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=rf"password\.{code}"):
            check_password(bad, "wang")
    assert device_role("board", None) is Role.BOARD
    with pytest.raises(Refused, match=r"device\.needs_window"):
        device_role("window", None)


def test_when_a_session_is_alive(clock: Clock) -> None:
    now = clock()
    person = Person(1, "wang", "王", Role.CLERK, "main")
    session = Session(
        1, "person", Role.CLERK, "main", "wang", now, now, now + timedelta(hours=12), person=person
    )
    assert session.alive(now + PERSON_IDLE)
    assert not session.alive(now + PERSON_IDLE + timedelta(minutes=2))
    device = Device(7, "屏", Role.BOARD, "main")
    board = Session(
        2, "device", Role.BOARD, "main", "屏", now, now, now + timedelta(days=9), device=device
    )
    assert board.alive(now + timedelta(days=8))
    assert not board.alive(now + timedelta(days=9))
