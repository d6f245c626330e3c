"""How windows are named on paper: as the screens name them."""

from collections.abc import Sequence


def window_words(keys: Sequence[str]) -> dict[str, str] | None:
    """`01、12–14 号窗口`: three neighbours are drawn together, figures as on screens."""
    numbers = sorted(int(key) for key in keys if key.isdigit())
    if not numbers:
        return None
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    zh, en = (comma.join(_run(run, comma) for run in runs) for comma in ("、", ", "))
    plural = "Windows" if len(numbers) > 1 else "Window"
    return {"zh": f"{zh} 号窗口", "en": f"{plural} {en}"}


def _run(run: list[int], comma: str) -> str:
    shown = [f"{number:02}" for number in run]
    return f"{shown[0]}–{shown[-1]}" if len(shown) > 2 else comma.join(shown)
