"""The fonts that screens share with paper, under /static/fonts."""

from pathlib import Path

from flask import Blueprint, abort, request

FONTS = (".woff2", ".ttf", ".otf", ".txt")


def shared_fonts(folder: Path) -> Blueprint:
    """Serves the font files of `folder` and their licence; nothing else that lies there."""
    blueprint = Blueprint("fonts", __name__, static_folder=folder, static_url_path="/static/fonts")

    @blueprint.before_request
    def fonts_only() -> None:
        if not request.path.endswith(FONTS):
            abort(404)

    return blueprint
