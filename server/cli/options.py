"""What subcommands share: reading settings, opening the house, saying refusals in a sentence."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import click

from server.cli.database_trouble import ERRORS, meant, trouble
from server.cli.language import Failure
from server.cli.main import SERVING
from server.domain.errors import Refused
from server.settings import Settings, SettingsError, load

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def settings_of(**given: Any) -> Settings:
    """Settings with what the command line gave on top; a bad one ends the command in words."""
    try:
        settings = load(**given)
    except SettingsError as error:
        raise Failure(error.zh, error.en) from error
    logging.basicConfig(level=settings.log_level, format=FORMAT)
    logging.getLogger("alembic").setLevel(logging.WARNING)  # one line a table at each start
    return settings


def in_words(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command whose refusals and database errors reach a person as one sentence."""

    @wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            with _quiet_storage():
                return command(*args, **kwargs)
        except Refused as refused:
            raise Failure(sentence(refused, "zh"), sentence(refused, "en")) from refused
        except ERRORS as error:
            raise Failure(*trouble(error, meant(kwargs))) from error

    return guarded


@contextmanager
def _quiet_storage() -> Iterator[None]:
    """A person at a shell is told once what is wrong with the database, by the sentence; a server
    has a log for it."""
    entered = click.get_current_context(silent=True)
    storage = logging.getLogger("servicehall.storage")
    before = storage.level
    if entered is None or entered.info_name not in SERVING:
        storage.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        storage.setLevel(before)


def sentence(refused: Refused, language: str) -> str:
    """The refusal as the web would say it."""
    from server.web.http.texts import problem_texts

    text = problem_texts(refused.code, refused.facts, language)
    return f"{text['detail']}{'' if language == 'zh' else ' '}{text['action']}"
