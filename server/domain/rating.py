"""Ratings (好差评): one voice a visit. Who may change what was given, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LEVELS = range(1, 6)
"""5 非常满意 … 1 非常不满意."""
RATEABLE_FOR = timedelta(days=3)
PAD_WITHIN = timedelta(minutes=10)
"""After the end of a visit its window's pad takes a rating for so long."""
PAD_CHANGE_WITHIN = timedelta(minutes=1)
"""A pad can't tell who stands before it: the level that it took may change for so long."""


class RatingChannel(StrEnum):
    """Where a visit is rated; it follows from who asks, never from what they say."""

    PHONE = "phone"  # whoever holds the ticket's code
    PAD = "pad"
    KIOSK = "kiosk"


@dataclass(frozen=True, slots=True)
class GivenRating:
    """A rating, or a later version of it. `by`: the actor, which tells one device from another."""

    level: int
    at: datetime
    channel: RatingChannel
    by: str


def is_version(new: GivenRating, given: Sequence[GivenRating]) -> bool:
    """Whether `new` is its giver's own change of the ratings `given`, oldest first.

    Never from another channel or another pad; on a pad another level only at once, for whoever
    stands there later may be somebody else.
    """
    first, last = given[0], given[-1]
    if new.channel is not last.channel:
        return False
    if new.channel is not RatingChannel.PAD:
        return True
    at_once = new.at - first.at <= PAD_CHANGE_WITHIN
    return new.by == last.by and (at_once or new.level == last.level)
