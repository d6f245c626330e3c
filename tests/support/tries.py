"""How many examples a property is tried with."""

from hypothesis import settings


def tries(usual: int) -> int:
    """So many in a usual run, which tries the same ones each time; twenty-five times as many with
    --hypothesis-profile=thorough, which looks for new ones."""
    return usual * 25 if settings.default.max_examples > 100 else usual
