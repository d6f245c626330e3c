"""A trained model as bytes: the remembered weeks, the trees, and each hall's trial."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from server.waits.ml.trainer import Trainer
from server.waits.ml.trial import LearnedAdvisor, Switch, Trial

FORMAT = 2


def save(trainer: Trainer, advisors: Mapping[str, LearnedAdvisor]) -> bytes:
    """The trainer and its halls by name. Questions still open are not kept: few, and for a day."""
    state = {
        "format": FORMAT,
        "trainer": trainer.state(),
        "halls": {name: _advisor(advisor) for name, advisor in advisors.items()},
    }
    return zlib.compress(json.dumps(state, separators=(",", ":")).encode(), 6)


def load(kept: bytes) -> tuple[Trainer, dict[str, LearnedAdvisor]]:
    """What `save` wrote; refuses (ValueError) anything else, so that one learns anew."""
    try:
        state = json.loads(zlib.decompress(kept))
    except (zlib.error, ValueError) as problem:
        raise ValueError(f"what was learned can't be read: {problem}") from problem
    if not isinstance(state, dict) or state.get("format") != FORMAT:
        raise ValueError(f"what was learned is not of format {FORMAT}")
    trainer = Trainer.from_state(state["trainer"])
    return trainer, {name: _read(trainer, item) for name, item in state["halls"].items()}


def _advisor(advisor: LearnedAdvisor) -> dict[str, Any]:
    return {
        "hall": advisor.hall,
        "in_use": advisor.in_use,
        "day": advisor.day,
        "switches": [asdict(switch) for switch in advisor.switches],
        "trials": [asdict(trial) for trial in advisor.trials],
    }


def _read(trainer: Trainer, state: dict[str, Any]) -> LearnedAdvisor:
    advisor = LearnedAdvisor(trainer, state["hall"])
    advisor.in_use, advisor.day = state["in_use"], state["day"]
    advisor.switches = [Switch(**switch) for switch in state["switches"]]
    advisor.trials.clear()
    advisor.trials.extend(Trial(**trial) for trial in state["trials"])
    return advisor
