"""`servicehall token` and `person`: people and scripts, from the machine's own shell.

Whoever may read and write the database may do all of this; the audit log names it as the
command line's.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from server.cli.database import standing
from server.cli.language import Failure, say
from server.cli.options import in_words
from server.domain.people import ALL_HALLS, PERSON_ROLES, Role

if TYPE_CHECKING:
    from server.storage.people import People
    from server.usecases.app_context import AppContext

ACTOR = "command line"
ROLES = click.Choice([role.value for role in Role])
PEOPLES_ROLES = click.Choice(sorted(role.value for role in PERSON_ROLES))
HALL = click.option("--hall", help="The hall's key, * for all; without it, the only live hall.")


def of_database(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which database, and refusals as one sentence."""
    for option in (
        click.option("--database", help="Database address; without it, as configured."),
        click.option("--data", type=click.Path(path_type=Path), help="Folder of the database."),
    ):
        command = option(command)
    return in_words(command)


def opened(given: dict[str, Any]) -> "tuple[AppContext, People]":
    from server.main import open_context, people_of

    context = open_context(standing(given))
    return context, people_of(context)


def _hall(context: "AppContext", wanted: str | None, role: str) -> str:
    """The hall meant. An administrator is one of all halls unless a hall is named."""
    with context.store.database.reading() as connection:
        modes = {row.key: row.mode for row in context.store.halls(connection)}
    if wanted == ALL_HALLS or (wanted is None and role == Role.ADMINISTRATOR):
        return ALL_HALLS
    live = [key for key, mode in modes.items() if mode == "live"]
    if wanted is None and len(live) == 1:
        return str(live[0])
    if wanted in modes:
        return str(wanted)
    if not modes:
        raise Failure(
            "这个数据库里没有大厅。请写明是哪一个（servicehall demo 的：--data data/demo），"
            "或用 servicehall install 文件 放入站点文件。",
            "This database has no hall. Say where the one meant is (that of `servicehall demo`: "
            "--data data/demo), or put a site file into force with `servicehall install FILE`.",
        )
    said = "There are several halls" if wanted is None else f"There is no hall {wanted!r}"
    said_zh = "有几个大厅" if wanted is None else f"没有大厅“{wanted}”"
    there = ", ".join(modes)
    raise Failure(
        f"{said_zh}：请用 --hall 写明一个（{there}）。", f"{said}: name one with --hall ({there})."
    )


def _window(context: "AppContext", hall: str, window: str | None) -> str | None:
    if window is None or hall == ALL_HALLS:
        return window
    key = window.upper().lstrip("0") or window
    with context.store.database.reading() as connection:
        return context.store.hall(connection, hall).window(key).key


@click.command()
@click.option("--role", type=ROLES, required=True, help="What the token may do.")
@click.option("--window", help="The one window it may work at.")
@HALL
@click.option("--label", help="What it is for; shown over the window while a script sits there.")
@click.option("--days", type=click.IntRange(1, 3650), default=365, show_default=True)
@of_database
def token(
    role: str, window: str | None, hall: str | None, label: str | None, days: int, **given: Any
) -> None:
    """Print a bearer token for scripts. It is shown this once."""
    from server.usecases.signing_in import MakeToken, make_token

    context, people = opened(given)
    key = _hall(context, hall, role)
    order = MakeToken(
        actor=ACTOR,
        role=Role(role),
        hall=key,
        label=label or (f"{role} {window}" if window else role),
        window=_window(context, key, window),
        life=timedelta(days=days),
    )
    click.echo(make_token(people, order, context.now()).secret)


@click.group()
def person() -> None:
    """Those who sign in."""


@person.command("list")
@of_database
def list_people(**given: Any) -> None:
    """Everybody, with role and hall."""
    _, people = opened(given)
    with people.reading() as book:
        for known in book.people():
            state = say("已停用", "disabled")
            if known.disabled_at is None:
                state = "" if known.has_password else say("凭链接登录", "by link")
            click.echo(f"{known.login:20} {known.role:14} {known.hall:10} {known.name} {state}")


@person.command("add")
@click.argument("login")
@click.option("--name", required=True, help="As the window screen shows it.")
@click.option("--role", type=PEOPLES_ROLES, required=True)
@HALL
@click.option("--staff-no", help="Public staff number.")
@click.option("--post", help="Public post.")
@of_database
def add(
    login: str, name: str, role: str, hall: str | None, staff_no: str | None, post: str | None,
    **given: Any,
) -> None:  # fmt: skip
    """Add somebody. They come in by `servicehall link LOGIN` and set a password."""
    from server.usecases import administering, passwords

    context, people = opened(given)
    order = administering.AddPerson(
        by=administering.By(ACTOR),
        login=login,
        name=name,
        role=role,
        hall=_hall(context, hall, role),
        staff_no=staff_no,
        post=post,
    )
    added = administering.add_person(people, order, context.now(), passwords.hash_password)
    command = f"servicehall link {added.login}"
    click.echo(
        say(
            f"已添加 {added.login}。让本人登录：{command}",
            f"Added {added.login}. Let them in: {command}",
        )
    )


@person.command("password")
@click.argument("login")
@click.password_option("--password", help="Asked for when it is not given.")
@of_database
def password(login: str, password: str, **given: Any) -> None:
    """Set a new password; open sessions of the person end."""
    _change(login, {"password": password}, given)
    click.echo(say(f"{login} 的密码已更换。", f"{login} has a new password."))


@person.command("disable")
@click.argument("login")
@of_database
def disable(login: str, **given: Any) -> None:
    """Shut somebody out at once."""
    _change(login, {"disabled": True}, given)
    click.echo(say(f"{login} 不能再登录。", f"{login} can't sign in any more."))


@person.command("enable")
@click.argument("login")
@of_database
def enable(login: str, **given: Any) -> None:
    """Let somebody in again."""
    _change(login, {"disabled": False}, given)
    click.echo(say(f"{login} 又可以登录了。", f"{login} can sign in again."))


def _change(login: str, changes: dict[str, object], given: dict[str, Any]) -> None:
    from server.usecases import administering, passwords

    context, people = opened(given)
    with people.reading() as book:
        found = book.person_by_login(login.strip().lower())
    if found is None:
        raise Failure(
            f"没有人用“{login}”登录。请看 servicehall person list。",
            f"Nobody signs in as {login!r}. See `servicehall person list`.",
        )
    order = administering.ChangePerson(administering.By(ACTOR), found.id, changes)
    administering.change_person(people, order, context.now(), passwords.hash_password)
