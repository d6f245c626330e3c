"""What a strip says, and how it looks in dots."""

from typing import Any

import pytest

from window_client.keypads.dots import WIDTH, dots, fitting, width
from window_client.keypads.strip import strip_text


def drawn(text: str) -> list[str]:
    cells = [dots(text)[at : at + 32] for at in range(0, 256, 32)]
    return [
        "".join(f"{int.from_bytes(cell[2 * row : 2 * row + 2]):016b}" for cell in cells)
        for row in range(16)
    ]


def test_text_stands_in_the_middle() -> None:
    rows = drawn("一")
    stroke = next(row for row in rows if "1" in row)
    assert len(stroke) == WIDTH
    assert stroke.strip("0") == "1" * stroke.count("1")
    assert abs(stroke.index("1") + stroke.rindex("1") - (WIDTH - 1)) <= 1


def test_hanzi_are_twice_as_wide_as_figures() -> None:
    assert (width("窗"), width("A"), width("请A034号到本窗口")) == (16, 8, WIDTH)


def test_rare_hanzi_have_dots_too_and_what_has_none_still_takes_no_text_away() -> None:
    assert any("1" in row for row in drawn("㛃璠"))
    assert width("\U00030edf") in (8, 16)


def test_it_is_shortened_by_rule() -> None:
    assert fitting(["一二三四五六七八九", "一二三四"]) == "一二三四"
    assert fitting(["一二三四五六七八九"]) == "一二三四五六七八"


def window(state: str, ticket: str | None = None, of: str = "called", reason: str = "") -> Any:
    plate = None if ticket is None else {"number": ticket, "state": of}
    return {"state": state, "ticket": plate, "reason": {"zh": reason, "en": reason}}


@pytest.mark.parametrize(
    ("state", "waiting", "said"),
    [
        (window("open", "A034"), 3, "请A034号到本窗口"),
        (window("open", "AB1034"), 3, "请AB1034到本窗口"),
        (window("open", "A034", "serving"), 3, "A034 正在办理"),
        (window("paused", reason="午餐"), 3, "暂停 午餐"),
        (window("paused", reason="系统升级请稍候"), 3, "暂停服务"),
        (window("open"), 12, "等候 12 人"),
        (window("open"), 0, "欢迎办理"),
        (window("closed"), 4, "未开放"),
        (None, 0, "请看大厅屏"),
    ],
)
def test_what_it_says(state: Any, waiting: int, said: str) -> None:
    assert strip_text(state, waiting, "zh") == said
    assert width(strip_text(state, waiting, "en")) <= WIDTH
