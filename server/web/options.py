"""What the web is told by the composition root."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from server import __version__

Run = Callable[[Callable[[], Any]], Any]
Describe = Callable[[dict[str, Any], str, int, date], dict[str, Any]]
"""A hall's public description: its document, its key, the document's version, the day."""
Rehearse = Callable[[bytes, str], dict[str, Any]]
"""Makes a rehearsal hall from a site document (JSON); the actor's name goes into the journal."""


def on_the_spot(work: Callable[[], Any]) -> Any:
    """Runs work where it is; a server under gevent gives its thread pool instead."""
    return work()


@dataclass(frozen=True)
class Options:
    """`run_in_threadpool` runs what takes milliseconds of processor away from the sockets.

    `secure`: the hall is reached over https. `proxies`: trusted reverse proxies in front.
    `default_hall`: the hall of a page that names none. `paper_pages`: where the demo's
    virtual printers show their paper, by their keys. `public_url`: what phones reach the hall
    by, if that differs from what the kiosk's browser asked for. `media`: the folder of the pictures
    and videos that boards show between calls. `shared_fonts`: the folder of the fonts that screens
    take from paper. `voices`: the folder of the hall's own recordings. `photographs`: the
    folder of people's photographs. `make_photograph`: checks a picture and makes it ready.
    """

    describe: Describe
    rehearse: Rehearse | None = None
    demo: bool = False
    secure: bool = False
    proxies: int = 0
    version: str = __version__
    run_in_threadpool: Run = on_the_spot
    default_hall: str | None = None
    shared_fonts: Path | None = None
    voices: Path | None = None
    paper_pages: Mapping[str, str] = field(default_factory=dict)
    public_url: str | None = None
    media: Path | None = None
    photographs: Path | None = None
    make_photograph: Callable[[bytes], bytes] = bytes
