"""C6: a name, an identity number and a reason for priority are known to the house, and to no
screen that the public sees."""

from playwright.sync_api import Page, expect

from tests.stories.conftest import Enter
from tests.support.servicehall import Running, Script, read

NAME = "欧阳若汐"
IDENTITY = "110101194912310029"
REASONS = ('"elder"', "70 岁以上", "Aged 70")


def shown(screen: Page) -> str:
    """Everything that can be read on it."""
    return screen.locator("body").inner_text()


def test_no_public_screen_tells_who_or_why(hall: Running, enter: Enter, script: Script) -> None:
    first, second = hall.window("5"), hall.window("6")
    first.do("sign-on")
    second.do("sign-on")
    board = enter("board", "大厅屏")
    screens = [enter("window", "05 号窗"), enter("window", "06 号窗"), enter("pad", "06 号窗")]
    ordinary = script.take("retirement")
    elder = script.take("retirement", priority="elder")
    # One series: the number does not give the class away.
    assert int(elder["number"][1:]) == int(ordinary["number"][1:]) + 1

    called = first.do("call-next")
    assert called["console"]["ticket"]["number"] == elder["number"]
    assert "elder" in str(called)  # the clerk knows why
    note = f"{NAME} {IDENTITY}"
    first.do("start")
    first.do("transfer", window="6", note=note)
    assert note in str(second.do("call-next"))  # and the next one whom they get

    for screen in (board, screens[1]):
        expect(screen.locator("body")).to_contain_text(elder["number"])
    second.do("start")
    expect(screens[2].locator("body")).to_contain_text(elder["number"])
    seen = {
        **{f"screen {place}": shown(each) for place, each in enumerate([board, *screens])},
        "socket": "".join(text for messages in enter.heard.values() for text in messages),
        "api": read(f"{hall.url}/api/v1/halls/main/board").decode(),
    }
    assert elder["number"] in seen["socket"]
    for where, text in seen.items():
        assert [word for word in (NAME, IDENTITY, *REASONS) if word in text] == [], where
