"""The demo's doors fill sessions whose names the server takes."""

import pytest

from server.demo.links import slot_of
from server.domain.people import SLOT


@pytest.mark.parametrize("name", ["chen.ping", "Kiosk_1", "device-3", "a" * 60])
def test_every_name_becomes_a_slot(name: str) -> None:
    assert SLOT.fullmatch(slot_of(name))


def test_the_name_can_be_read_in_it() -> None:
    assert slot_of("chen.ping") == "chen-ping"
