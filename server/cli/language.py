"""In which language a command speaks: as it is asked, as the environment says, or as the locale."""

import os
from collections.abc import Mapping
from typing import IO, Any, Literal

import click

Language = Literal["zh", "en"]
VARIABLE = "SERVICEHALL_LANGUAGE"
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first that is set says the locale's language, as for every other command."""


def environment_language(environ: Mapping[str, str]) -> Language:
    """Chinese where SERVICEHALL_LANGUAGE or else the locale says so, otherwise English."""
    asked = environ.get(VARIABLE)
    if asked:
        return "zh" if asked == "zh" else "en"
    said = next((environ[name] for name in LOCALE if environ.get(name)), "")
    return "zh" if said.lower().startswith("zh") else "en"


def language() -> Language:
    """That of the command under way: its option --language, or else the environment's."""
    context = click.get_current_context(silent=True)
    asked = None if context is None else context.params.get("language")
    return "zh" if asked == "zh" else "en" if asked else environment_language(os.environ)


def say(zh: str, en: str) -> str:
    """The sentence in the language of the command under way."""
    return zh if language() == "zh" else en


class Failure(click.ClickException):
    """Ends a command with a sentence, in its language, and exit code 1."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(say(zh, en))

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(say(f"错误：{self.message}", f"Error: {self.message}"), file=file, err=True)


def used_up(link: str) -> tuple[str, str]:
    """That a one-time link lets nobody in any more."""
    return (
        f"{link} 已经用过，或超过半小时。请再打印一个：servicehall link 设备",
        f"{link} opens nothing: it was used, or is older than half an hour. Print another "
        "with: servicehall link KEY",
    )


def silent(server: str, error: Exception) -> tuple[str, str]:
    """That a server could not be asked."""
    return f"{server} 没有应答：{error}", f"{server} does not answer: {error}"


LANGUAGE = click.option(
    "--language", type=click.Choice(["en", "zh"]), envvar=VARIABLE,
    default=lambda: environment_language(os.environ), show_default="as the locale",
    help="Language of the sentences.",
)  # fmt: skip
