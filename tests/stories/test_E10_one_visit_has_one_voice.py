"""E10: a rating stands as its giver gave it. No other place and nobody else replaces it; what its
giver changes is a version, and the one before stays in the journal."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.stories.conftest import Enter
from tests.support.servicehall import Refused, Running, Script, Window

MATTER = "retirement"
SAY = """async ([path, said]) => {
  const session = new URLSearchParams(location.search).get("as");
  const headers = { "Content-Type": "application/json", "X-Requested-With": "servicehall",
    "X-Session": session };
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(said) });
  return (await answer.json()).code ?? "taken";
}"""


def called(script: Script, window: Window) -> dict[str, Any]:
    """A ticket that the window serves."""
    ticket = script.take(MATTER)
    assert window.call() == ticket["number"]
    window.do("start")
    return ticket


def refusal(speaker: Script, path: str, **said: object) -> str:
    """Code of what a rating is refused with."""
    try:
        speaker.post(path, said)
    except Refused as refused:
        return str(refused.code)
    raise AssertionError(f"{path} was not refused")


def ratings(script: Script, number: str) -> list[tuple[int, str]]:
    """Level and place of each rating of a number, as the journal has them."""
    rows = (row["private"] for row in script.journal() if row["type"] == "ticket.rated")
    return [(row["level"], row["source"]) for row in rows if row["number"] == number]


def counted(script: Script) -> dict[str, int]:
    """The manager's figure."""
    found: dict[str, int] = script.get("/halls/main/today")["ratings"]
    return found


def tile(page: Page, level: str) -> None:
    page.locator(".five button", has_text=level).first.click()


def test_a_bad_rating_from_the_phone_stands(hall: Running, enter: Enter, script: Script) -> None:
    window, before = hall.window("6"), counted(script)
    window.do("sign-on")
    pad = enter("pad", "06 号窗")
    ticket = called(script, window)
    phone = enter("phone", ticket["number"])
    seq = window.do("finish")["seq"]
    path = f"/tickets/{ticket['code']}/rating"
    expect(pad.locator(".five")).to_be_visible()
    phone.reload()
    phone.locator(".five button").last.click()  # the worst
    expect(phone.locator(".rate")).to_contain_text("已评：非常不满意")
    expect(pad.locator(".five")).to_have_count(0)  # no use to ask any more

    said = {"number": ticket["number"], "finished_seq": seq, "level": 5}
    assert pad.evaluate(SAY, ["/api/v1/windows/6/rating", said]) == "rating.given"
    assert refusal(hall.token("kiosk"), path, level=5) == "rating.given"
    for staff in (script, window, hall.administrator):
        assert refusal(staff, path, level=5) == "rating.by_staff"
    anybody = Script(hall.url)
    assert refusal(anybody, path, level=5, source="pad").startswith("request.")
    assert ratings(script, ticket["number"]) == [(1, "phone")]

    phone.get_by_role("button", name="改评价").click()
    phone.locator(".five button").nth(3).click()
    expect(phone.locator(".rate")).to_contain_text("已评：不满意")
    expect(phone.locator(".rate")).to_contain_text("原来评的是：非常不满意")
    assert ratings(script, ticket["number"]) == [(1, "phone"), (2, "phone")]
    assert counted(script) == {**before, "2": before["2"] + 1}  # one visit, one rating


def test_what_the_pad_took_stands_too(hall: Running, enter: Enter, script: Script) -> None:
    window, before = hall.window("6"), counted(script)
    window.do("sign-on")
    pad = enter("pad", "06 号窗")
    expect(pad.locator(".where")).to_be_visible()
    ticket = called(script, window)
    phone = enter("phone", ticket["number"])
    window.do("finish")
    tile(pad, "不满意")
    expect(pad.locator("h1")).to_contain_text("不满意")
    phone.reload()
    expect(phone.locator(".rate")).to_contain_text("在窗口的评价器上评的")
    assert phone.locator(".rate button").count() == 0
    path = f"/tickets/{ticket['code']}/rating"
    assert refusal(Script(hall.url), path, level=5) == "rating.given"
    rated = script.ticket(ticket["code"])["rating"]
    assert (rated["level"], rated["channel"]) == (2, "pad")
    assert counted(script) == {**before, "2": before["2"] + 1}
