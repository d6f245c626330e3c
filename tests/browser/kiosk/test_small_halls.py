"""A hall with one matter asks nothing; one without life events has no empty heading."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.support.screens import Served
from tests.support.tickets import Desk, ticket

pytestmark = pytest.mark.system


def with_matters(server: Served, count: int, plain: bool = False) -> None:
    """A few matters, that of the pretend ticket first, and no life events; `plain`: nothing is
    said about them."""
    catalogue = server.hall.catalogue
    catalogue["life_events"] = []
    taken = ticket()["matter"]
    catalogue["matters"].sort(key=lambda matter: matter["key"] != taken)
    catalogue["matters"] = catalogue["matters"][:count]
    if plain:
        catalogue["priority_classes"] = catalogue["priority_classes"][:1]
        for matter in catalogue["matters"]:
            matter.update(materials=[], fee=None, promised_limit=None, legal_limit=None)


@pytest.fixture
def first_page(open_page: Open, desk: Desk, server: Served) -> Page:
    page = open_page(1080, 1920)
    page.clock.install()
    return page


def test_one_matter_is_one_key(first_page: Page, server: Served, desk: Desk) -> None:
    with_matters(server, 1, plain=True)
    name = server.hall.catalogue["matters"][0]["name"]["zh"]
    first_page.goto(f"{server.url}/kiosk")
    expect(first_page.locator("h1")).to_have_text(name)
    expect(first_page.locator(".hands button")).to_have_count(3)
    expect(first_page.get_by_text("您今天要办什么事")).to_have_count(0)
    first_page.locator(".key.take").click()
    expect(first_page.get_by_role("button", name="好了")).to_be_visible()
    (taken,) = desk.taken
    assert taken[1]["matter"] == ticket()["matter"]


def test_the_next_person_gets_a_number_of_their_own(
    first_page: Page, server: Served, desk: Desk
) -> None:
    with_matters(server, 1, plain=True)
    first_page.goto(f"{server.url}/kiosk")
    for _ in range(2):
        first_page.locator(".key.take").click()
        first_page.get_by_role("button", name="好了").click()
        expect(first_page.locator(".key.take")).to_be_visible()
    assert len({key for key, _ in desk.taken}) == 2


def test_what_there_is_to_say_of_it_stands_behind_a_key(
    first_page: Page, server: Served, desk: Desk
) -> None:
    with_matters(server, 1)
    first_page.goto(f"{server.url}/kiosk")
    first_page.locator(".key.more").click()
    expect(first_page.get_by_role("checkbox").first).to_be_visible()


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
@pytest.mark.parametrize("count", [1, 6, 12])
def test_without_life_events_there_is_no_heading_of_them(
    open_page: Open, server: Served, desk: Desk, size: tuple[int, int], count: int
) -> None:
    with_matters(server, count)
    page = open_page(*size)
    page.goto(f"{server.url}/kiosk")
    page.wait_for_selector(".hands button")
    expect(page.locator(".two")).to_be_visible()
    expect(page.get_by_text("人生大事")).to_have_count(0)
    if count == 6:
        expect(page.locator(".matters.here li")).to_have_count(6)
    wide = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert wide
    if count > 1 and size[0] < size[1]:
        large_and_low(page, server)


def large_and_low(page: Page, server: Served) -> None:
    """The matters stand where the life events would; of more, those who do them."""
    matters = server.hall.catalogue["matters"]
    shown = matters if len(matters) <= 6 else server.hall.catalogue["organisations"]
    for name in ("大字", "低位操作"):
        page.locator(".access").get_by_role("button", name=name).click()
        cards = page.locator(".ev button")
        expect(cards).to_have_count(len(shown[:6]) + 2)
        expect(cards.first).to_have_text(shown[0]["short"]["zh"])
        foot, last = page.locator(".two").bounding_box(), cards.last.bounding_box()
        assert foot is not None and last is not None
        assert last["y"] + last["height"] <= foot["y"]
