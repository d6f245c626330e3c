"""Static files under addresses that change with them, so that a browser may keep them for good.

Pages name `/static/~<version>/kit/kit.css`; the version is a digest over all files, so an
upgrade changes every address at once and no module is ever older than its neighbours. The files
themselves say `/static/…`; the version is put into them as they are served. Without one the same
file is there too, and is asked for anew each time.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from flask import Flask, Response, request

PREFIX = "/static/~"
ASKED = "servicehall.static_version"
WORD = re.compile(r"/static/~([0-9a-f]{1,32})(/.*)")
NAMED = re.compile(rb"""(["'(])/static/(?!~)""")
WITH_NAMES = frozenset({"text/html", "text/css", "text/javascript"})
YEAR_SECONDS = 365 * 24 * 3600

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def digest(folders: Iterable[str]) -> str:
    """A short name for all files as they are: their paths, sizes and times of change."""
    known = hashlib.sha256()
    for folder in sorted(folders):
        for path, size, changed in sorted(_files(folder)):
            known.update(f"{path}|{size}|{changed}\n".encode())
    return known.hexdigest()[:12]


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    """Path, bytes and time of change (ns) of every file below; two thousand, most of them words of
    the voices, so no object is made of each."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path)
            elif entry.is_file():
                stat = entry.stat()
                yield entry.path, stat.st_size, stat.st_mtime_ns


def install(app: Flask) -> None:
    """After all blueprints are registered."""
    folders = {app.static_folder, *(each.static_folder for each in app.blueprints.values())}
    version = digest(folder for folder in folders if folder)
    inner: Wsgi = app.wsgi_app

    def outer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        found = WORD.fullmatch(environ.get("PATH_INFO", ""))
        if found is not None:
            environ[ASKED] = found[1]
            environ["PATH_INFO"] = f"/static{found[2]}"
        return inner(environ, start)

    def name(response: Response) -> Response:
        asked = request.environ.get(ASKED)
        if response.mimetype in WITH_NAMES and response.status_code != 304:
            page = response.mimetype == "text/html"
            if page or asked is not None:
                _name(response, asked or version)
        if asked == version and response.status_code in (200, 206, 304):
            response.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
        return response

    app.wsgi_app = outer  # type: ignore[method-assign, assignment]
    app.after_request(name)


def _name(response: Response, version: str) -> None:
    """Say the version in every address of a static file."""
    response.direct_passthrough = False
    said = NAMED.sub(rb"\1" + f"{PREFIX}{version}/".encode(), response.get_data())
    response.set_data(said)
