"""The learned model of one hall as the product uses it: made, kept, recalled, told about."""

import logging
from datetime import date, timedelta
from typing import Any

from server.waits.ml.saving import keep, recall
from server.waits.ml.trainer import School
from server.waits.ml.trial import LearnedAdvisor

log = logging.getLogger("servicehall.waits")
OWN = "hall"
EPOCH = date(1970, 1, 1)


class HallTutor:
    """Learns at night from the hall's own weeks; advises only while it beats the engine there."""

    def __init__(self, kept: bytes | None = None) -> None:
        self._school = School()
        self.advisor = LearnedAdvisor(self._school)
        if kept is None:
            return
        try:
            self._school, advisors = recall(kept)
            self.advisor = advisors[OWN]
        except (ValueError, KeyError, TypeError) as error:
            log.warning("The learned model can't be read, learning anew: %s", error)

    def keep(self) -> bytes:
        """All of it, for the next start."""
        return keep(self._school, {OWN: self.advisor})

    def report(self) -> dict[str, Any]:
        """Whether it answers now, and each time that changed; errors in seconds."""
        return {
            "in_use": self.advisor.in_use,
            "switches": [
                {
                    "day": (EPOCH + timedelta(days=switch.day)).isoformat(),
                    "in_use": switch.in_use,
                    "default_mae_s": round(switch.default_mae),
                    "learned_mae_s": round(switch.learned_mae),
                }
                for switch in self.advisor.switches
            ],
        }
