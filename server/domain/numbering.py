"""Ticket numbers: a prefix of the queue and a serial of the business day."""

from server.domain.errors import Refused

LAST = 9999


def number(prefix: str, serial: int) -> str:
    """`A001` … `A999`, then `A1000` … `A9999`; the serial counts from 1 in each queue and day.

    Refused `numbers.exhausted` past 9999: no number is ever used twice in a day.
    """
    if not 1 <= serial <= LAST:
        raise Refused("numbers.exhausted", {"prefix": prefix, "last": LAST})
    return f"{prefix}{serial:03d}"
