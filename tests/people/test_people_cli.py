"""The commands that make people, links and tokens, as a shell runs them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli.devices import device
from server.cli.links import link
from server.cli.people import person, token
from server.main import open_context, people_of
from server.settings import Settings
from server.setup.install import install
from server.storage.people import People
from server.usecases import passwords, signing_in
from server.usecases.app_context import utc_now
from tests.support.web import example_site

Run = Callable[..., Result]


@pytest.fixture
def people(tmp_path: Path) -> People:
    context = open_context(Settings(data=tmp_path))
    known = people_of(context)
    install(context, example_site(), "test")
    return known


@pytest.fixture
def run(tmp_path: Path, people: People) -> Run:
    def command(command: object, *words: str, **more: str) -> Result:
        return CliRunner().invoke(command, [*words, "--data", str(tmp_path)], **more)  # type: ignore[arg-type]

    return command


def test_a_token_opens_what_it_says(run: Run, people: People) -> None:
    done = run(token, "--role", "clerk", "--window", "03")
    assert done.exit_code == 0, done.output
    secret = done.output.strip()
    session = signing_in.recognise(people, secret, utc_now())
    assert session is not None
    assert (session.role, session.hall, session.window) == ("clerk", "main", "3")
    admin = run(token, "--role", "administrator").output.strip()
    everywhere = signing_in.recognise(people, admin, utc_now())
    assert everywhere is not None
    assert everywhere.hall == "*"


def test_mistakes_are_said_in_a_sentence(run: Run, tmp_path: Path) -> None:
    assert "no window 99" in run(token, "--role", "clerk", "--window", "99").output
    assert "There is no hall 'x'" in run(token, "--role", "clerk", "--hall", "x").output
    assert "Nobody signs in as 'x'" in run(link, "x").output
    assert "person list" in run(person, "disable", "x").output
    empty = CliRunner().invoke(token, ["--role", "clerk", "--data", str(tmp_path / "new")])
    assert (empty.exit_code, "servicehall demo" in empty.output) == (1, True)
    assert not (tmp_path / "new").exists(), "a mistyped folder became a hall"


def test_a_person_from_the_shell(run: Run, people: People) -> None:
    done = run(person, "add", "Zhao.L", "--name", "赵磊", "--role", "manager")
    assert "servicehall link zhao.l" in done.output
    assert "zhao.l" in run(person, "list").output
    url = run(link, "zhao.l", "--slot", "office").output.strip()
    assert url.startswith("http://127.0.0.1:8000/enter/")
    opened = signing_in.enter(people, url.rpartition("/")[2], utc_now())
    assert (opened.target, opened.session.role) == (
        "/password?next=/today%3Fas%3Doffice&as=office",
        "manager",
    )
    weak = run(person, "password", "zhao.l", input="short\nshort\n")
    assert "at least 10 characters" in weak.output
    words = "seven green lanterns"
    assert run(person, "password", "zhao.l", input=f"{words}\n{words}\n").exit_code == 0
    with people.reading() as book:
        assert passwords.matches(book.password_of("zhao.l"), words)
    assert run(person, "disable", "zhao.l").exit_code == 0
    assert "disabled" in run(person, "list").output
    assert run(person, "enable", "zhao.l").exit_code == 0


def test_a_devices_link(run: Run, people: People) -> None:
    with people.reading() as book:
        pad = next(device for device in book.devices() if device.role == "pad")
    url = run(link, pad.key or "", "--minutes", "5").output.strip()
    opened = signing_in.enter(people, url.rpartition("/")[2], utc_now())
    assert opened.target == f"/pad/{pad.window}"


def test_the_link_leads_where_the_server_was_started(run: Run, people: People) -> None:
    with people.writing() as book:
        book.record(utc_now(), "server", "server.started", "http://10.0.0.7:9000")
    assert run(link, "kiosk-1").stdout.startswith("http://10.0.0.7:9000/enter/")


def test_what_is_set_goes_before_where_it_was_started(
    run: Run, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    with people.writing() as book:
        book.record(utc_now(), "server", "server.started", "http://10.0.0.7:9000")
    monkeypatch.setenv("SERVICEHALL_PUBLIC_URL", "https://hall.example")
    assert run(link, "kiosk-1").stdout.startswith("https://hall.example/enter/")


def test_a_key_that_several_halls_have_needs_the_hall(run: Run, people: People) -> None:
    with people.writing() as book:
        other = {"name": "东厅取号机", "role": "kiosk", "hall": "east", "key": "kiosk-1"}
        number = book.add_device(**other, created_at=utc_now())
    refused = run(link, "kiosk-1")
    assert (refused.exit_code, "--hall (main, east)" in refused.output) == (1, True)
    url = run(link, "kiosk-1", "--hall", "east").stdout.strip()
    assert signing_in.enter(people, url.rpartition("/")[2], utc_now()).session.hall == "east"
    assert "/enter/" in run(link, str(number)).stdout
    assert "in hall 'west'" in run(link, "kiosk-1", "--hall", "west").output


def test_devices_are_listed_with_what_to_do(run: Run, people: People) -> None:
    listed = run(device, "list")
    assert listed.exit_code == 0, listed.output
    line = next(each for each in listed.output.splitlines() if "kiosk-1" in each)
    assert "not connected" in line
    assert "servicehall link KEY --hall HALL" in listed.stderr
    url = run(link, "kiosk-1").stdout.strip()
    signing_in.enter(people, url.rpartition("/")[2], utc_now())
    line = next(x for x in run(device, "list").stdout.splitlines() if "kiosk-1" in x)
    assert "not connected" not in line
    assert run(device, "revoke", line.split()[0]).exit_code == 0
    assert "kiosk-1" not in run(device, "list").output
    assert "revoked" in run(device, "list", "--all").output
    assert "no device" in run(device, "list", "--hall", "x").output


def test_without_a_folder_the_demo_is_meant_if_only_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    context = open_context(Settings(data=Path("data/demo")))
    install(context, example_site(), "test")
    done = CliRunner().invoke(token, ["--role", "clerk", "--window", "3"])
    assert done.exit_code == 0, done.output
    assert "demo's database is meant" in done.stderr
    session = signing_in.recognise(people_of(context), done.stdout.strip(), utc_now())
    assert session is not None
    assert not Path("data/servicehall.db").exists()


def test_an_empty_database_asks_for_the_right_folder(tmp_path: Path) -> None:
    """Beside a running demo, whose folder is another one, that is what is wrong."""
    done = CliRunner().invoke(token, ["--role", "clerk", "--window", "3", "--data", str(tmp_path)])
    assert done.exit_code == 1
    assert "--data data/demo" in done.output
    assert "servicehall install FILE" in done.output
