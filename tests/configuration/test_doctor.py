"""`servicehall doctor` on a machine: what is well, what to look at, what must be mended."""

import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from printers.template import default_data
from server.cli.doctor import doctor
from server.cli.people import person
from server.main import open_context, people_of
from server.settings import Settings
from server.setup.install import install
from server.storage.migrating import HEAD
from server.usecases.app_context import AppContext, utc_now
from server.usecases.documents import PutTemplate, put_template
from tests.support.characters import no_fonts_installed
from tests.support.web import example_site

Ask = Callable[..., dict[str, list[str]]]


@pytest.fixture
def hall(tmp_path: Path) -> AppContext:
    opened = open_context(Settings(data=tmp_path))
    install(opened, example_site(), "test")
    return opened


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """What the doctor says of each check, with its sign, in English."""
    monkeypatch.setenv("SERVICEHALL_PORT", "0")

    def asked(**variables: str) -> dict[str, list[str]]:
        done = CliRunner().invoke(doctor, ["--data", str(tmp_path), "--json"], env=variables)
        found: dict[str, list[str]] = {}
        for each in json.loads(done.stdout):
            found.setdefault(each["check"], []).append(f"{each['level']}: {each['en']}")
        errors = any(each["level"] == "error" for each in json.loads(done.stdout))
        assert done.exit_code == (1 if errors else 0)
        return found

    return asked


@pytest.mark.usefixtures("hall")
def test_a_hall_that_is_well_has_only_warnings(ask: Ask) -> None:
    found = ask()
    for check in ("settings", "port", "permissions", "journal", "proxies"):
        assert [said.partition(":")[0] for said in found[check]] == ["ok"], found[check]
    assert "no phone can open" in found["public_url"][0]
    assert found["public_url"][0].startswith("warning")


@pytest.mark.usefixtures("hall")
def test_a_misspelt_variable_is_named_with_what_was_meant(ask: Ask) -> None:
    found = ask(SERVICEHALL_PROXYS="1")["settings"]
    assert found[0].startswith("warning")
    assert "SERVICEHALL_PROXYS has no effect" in found[0]
    assert "Did you mean SERVICEHALL_PROXIES?" in found[0]


@pytest.mark.usefixtures("hall")
def test_a_port_that_another_program_has_is_an_error(ask: Ask) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        found = ask(SERVICEHALL_PORT=str(other.getsockname()[1]))["port"]
    assert found[0].startswith("error: Another program listens")
    (elsewhere,) = ask(SERVICEHALL_HOST="192.0.2.1", SERVICEHALL_PORT="8000")["port"]
    assert "must be an address of this machine" in elsewhere


@pytest.mark.usefixtures("hall")
@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"SERVICEHALL_PUBLIC_URL": "http://10.0.0.5"}, "ok: Phones open http://10.0.0.5"),
        ({"SERVICEHALL_PUBLIC_URL": "https://hall.example"}, "warning: public_url is https"),
        ({"SERVICEHALL_PUBLIC_URL": "http://hall.example?a=1"}, "error: public_url"),
        ({"SERVICEHALL_PUBLIC_URL": "http://localhost:8000"}, "warning: The QR codes"),
    ],
)
def test_the_address_for_phones(ask: Ask, variables: dict[str, str], words: str) -> None:
    assert ask(**variables)["public_url"][0].startswith(words)


def test_a_proxy_that_is_not_set_is_an_error(ask: Ask, hall: AppContext) -> None:
    with people_of(hall).writing() as book:
        seen = {"header": "X-Forwarded-For"}
        book.record(utc_now(), "server", "proxy.not_configured", "127.0.0.1", **seen)
    (found,) = ask()["proxies"]
    assert found.startswith("error: A reverse proxy stands in front (127.0.0.1, X-Forwarded-For)")
    assert ask(SERVICEHALL_PROXIES="1")["proxies"][0].startswith("ok")
    (open_,) = ask(SERVICEHALL_PROXIES="1", SERVICEHALL_HOST="0.0.0.0")["proxies"]
    assert open_.startswith("warning")


@pytest.mark.usefixtures("hall")
def test_a_database_that_anybody_may_write_is_an_error(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "servicehall.db").chmod(0o666)
    (found,) = ask()["permissions"]
    assert found.startswith("error: Anybody on this machine may change servicehall.db")


BROKEN = ["newer", "corrupt", "no file"]


@pytest.mark.parametrize("what", BROKEN)
def test_a_database_that_cannot_be_read_gets_one_sentence(
    ask: Ask, hall: AppContext, tmp_path: Path, what: str
) -> None:
    words = broken(hall, tmp_path / "servicehall.db", what)
    (found,) = ask()["database"]
    assert found.startswith("error: The database /")
    assert words in found
    assert "\n" not in found


@pytest.mark.parametrize("what", BROKEN)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_any_other_command_says_it_in_one_sentence_too(
    hall: AppContext, tmp_path: Path, what: str, language: str
) -> None:
    words = broken(hall, tmp_path / "servicehall.db", what)
    done = said(tmp_path, language)
    assert done.exit_code == 1
    assert len(done.output.strip().splitlines()) == 1
    assert str(tmp_path / "servicehall.db") in done.output
    assert "SELECT" not in done.output
    assert "sqlalche" not in done.output
    assert (words in done.output) is (language == "en")


def said(folder: Path, language: str) -> Result:
    variables = {"SERVICEHALL_LANGUAGE": language}
    return CliRunner().invoke(person, ["list", "--data", str(folder)], env=variables)


def broken(hall: AppContext, file: Path, what: str) -> str:
    """Spoil the database; the words that must be said."""
    if what == "newer":
        with hall.store.database.writing() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    hall.store.database.close()
    if what == "newer":
        return f"belongs to a newer version of the program (9999 > {HEAD})"
    for end in ("", "-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)
    if what == "corrupt":
        file.write_bytes(b"this is no database at all, but long enough to be read as one" * 20)
        return "is damaged and can't be read"
    file.mkdir()
    return "can't be opened by the user"


def test_characters_without_a_font_are_told_and_are_no_fault(tmp_path: Path) -> None:
    site = example_site()
    (hall,) = site.halls
    name = hall.name.model_copy(update={"zh": "㛃\U0001f600政务中心"})
    named = site.model_copy(update={"halls": (hall.model_copy(update={"name": name}),)})
    opened = open_context(Settings(data=tmp_path))
    install(opened, named, "test")
    template: Any = {**json.loads(default_data("guide")), "name": "\ue123"}
    put_template(opened, PutTemplate(hall="main", actor="test", kind="guide", data=template))
    with no_fonts_installed(tmp_path):
        done = CliRunner().invoke(doctor, ["--data", str(tmp_path)])
    assert "! Hall main: no font holds '\U0001f600' (U+1F600) of halls[0].name.zh." in done.output
    assert "! Template guide of hall main: no font holds '\ue123' (U+E123)" in done.output
    assert "apt install fonts-hanazono" in done.output
    assert "✗ Hall" not in done.output
