"""B1: one matter, reached by life event, by department and by the initials of its pinyin."""

from playwright.sync_api import Page, expect

from tests.stories.conftest import Enter

MATTER = "新生儿出生登记（申报户口）"
POLICE = "公安户籍"


def arrived(kiosk: Page) -> None:
    """At the page of the matter, with its number to take; then home again."""
    expect(kiosk.get_by_role("heading", level=1)).to_contain_text(MATTER)
    expect(kiosk.locator("button.take")).to_be_visible()
    kiosk.reload()
    expect(kiosk.get_by_role("heading", level=1)).to_contain_text("您今天要办什么事")


def test_three_ways_lead_to_one_matter(enter: Enter) -> None:
    kiosk = enter("kiosk", "自助机 1")

    kiosk.get_by_role("button", name="孩子出生").tap()
    kiosk.get_by_role("button", name=MATTER).tap()
    arrived(kiosk)

    kiosk.get_by_role("button", name=POLICE).tap()
    expect(kiosk.locator("button.take")).to_have_count(0)
    expect(kiosk.locator(".matters li")).to_have_count(7)
    kiosk.get_by_role("button", name=MATTER).tap()
    arrived(kiosk)

    kiosk.get_by_role("button", name="查找事项").tap()
    for letter in "xsecs":
        kiosk.get_by_role("button", name=letter.upper(), exact=True).tap()
    expect(kiosk.locator(".found .matters li")).to_have_count(1)
    kiosk.get_by_role("button", name=MATTER).tap()
    arrived(kiosk)
