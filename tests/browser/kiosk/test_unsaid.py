"""What nobody wrote into the site file, nobody is told: at the kiosk or in the phone's guide."""

import re

import pytest
from playwright.sync_api import Page, expect

from server.contracts.surfaces import HOST
from tests.support.samples import Json
from tests.support.screens import Served
from tests.support.tickets import Desk, longest_matter

pytestmark = pytest.mark.system

SILENT = {"fee": None, "materials": [], "legal_limit": None, "promised_limit": None}
WORDS = re.compile("免费|费用|收费|材料|Free|Fee|Nothing to bring|null|None|undefined")


def silent(matter: Json) -> Json:
    return {**matter, **SILENT}


def test_a_matter_without_fee_and_materials_at_the_kiosk(
    kiosk: Page, desk: Desk, server: Served
) -> None:
    found = server.hall.catalogue
    server.hall.catalogue = found | {"matters": [silent(each) for each in found["matters"]]}
    kiosk.reload()
    kiosk.get_by_role("button", name=re.compile("^全部 ")).click()
    kiosk.get_by_role("button", name=longest_matter()["name"]["zh"]).click()
    expect(kiosk.locator("dl.facts")).to_be_visible()
    expect(kiosk.locator("ul.m, .law")).to_have_count(0)
    expect(kiosk.locator("#screen")).not_to_contain_text(WORDS)


def test_a_matter_without_fee_and_materials_on_the_phone(
    phone: Page, desk: Desk, server: Served
) -> None:
    host = server.app.extensions[HOST]
    words = {"zh": "安澜区政务服务中心"}
    guide = {"matter": silent(longest_matter()), "centre": words, "phone": "12345"}
    guide["windows"] = {"zh": "03 号窗", "en": "Window 03"}
    host.guide = lambda hall, matter: guide
    phone.goto(f"{server.url}/guide/main/m")
    expect(phone.locator("h1")).to_be_visible()
    expect(phone.locator("dt")).to_have_text(["在哪里办"])
    expect(phone.locator("main")).not_to_contain_text(WORDS)
