"""How good the hall's wait ranges were, by its own score."""

from typing import Any

from flask import Blueprint

from server.contracts import requests_waits as asked
from server.contracts.answers_waits import WaitScores
from server.usecases.wait_scores import wait_scores_of
from server.web.binding import operation
from server.web.places import house

blueprint = Blueprint("waits", __name__, url_prefix="/api/v1/halls")


@operation(
    blueprint, "GET", "/<hall>/waits/score", summary="How often the wait ranges held",
    query=asked.Score, answers=WaitScores,
)  # fmt: skip
def score(hall: str, query: asked.Score) -> dict[str, Any]:
    """What was told at issue against the wait until the first call; the definition comes along."""
    return wait_scores_of(house(), hall, query.days)
