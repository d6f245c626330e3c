"""Which process has which paper in hand.

A process claims a paper before it hands it to a printer, so that of several processes only one
prints it. Claims of a process that is gone are taken over by the one that prints next, which knows
by them what may be on paper already. A claim ends with its paper.
"""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, text

What = Literal["ticket", "document"]

# Written out, because ON CONFLICT reads the same on both databases but has no common builder.
_RAISE = text(
    "UPDATE print_claim SET copy = :copy, owner = :owner WHERE hall = :hall AND what = :what "
    'AND "of" = :of AND (copy < :copy OR (copy = :copy AND owner = :owner))'
)
_PUT = text(
    'INSERT INTO print_claim (hall, what, "of", copy, owner) '
    "VALUES (:hall, :what, :of, :copy, :owner) ON CONFLICT DO NOTHING"
)
_TAKE_OVER = text(
    "UPDATE print_claim SET owner = :owner WHERE hall = :hall AND owner <> :owner "
    'RETURNING what, "of"'
)
_END = text('DELETE FROM print_claim WHERE hall = :hall AND what = :what AND "of" = :of')


@dataclass(frozen=True, slots=True)
class Claim:
    """A copy of a ticket (`of` its code) or of a document (`of` its id)."""

    hall: str
    what: What
    of: str
    copy: int = 0


def claim(connection: Connection, wanted: Claim, owner: str) -> bool:
    """Whether this copy is the owner's: False when another claimed it, or anybody a later copy.

    The owner may ask again: it may not have heard that it has it, where the database went away.
    """
    values = {
        "hall": wanted.hall, "what": wanted.what, "of": wanted.of, "copy": wanted.copy,
        "owner": owner,
    }  # fmt: skip
    if connection.execute(_RAISE, values).rowcount:
        return True
    return bool(connection.execute(_PUT, values).rowcount)


def take_over(connection: Connection, hall: str, owner: str) -> set[tuple[str, str]]:
    """Makes every claim of others the owner's; answers with what they had in hand."""
    rows = connection.execute(_TAKE_OVER, {"hall": hall, "owner": owner})
    return {(row[0], row[1]) for row in rows}


def end(connection: Connection, hall: str, what: What, of: str) -> None:
    """The paper is settled."""
    connection.execute(_END, {"hall": hall, "what": what, "of": of})
