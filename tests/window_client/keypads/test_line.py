"""A line that loses bytes, goes silent, comes back: in the end it shows what was wanted."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from window_client.keypads.adapter import Adapter, Face, Key, PadFace, StripFace
from window_client.keypads.bus import BusAdapter
from window_client.keypads.dots import dots
from window_client.keypads.line import ANSWER_S, ASK_EVERY_S, TRIES, LineDriver
from window_client.keypads.lines import LinesAdapter
from window_client.keypads.virtual import VirtualBus, VirtualDevice, VirtualLine, VirtualLines

BOTH = {"lines": (LinesAdapter, VirtualLines), "bus": (BusAdapter, VirtualBus)}


class Hall:
    """A driver, devices, and a line between them that may lose what goes over it."""

    def __init__(self, protocol: str, *devices: VirtualDevice) -> None:
        adapter: type[Adapter]
        virtual: type[VirtualLine]
        adapter, virtual = BOTH[protocol]
        self.driver = LineDriver(adapter(), [device.address for device in devices])
        self.line = virtual(list(devices))
        self.now = 0.0
        self.lost = lambda data: data
        self.pressed: list[str] = []
        self.sent = 0

    def press(self, address: int, key: Key) -> None:
        self._to_host(self.line.press(address, key, self.now))

    def _to_host(self, data: bytes) -> None:
        for each in self.driver.receive(self.lost(data), self.now):
            self.pressed.append(f"{each.address} {each.key.value}")

    def step(self, seconds: float = 0.05) -> None:
        self.now += seconds
        out = self.driver.due(self.now)
        self.sent += bool(out)
        answer = self.line.receive(self.lost(out), self.now) + self.line.due(self.now)
        if answer:
            self._to_host(answer)

    def run(self, seconds: float) -> None:
        for _ in range(round(seconds / 0.05)):
            self.step()


@pytest.mark.parametrize("protocol", BOTH)
def test_each_device_shows_what_it_should(protocol: str) -> None:
    pads = [VirtualDevice(1), VirtualDevice(2)]
    strip = VirtualDevice(9, "strip")
    hall = Hall(protocol, *pads, strip)
    hall.driver.want(1, PadFace(12, "A034"))
    hall.driver.want(2, PadFace(3, ""))
    hall.driver.want(9, StripFace(dots("请A034号到本窗口")))
    hall.run(2)
    assert [pad.six for pad in pads] == [" 12034", "  3   "]
    assert b"".join(strip.drawn) == dots("请A034号到本窗口")
    assert [device.refused for device in (*pads, strip)] == [0, 0, 0]
    before = hall.sent
    hall.run(ASK_EVERY_S - 3)
    assert hall.sent == before  # what stands is not sent again


@pytest.mark.parametrize("protocol", BOTH)
def test_a_device_that_goes_silent_is_away_and_shows_it_all_when_it_is_back(protocol: str) -> None:
    pad, other = VirtualDevice(1), VirtualDevice(2)
    hall = Hall(protocol, pad, other)
    hall.driver.want(1, PadFace(1, "A001"))
    hall.run(2)
    pad.mute = True
    hall.run(ASK_EVERY_S + (TRIES + 1) * ANSWER_S)
    assert hall.driver.away == {1}
    pad.six = " " * 6
    hall.driver.want(1, PadFace(2, "A002"))
    hall.driver.want(2, PadFace(5, ""))
    hall.run(2)
    assert other.six == "  5   "  # the others go on
    pad.mute = False
    hall.run(ASK_EVERY_S + 2)
    assert (pad.six, hall.driver.away) == ("  2002", frozenset())


@pytest.mark.parametrize("protocol", BOTH)
def test_a_device_that_got_power_again_is_shown_everything_anew(protocol: str) -> None:
    pad = VirtualDevice(1)
    hall = Hall(protocol, pad)
    hall.driver.want(1, PadFace(1, "A001"))
    hall.run(1)
    pad.six = " " * 6
    hall._to_host(hall.line.hello())
    hall.run(1)
    assert pad.six == "  1001"


@given(st.sampled_from(sorted(BOTH)), st.integers(0, 2**32), st.floats(0.0, 0.3))
def test_whatever_is_lost_the_last_is_shown(protocol: str, seed: int, share: float) -> None:
    dice = random.Random(seed)

    def lost(data: bytes) -> bytes:
        if dice.random() >= share or not data:
            return data
        place = dice.randrange(len(data))
        return data[:place] + bytes((data[place] ^ 0x55,)) + data[place + 1 :]

    pad, strip = VirtualDevice(1), VirtualDevice(2, "strip")
    hall = Hall(protocol, pad, strip)
    hall.lost = lost
    faces: list[tuple[int, Face]] = [
        (1, PadFace(5, "A007")), (2, StripFace(dots("A007"))),
        (1, PadFace(4, "A008")), (2, StripFace(dots("请A008号"))),
    ]  # fmt: skip
    for address, face in faces:
        hall.driver.want(address, face)
        hall.run(1)
    hall.lost = lambda data: data
    hall.run(3 * ASK_EVERY_S)
    assert pad.six == "  4008"
    assert b"".join(strip.drawn) == dots("请A008号")
    assert hall.driver.away == frozenset()


def test_a_key_whose_answer_is_lost_is_sent_again_and_counts_once() -> None:
    hall = Hall("lines", VirtualDevice(1))
    losing = iter([True])

    def lost(data: bytes) -> bytes:
        return b"" if b" OK " in data and next(losing, False) else data

    hall.lost = lost
    hall.press(1, Key.NEXT)
    hall.run(2)
    assert hall.pressed == ["1 NEXT"]
    assert hall.line.devices[1].sounds == 1


def test_a_strange_address_is_nobodys_key() -> None:
    hall = Hall("bus", VirtualDevice(1))
    stranger = VirtualBus([VirtualDevice(77)])
    hall._to_host(stranger.press(77, Key.NEXT, 0.0))
    assert hall.pressed == []
