"""A11: forty series of one and two letters, forty organisations, 150 matters and a hundred windows,
some called 2A and 12 诊室: every number is its own, and is called where it is called to."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import Enter
from tests.support.example_sites import SIZES, large
from tests.support.servicehall import Running, Script, run


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("large")
    site = large(folder)
    said = run("config", "check", site)
    assert all(f"{count} {what}" in said for what, count in SIZES.items()), said
    running = Running(folder / "data", "demo", "--site", site)
    yield running
    running.stop()


def test_every_matter_has_its_numbers(hospital: Running) -> None:
    script = hospital.token("manager")
    matters = script.get("/halls/main/catalogue")["matters"]
    assert len(matters) == SIZES["matters"]
    numbers = [script.take(matter["key"])["number"] for matter in matters]
    assert len(set(numbers)) == SIZES["matters"]
    prefixes = {number.rstrip("0123456789") for number in numbers}
    assert len(prefixes) == SIZES["series"]
    assert {len(prefix) for prefix in prefixes} == {1, 2}
    hospital.administrator.post("/halls/main/close-day")


def test_windows_have_the_names_of_the_house(hospital: Running, enter: Enter) -> None:
    script: Script = hospital.token("manager")
    kiosk = enter("kiosk", "取号机", hospital)
    board = enter("board", "大屏", hospital)
    matters = script.get("/halls/main/catalogue")["matters"]
    for window in ("2A", "12"):
        matter = next(each["key"] for each in matters if window in each["windows"])
        at = hospital.window(window)
        at.do("sign-on")
        ticket = script.take(matter)
        assert at.call() == ticket["number"]
        plate = board.locator(f".plate[data-call={ticket['number']}]")
        expect(plate).to_contain_text(window)
        expect(plate).to_contain_text("诊室")
    expect(kiosk.locator("body")).to_contain_text(f"全部 {SIZES['matters']} 项")
