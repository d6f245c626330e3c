"""Notices among the changes of a day: each that was shown, and each that somebody took away."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from server.contracts.answers_changes import ChangeToday
from server.domain.window import wire_time
from server.storage.notices import StandingNotice


def noticed(
    notices: Sequence[StandingNotice],
    standing: Sequence[StandingNotice],
    now: datetime,
    began: datetime,
) -> Iterator[ChangeToday]:
    """Those of today, the oldest first. One that stands can be taken away; one that was taken away
    can be shown again until its end, unless another stands in its place."""
    stands = {each.seq for each in standing if not each.over(now)}
    taken = {each.matter for each in standing if not each.over(now)}
    replaced = {each.seq for each in notices}
    for each in notices:
        words, subject, until = dict(each.words), each.matter or "", wire_time(each.until)
        if each.at >= began:
            yield ChangeToday(
                version=each.seq, at=wire_time(each.at), actor=each.actor, kind="notice",
                subject=subject, until=until, before=None, after=words, holds=each.seq in stands,
            )  # fmt: skip
        gone = each.ended_at is not None and each.ended_by is not None
        if gone and each.ended_at and each.ended_seq not in replaced:
            yield ChangeToday(
                version=each.ended_seq or 0, at=wire_time(each.ended_at),
                actor=each.ended_by or "", kind="notice", subject=subject, until=until,
                before=words, after=None,
                holds=each.matter not in taken and not each.over(now),
            )  # fmt: skip
