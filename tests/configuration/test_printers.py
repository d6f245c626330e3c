"""A site file's printers are read as the print process reads them: what passes, prints."""

from typing import Any

import pytest

from printers.models import known_models
from printers.setup import setup_from_data
from server.configuration.printer_check import setup_of
from server.configuration.printer_names import printer_names
from server.configuration.reading import examine
from tests.support.tickets import CENTRE

FIRST = 'url: "tcp://127.0.0.1:9100", width_dots: 576, backup: printer-2'


def findings(**changes: Any) -> list[tuple[str, str, str]]:
    """Path, English and Chinese sentence of every finding with another first printer."""
    settings = {"url": '"tcp://127.0.0.1:9100"', "backup": "printer-2", **changes}
    written = ", ".join(f"{key}: {value}" for key, value in settings.items())
    text = CENTRE.read_text("utf-8")
    assert FIRST in text
    _, found = examine(text.replace(FIRST, written))
    return [(each.path, each.sentence("en"), each.sentence("zh")) for each in found]


@pytest.mark.parametrize(
    "url",
    [
        "tcp://127.0.0.1:99999", "tcp://:9100", "tcp://host:0", "tcp://host:abc",
        "serial:///dev/ttyS0?baud=12345", "serial:///dev/ttyS0?parity=e", "serial://COM3",
        "usb://lp0", "usb:///dev/usb/lp0?x=1", "file://paper.bin",
    ],
)  # fmt: skip
def test_an_address_that_the_print_process_refuses_is_a_mistake(url: str) -> None:
    (found,) = findings(url=f'"{url}"')
    assert found[0] == "halls[0].printers[0].url"
    assert url in found[1] and url in found[2]


@pytest.mark.parametrize(
    "other",
    ["tcp://127.0.0.1:9101", "tcp://127.0.0.1:9101/"],
)
def test_two_printers_at_one_address_are_a_mistake(other: str) -> None:
    (found,) = findings(url=f'"{other}"')
    assert "'printer-2' and 'printer-1' have one address" in found[1]
    assert "同一个地址" in found[2]


def test_what_docs_call_a_setting_a_site_file_takes() -> None:
    assert findings(
        mode="native", near_end_mm=8000, model="mute-80",
        capabilities="{answers: true, charset: gb18030, mm_per_second: 60}",
    ) == []  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "path", "words"),
    [
        ({"capabilities": "{wings: true}"}, "capabilities.wings", "“wings” is no capability"),
        ({"capabilities": "{barrier: 3}"}, "capabilities.barrier", "true or false"),
        ({"mode": "fax"}, "mode", "raster"),
        ({"near_end_mm": -1}, "near_end_mm", "0"),
        ({"model": "TM-T88VI"}, "model", "TM-T88V"),
        ({"model": "TSP600"}, "model", "Star's commands"),
        ({"model": "TM-U220"}, "model", "no raster pictures"),
        ({"model": "TM-T88V"}, "model", "has 512 dots across"),
        ({"width_dots": 401}, "width_dots", "320 to 832"),
    ],
)
def test_settings_are_judged_with_their_place(
    changes: dict[str, Any], path: str, words: str
) -> None:
    found = findings(**changes)
    assert len(found) == 1, found
    assert found[0][0] == f"halls[0].printers[0].{path}"
    assert words in found[0][1]


def test_every_model_can_be_named() -> None:
    for name in known_models():
        model = setup_from_data(setup_of("p", {"url": "tcp://h", "model": name, "width_dots": 384}))
        assert model.model.dots == 384


def test_a_generic_printer_is_the_plain_one_of_its_width() -> None:
    assert setup_of("p", {"url": "tcp://h"})["model"] == "generic-80"
    narrow = setup_of("p", {"url": "tcp://h", "width_dots": 384, "mode": "native"})
    assert (narrow["model"], narrow["mode"]) == ("generic-58", "native")


def test_a_printer_is_called_by_its_name_and_place() -> None:
    """Else after who prints there, else by its key: alarms and the doctor say what people know."""
    text = CENTRE.read_text("utf-8")
    assert names(text)["printer-1"] == {"zh": "自助机 1 的打印机", "en": "Printer of Kiosk 1"}
    own = FIRST + ", zone: B, name: {zh: 出口打印机, en: Printer at the exit}"
    assert names(text.replace(FIRST, own))["printer-1"] == {
        "zh": "出口打印机（B 区）",
        "en": "Printer at the exit (Zone B)",
    }
    standing = text.replace("kind: kiosk, printer: printer-2", "kind: kiosk, zone: C")
    standing = standing.replace("printer: printer-1", "zone: A, printer: printer-1")
    assert names(standing) == {
        "printer-1": {"zh": "自助机 1 的打印机（A 区）", "en": "Printer of Kiosk 1 (Zone A)"},
        "printer-2": {"zh": "打印机 printer-2", "en": "Printer printer-2"},
    }


def test_a_printer_stands_in_a_zone_that_there_is() -> None:
    ((path, said, _),) = findings(zone="K")
    assert path == "halls[0].printers[0].zone"
    assert "There is no zone 'K'" in said


def names(text: str) -> dict[str, dict[str, str]]:
    site, found = examine(text)
    assert not found and site is not None
    return printer_names(site.halls[0])
