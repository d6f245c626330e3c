"""What a person is told about a wait: minutes in words, or why none is known."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from server.domain.waiting.estimate import Estimate

Words = Mapping[str, str]
NARROW = 10  # minutes: a range of this width or less can be planned with
WIDE = 60  # a range wider than this says nothing beyond its middle


class WaitUnknown(StrEnum):
    """Why no wait is told."""

    NO_WINDOW = "no_window"
    PAUSED = "paused"
    LEARNING = "learning"


WHY_UNKNOWN: Mapping[WaitUnknown, Words] = {
    WaitUnknown.NO_WINDOW: {
        "zh": "现在没有{@place}办理此事项",
        "en": "No {@place} is open for this now",
    },
    WaitUnknown.PAUSED: {
        "zh": "办理此事项的{@place}都在暂停",
        "en": "Every {@place} for this is paused now",
    },
    WaitUnknown.LEARNING: {"zh": "等候时间暂不确定", "en": "The wait is not known yet"},
}


def why_unknown(states: Iterable[str]) -> WaitUnknown:
    """The reason that follows from the states of the windows that may call somebody."""
    found = set(states)
    if "open" in found:
        return WaitUnknown.LEARNING
    return WaitUnknown.PAUSED if "paused" in found else WaitUnknown.NO_WINDOW


def minutes(estimate: Estimate | None) -> tuple[int, int] | None:
    """Whole minutes, the lower rounded down and the upper up: never a narrower promise."""
    if estimate is None:
        return None
    low = int(estimate.low // 60)
    return low, max(low + 1, -int(-estimate.high // 60))


RANGE: Words = {"zh": "{low}–{high} 分钟", "en": "{low}–{high} minutes"}
ABOUT: Words = {
    "zh": "约 {about} 分钟，最多 {high} 分钟",
    "en": "about {about}, at most {high} minutes",
}
NO_END: Words = {
    "zh": "约 {about} 分钟，可能久得多",
    "en": "about {about} minutes, perhaps much longer",
}


def in_words(estimate: Estimate) -> tuple[Words, Mapping[str, int]]:
    """A sentence and the figures to fill in: a narrow range as it is; a wide one by its middle and
    its end; the widest by its middle."""
    low, high = minutes(estimate) or (0, 0)
    figures = {"low": low, "high": high, "about": max(1, round(estimate.point / 60))}
    if high - low <= NARROW:
        return RANGE, figures
    return ABOUT if high - low <= WIDE else NO_END, figures
