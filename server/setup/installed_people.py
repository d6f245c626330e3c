"""People of a site file: added, renamed, given other roles, let in again, or shut out."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from server.contracts.site import Site
from server.contracts.site_places import Staff
from server.domain.errors import Refused
from server.domain.people import ALL_HALLS, Person, Role
from server.setup.differences import Difference, becomes, difference, in_words
from server.storage.people import PeopleRepository

SOURCE = "site file"
"""Stands in the audit log: what a site file took away, another one may give back."""

Deed = tuple[str, datetime]
"""Who does it, and when."""


def put_people(
    book: PeopleRepository, site: Site, halls: frozenset[str], gone: frozenset[str], deed: Deed
) -> Iterator[Difference]:
    """Make people what the file says; `gone`: sign-in names that only an earlier file had.

    Refuses `person.last_administrator` when nobody would be left to let others in.
    """
    had_one = _has_administrator(book)
    listed = {member.login.lower() for hall in site.halls for member in hall.staff}
    for hall in site.halls:
        for member in hall.staff:
            person = book.person_by_login(member.login.lower())
            wanted = _wanted(member, hall.key)
            if person is None:
                yield _add(book, wanted, deed)
            else:
                yield from _change(book, person, wanted, deed)
    for person in book.people():
        if person.login in gone and person.disabled_at is None and _of(person, halls):
            yield _shut_out(book, person, deed)
        elif person.hall in halls and person.disabled_at is None and person.login not in listed:
            yield _stays(person)
    if had_one and not _has_administrator(book):
        raise Refused("person.last_administrator")


def _of(person: Person, halls: frozenset[str]) -> bool:
    return person.hall in halls or person.hall == ALL_HALLS


def _has_administrator(book: PeopleRepository) -> bool:
    return any(
        p.role is Role.ADMINISTRATOR and p.hall == ALL_HALLS and p.disabled_at is None
        for p in book.people()
    )


def _wanted(member: Staff, hall: str) -> dict[str, Any]:
    return {
        "login": member.login.lower(),
        "name": member.name.zh,
        "name_en": member.name.en,
        "role": Role(member.role),
        "hall": ALL_HALLS if member.role == "administrator" else hall,
        "staff_no": member.staff_no,
        "post": member.post.zh,
        "languages": list(member.languages),
    }


def _whose(name: str, login: str) -> tuple[str, str]:
    return f"人员 {name}（{login}）", f"{name} ({login})"


def _add(book: PeopleRepository, wanted: dict[str, Any], deed: Deed) -> Difference:
    actor, now = deed
    book.add_person(**wanted, password=None, created_at=now)
    told = {"role": wanted["role"], "hall": wanted["hall"], "source": SOURCE}
    book.record(now, actor, "person.added", wanted["login"], **told)
    (zh, en), (role_zh, role_en) = (
        _whose(wanted["name"], wanted["login"]),
        in_words("role", wanted["role"]),
    )
    hall_zh, hall_en = in_words("hall", wanted["hall"])
    return difference("+", f"{zh}：新增，{role_zh}，{hall_zh}", f"{en}: new, {role_en}, {hall_en}")


def _change(
    book: PeopleRepository, person: Person, wanted: dict[str, Any], deed: Deed
) -> Iterator[Difference]:
    actor, now = deed
    whose = _whose(person.name, person.login)
    values = {key: value for key, value in wanted.items() if _differs(person, key, value)}
    for part, value in values.items():
        yield becomes(whose, part, getattr(person, part), value)
    told = {key: str(value) for key, value in values.items()}
    if person.disabled_at is not None:
        if _by_file(book, person):
            values["disabled_at"], told["disabled"] = None, "False"
            yield difference(
                "+", f"{whose[0]}：又在文件里，可以重新登录",
                f"{whose[1]}: is in the file again and may sign in again",
            )  # fmt: skip
        else:
            yield difference(
                "=", f"{whose[0]}：曾被手工停用，保持停用。要恢复：servicehall person enable "
                f"{person.login}",
                f"{whose[1]}: was disabled by hand and stays so. To let them in: servicehall "
                f"person enable {person.login}",
            )  # fmt: skip
    if values:
        book.change_person(person.id, **values)
        book.record(now, actor, "person.changed", person.login, **told, source=SOURCE)


def _differs(person: Person, part: str, value: Any) -> bool:
    known = getattr(person, part)
    return bool((list(known) if part == "languages" else known) != value)


def _by_file(book: PeopleRepository, person: Person) -> bool:
    last = book.last_change(person.login, "disabled")
    return last is not None and last.get("source") == SOURCE


def _shut_out(book: PeopleRepository, person: Person, deed: Deed) -> Difference:
    actor, now = deed
    book.change_person(person.id, disabled_at=now)
    book.end_sessions(now, person_id=person.id)
    book.record(now, actor, "person.changed", person.login, disabled="True", source=SOURCE)
    zh, en = _whose(person.name, person.login)
    return difference(
        "-", f"{zh}：不在文件里，停用，已登录的立即退出",
        f"{en}: is not in the file; disabled, and signed out everywhere at once",
    )  # fmt: skip


def _stays(person: Person) -> Difference:
    zh, en = _whose(person.name, person.login)
    return difference(
        "=", f"{zh}：不在文件里，是手工添加的，保持不变",
        f"{en}: is not in the file but was added by hand; left as is",
    )  # fmt: skip
