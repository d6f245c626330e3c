"""Draws docs/states.md from the transition table: python -m tools.draw_states

The table in server/domain/ticket.py is the truth; a test fails when the drawing is old.
"""

from collections.abc import Iterator
from pathlib import Path

from server.domain.ticket import ENDED, TRANSITIONS, UNDOABLE, State, Step

PAGE = Path(__file__).parent.parent / "docs" / "states.md"

HEAD = """# The states of a ticket

Written by `python -m tools.draw_states` from the table in `server/domain/ticket.py`; change it
there. Whatever the table does not list is refused (`ticket.step`), and changes nothing.

A ticket keeps its number in every state. `closed` remembers what the ticket was when its day
ended (`closed_from`): it never counts as served. `no_show` can come back until the day ends.
"""

MEANING = {
    State.ISSUED: "numbered, its paper not out yet; in no queue",
    State.WAITING: "in the line of its matter, or of one window",
    State.CALLED: "called to a window",
    State.SERVING: "being served at a window",
    State.PARKED: "away for a while, kept by the window",
    State.NO_SHOW: "did not come when called",
    State.FINISHED: "served",
    State.CANCELLED: "given back by its holder",
    State.CLOSED: "open when its day ended",
}


def page() -> str:
    """The whole of docs/states.md."""
    return "\n".join([HEAD, *_diagram(), "", *_meanings(), "", *_table(), "", *_undo(), ""])


def _diagram() -> Iterator[str]:
    yield from ("```mermaid", "stateDiagram-v2", "    [*] --> issued", "    [*] --> waiting")
    joined: dict[tuple[State, State], list[str]] = {}
    for (before, step), after in TRANSITIONS.items():
        joined.setdefault((before, after), []).append(step.value)
    for (before, after), steps in joined.items():
        yield f"    {before.value} --> {after.value}: {', '.join(steps)}"
    yield from (f"    {state.value} --> [*]" for state in State if state in ENDED)
    yield "```"


def _meanings() -> Iterator[str]:
    yield from ("| State | What it means |", "| --- | --- |")
    yield from (f"| {state.value} | {meaning} |" for state, meaning in MEANING.items())


def _table() -> Iterator[str]:
    """One row a state, one column a step; an empty cell is refused."""
    yield "| | " + " | ".join(step.value for step in Step) + " |"
    yield "| --- " * (len(Step) + 1) + "|"
    for state in State:
        after = (TRANSITIONS.get((state, step)) for step in Step)
        yield f"| **{state.value}** | " + " | ".join(s.value if s else "" for s in after) + " |"


def _undo() -> Iterator[str]:
    steps = ", ".join(step.value for step in Step if step in UNDOABLE)
    yield "A clerk's last step can be taken back for a while if nobody has built on it since:"
    yield f"{steps}. The ticket and the window become what they were, and the journal keeps both."


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
