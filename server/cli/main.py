"""The command `servicehall`. Each subcommand is imported when it is called, not before."""

import sys
from importlib import import_module

import click

from server import __version__

COMMANDS = {
    "config": "server.cli.config:config",
    "day": "server.cli.day:day",
    "demo": "server.cli.serve:demo",
    "device": "server.cli.devices:device",
    "doctor": "server.cli.doctor:doctor",
    "install": "server.cli.install:install_site",
    "journal": "server.cli.journal:journal",
    "keypad": "server.cli.keypad:keypad",
    "link": "server.cli.links:link",
    "person": "server.cli.people:person",
    "rehearse": "server.cli.rehearse:rehearse",
    "report": "server.cli.report:report",
    "serve": "server.cli.serve:serve",
    "speaker": "server.cli.speaker:speaker",
    "token": "server.cli.people:token",
    "voice": "server.cli.voice:voice",
    "virtual-printer": "server.cli.virtual_printer:virtual_printer",
    "waits": "server.cli.waits:waits",
}


SERVING = ("serve", "demo")


class Lazy(click.Group):
    """Finds a subcommand by its name and imports only that."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, name = place.split(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="servicehall")
def cli() -> None:
    """Runs the queues of physical service halls."""


def main() -> None:
    """The console script. What serves must make the standard library cooperative first."""
    if any(word in SERVING for word in sys.argv[1:2]):
        from server.patching import patch

        patch()
    cli(prog_name="servicehall")


if __name__ == "__main__":
    main()
