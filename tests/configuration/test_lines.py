"""Keypads and strips of a site file: `config check` finds what could not run."""

import pytest

from server.configuration.reading import examine
from tests.support.tickets import CENTRE

PORT = '"serial:///dev/ttyUSB0?baud=9600"'


def found(*devices: str) -> list[str]:
    """English sentences of the findings with these devices besides the example's."""
    text = CENTRE.read_text("utf-8")
    head, devices_, rest = text.partition("    devices:\n")
    assert devices_
    more = "".join(f"      - {{{each}}}\n" for each in devices)
    return [each.sentence("en") for each in examine(head + devices_ + more + rest)[1]]


def test_a_keypad_and_a_strip_on_one_bus_are_well() -> None:
    assert found(
        f"key: k, kind: keypad, window: 4, port: {PORT}, protocol: bus, address: 1",
        f"key: s, kind: strip, window: 4, port: {PORT}, protocol: bus, address: 2",
        'key: t, kind: keypad, window: 5, port: "tcp://10.0.0.8:4001"',
    ) == []  # fmt: skip


@pytest.mark.parametrize(
    ("devices", "said"),
    [
        (["key: k, kind: keypad, window: 4"], "a keypad hangs on a line, and none is named"),
        ([f"key: s, kind: strip, port: {PORT}"], "belongs to a window, and none is named"),
        (["key: b, kind: board, address: 4"], "only a keypad or strip has address"),
        ([f"key: {k}, kind: keypad, window: 4, port: {PORT}" for k in "kl"],
         "another device has address 1"),
        ([f"key: k, kind: keypad, window: 4, port: {PORT}, protocol: bus",
          f"key: l, kind: strip, window: 4, port: {PORT}, address: 2"],
         "speak different protocols"),
        (['key: k, kind: keypad, window: 4, port: "usb:///dev/usb/lp0"'], "port"),
        ([f"key: k, kind: keypad, window: 4, port: {PORT}, address: 300"], "address"),
    ],
)  # fmt: skip
def test_what_could_not_run_is_found(devices: list[str], said: str) -> None:
    findings = found(*devices)
    assert [each for each in findings if said in each.lower()], findings
