"""How good the hall's wait ranges were, and how many windows the day still needs."""

from datetime import time

from flask import Blueprint

from server.contracts import requests_waits as asked
from server.contracts.answers_waits import StaffingPlan, WaitScores
from server.usecases import staffing_plan
from server.usecases.wait_scores import wait_scores_of
from server.web.http.request_scope import context
from server.web.openapi.binding import operation

blueprint = Blueprint("waits", __name__, url_prefix="/api/v1/halls")


@operation(
    blueprint, "GET", "/<hall>/waits/score", summary="How often the wait ranges held",
    query=asked.ScoreQuery, answers=WaitScores,
)  # fmt: skip
def score(hall: str, query: asked.ScoreQuery) -> WaitScores:
    """What was told at issue against the wait until the first call; the definition comes along."""
    return wait_scores_of(context(), hall, query.days)


@operation(
    blueprint, "GET", "/<hall>/staffing", summary="Windows needed, and what if more opened",
    query=asked.Staffing, answers=StaffingPlan,
)  # fmt: skip
def staffing(hall: str, query: asked.Staffing) -> StaffingPlan:
    """The rest of the day's queue, played with the hall's own arrivals and service times."""
    at = None if query.at is None else time.fromisoformat(query.at)
    question = staffing_plan.StaffingQuestion(hall, query.pledge, query.more, at)
    return staffing_plan.plan(context(), question)
