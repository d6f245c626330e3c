"""The last ticket of a day: who asks a kiosk for a number so late that the doors close first."""

from datetime import timedelta

from server.domain.errors import Refused
from server.domain.hall import LastTicket
from server.domain.waiting.estimate import Estimate
from server.domain.window import wire_time
from server.storage.unit import HallUnit

KIOSK = "kiosk"


def not_too_late(
    unit: HallUnit, matter: str, channel: str, estimate: Estimate | None, told: bool
) -> None:
    """Refuses `matter.too_late` where the hall refuses, and `matter.perhaps_too_late` where it
    warns and nobody has been `told`, when the middle of the estimated wait ends after closing.

    Where no wait is known, nothing is. Staff, who take a number for somebody, see the hall.
    """
    hall, rule = unit.hall, unit.hall.last_ticket
    closes = None if hall.hours.always else hall.hours.closing(unit.now)
    if channel != KIOSK or closes is None or estimate is None or rule is LastTicket.OFF:
        return
    runs_over = hall.hours.runs_over(unit.day)
    if runs_over or unit.now + timedelta(seconds=estimate.point) < closes:
        return
    facts: dict[str, object] = {
        "hall": hall.key, "matter": matter, "minutes": max(1, round(estimate.point / 60)),
        "closes": wire_time(closes), "opens": wire_time(hall.hours.next_opening(closes)),
    }  # fmt: skip
    if rule is LastTicket.REFUSE:
        raise Refused("matter.too_late", facts)
    if not told:
        raise Refused("matter.perhaps_too_late", facts)
