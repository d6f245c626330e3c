"""How windows are named on paper: as the screens name them."""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

Words = Mapping[str, str]


def window_words(
    keys: Sequence[str], hall: Words | None = None, own: Mapping[str, Words] | None = None
) -> dict[str, str] | None:
    """`01、12–14 号窗口`: three neighbours are drawn together, figures as on screens.

    `hall`: what the hall itself writes beside a window's number (诊室), by language. `own`: the
    same of those windows that are called differently; each kind is then named for itself.
    """
    signs = sorted(filter(re.compile(r"\d").search, keys), key=_order)
    if not signs:
        return None
    differing = own or {}
    kinds = [
        _named(list(group), unit)
        for unit, group in groupby(signs, key=lambda key: differing.get(key, hall))
    ]
    return {"zh": "、".join(zh for zh, _ in kinds), "en": ", ".join(en for _, en in kinds)}


def _named(signs: Sequence[str], unit: Words | None) -> tuple[str, str]:
    """Windows of one kind, in Chinese and English."""
    runs: list[list[str]] = []
    for key in signs:
        follows = runs and key.isdigit() and runs[-1][-1].isdigit()
        if follows and int(key) == int(runs[-1][-1]) + 1:
            runs[-1].append(key)
        else:
            runs.append([key])
    zh, en = (comma.join(_run(run, comma) for run in runs) for comma in ("、", ", "))
    if unit is not None:
        return f"{zh} {unit['zh']}", f"{unit.get('en', unit['zh'])} {en}"
    plural = "Windows" if len(signs) > 1 else "Window"
    return zh + " 号窗口", f"{plural} {en}"


def _order(key: str) -> tuple[int, str]:
    return int("".join(re.findall(r"\d", key)) or 0), key


def _run(run: list[str], comma: str) -> str:
    shown = [key.zfill(2) for key in run]
    return f"{shown[0]}–{shown[-1]}" if len(shown) > 2 else comma.join(shown)
