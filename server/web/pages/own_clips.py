"""A hall's own recordings under /voices, and what the shipped ones under /static/voices are."""

import mimetypes
from pathlib import Path

from flask import Blueprint, Response, abort, send_file

from server.voice.clips import SOUNDS, Clips
from server.web.http.versioned_files import YEAR_SECONDS


def own_clips(folder: Path) -> Blueprint:
    """Serves the recordings that `Clips` finds in `folder`, by their address alone: it is made of
    their content, so a browser keeps them for good, and no other file can be asked for."""
    for suffix, kind in SOUNDS.items():  # a bare Debian knows none of them
        mimetypes.add_type(kind, suffix)
    blueprint = Blueprint("voices", __name__)
    known = Clips(folder)

    @blueprint.get("/voices/<language>/<digest>/<file_name>")
    def clip(language: str, digest: str, file_name: str) -> Response:
        nonlocal known
        known = known.refreshed()
        found = known.at(language, digest, file_name)
        if found is None:
            abort(404)
        answer = send_file(found.file.resolve(), SOUNDS[found.file.suffix.lower()])
        answer.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
        return answer

    return blueprint
