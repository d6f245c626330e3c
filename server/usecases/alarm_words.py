"""An alarm out of its two sentences: what is wrong, and what to do."""

from collections.abc import Mapping

from server.contracts.answers_hall import Alarm, AlarmKind
from server.domain.hall import Hall
from server.usecases.hall_words import said

Words = Mapping[str, str]


def alarm(
    hall: Hall,
    kind: AlarmKind,
    text: Words,
    action: Words,
    facts: Mapping[str, object],
    window: str | None = None,
) -> Alarm:
    """`facts`: of both sentences; `sign` is a window's number and becomes its name in `{at}`.
    `window`: the one that the alarm is about, which the page may sign off."""
    sign = facts.get("sign")
    named = {} if sign is None else {"at": hall.named(str(sign).zfill(2))}
    whole = {**facts, **named, "window": sign}
    return Alarm(
        kind=kind, window=window, text=said(hall, text, **whole), action=said(hall, action, **whole)
    )
