"""The learned model of one hall: made anew or loaded, saved, reported on."""

import logging
from datetime import date, timedelta

from server.contracts.answers_waits import ModelReport, ModelSwitch
from server.waits.ml.saving import load, save
from server.waits.ml.trainer import Trainer
from server.waits.ml.trial import LearnedAdvisor

log = logging.getLogger("servicehall.waits")
OWN = "hall"
EPOCH = date(1970, 1, 1)


class LearnedModel:
    """Learns at night from the hall's own weeks; advises only while it beats the engine there."""

    def __init__(self, kept: bytes | None = None) -> None:
        self._trainer = Trainer()
        self.advisor = LearnedAdvisor(self._trainer)
        if kept is None:
            return
        try:
            self._trainer, advisors = load(kept)
            self.advisor = advisors[OWN]
        except (ValueError, KeyError, TypeError) as error:
            log.warning("The learned model can't be read, learning anew: %s", error)

    def save(self) -> bytes:
        """All of it, for the next start."""
        return save(self._trainer, {OWN: self.advisor})

    def report(self) -> ModelReport:
        """Whether it answers now, and each time that changed; errors in seconds."""
        return ModelReport(
            in_use=self.advisor.in_use,
            switches=[
                ModelSwitch(
                    day=(EPOCH + timedelta(days=switch.day)).isoformat(),
                    in_use=switch.in_use,
                    default_mae_s=round(switch.default_mae),
                    learned_mae_s=round(switch.learned_mae),
                )
                for switch in self.advisor.switches
            ],
        )
