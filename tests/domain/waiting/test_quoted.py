"""What is said about a wait: the form follows from how wide the range is."""

import pytest

from server.domain.waiting.estimate import Estimate
from server.domain.waiting.quoted import WaitUnknown, in_words, minutes, why_unknown


@pytest.mark.parametrize(
    ("low", "point", "high", "zh", "en"),
    [
        (300, 500, 900, "5–15 分钟", "5–15 minutes"),
        (0, 600, 2040, "约 10 分钟，最多 34 分钟", "about 10, at most 34 minutes"),
        (420, 1800, 5760, "约 30 分钟，可能久得多", "about 30 minutes, perhaps much longer"),
        (0, 0, 0, "0–1 分钟", "0–1 minutes"),
    ],
)
def test_a_wide_range_is_said_in_words(
    low: float, point: float, high: float, zh: str, en: str
) -> None:
    words, figures = in_words(Estimate(point, low, high))
    assert {lang: text.format(**figures) for lang, text in words.items()} == {"zh": zh, "en": en}


def test_minutes_are_never_a_narrower_promise() -> None:
    assert minutes(Estimate(100, 59, 121)) == (0, 3)
    assert minutes(None) is None


@pytest.mark.parametrize(
    ("states", "why"),
    [
        ((), WaitUnknown.NO_WINDOW),
        (("closed", "closed"), WaitUnknown.NO_WINDOW),
        (("closed", "paused"), WaitUnknown.PAUSED),
        (("paused", "open"), WaitUnknown.LEARNING),
    ],
)
def test_why_no_wait_is_told(states: tuple[str, ...], why: WaitUnknown) -> None:
    assert why_unknown(states) is why
