"""A keypad behind a converter on the network: the real driver and a strict keypad over real TCP."""

import queue
from collections.abc import Iterator

import pytest

from server.contracts.answers_window_devices import WindowDeviceSetting
from tests.support.patience import eventually
from window_client.client import HallClient
from window_client.keypads.adapter import Key, PadFace, StripFace
from window_client.keypads.dots import dots
from window_client.keypads.plugs import Simulator, TcpPlug
from window_client.keypads.service import LineThread
from window_client.keypads.settings import Driven
from window_client.keypads.virtual import PROTOCOLS, VirtualDevice

KEYPAD, STRIP = 1, 2
SAID = StripFace(dots("请A034号到本窗口"))


class Line:
    """A keypad and a strip at a TCP port, and what drives them there."""

    def __init__(self, protocol: str) -> None:
        self.protocol = protocol
        self.pad, self.strip = VirtualDevice(KEYPAD), VirtualDevice(STRIP, "strip")
        self.plug = TcpPlug()
        self.simulator = Simulator(PROTOCOLS[protocol]([self.pad, self.strip]), self.plug)
        self.pressed: queue.SimpleQueue[tuple[str, Key]] = queue.SimpleQueue()
        self.thread = LineThread(self.plug.url, self._devices(), self._press)

    def _devices(self) -> list[Driven]:
        client = HallClient("http://127.0.0.1:1", hall="main")  # nobody asks it anything here
        common = {"hall": "main", "window": "4", "port": self.plug.url, "language": "zh"}
        return [
            Driven(
                client,
                WindowDeviceSetting.model_validate(
                    {**common, "key": key, "kind": kind, "protocol": self.protocol, "address": at}
                ),
            )
            for key, kind, at in (("pad", "keypad", KEYPAD), ("strip", "strip", STRIP))
        ]

    def _press(self, device: Driven, key: Key) -> None:
        self.pressed.put((device.setting.key, key))

    def hears(self) -> bool:
        """Press a key; whether one has come."""
        self.simulator.press(KEYPAD, Key.PAUSE)
        return not self.pressed.empty()

    def shows(self, six: str) -> bool:
        """Whether both show what they should, after as long as it takes."""
        return eventually(lambda: self.pad.six == six) and eventually(
            lambda: tuple(self.strip.drawn) == SAID.cells
        )


@pytest.fixture(params=["lines", "bus"])
def line(request: pytest.FixtureRequest) -> Iterator[Line]:
    made = Line(request.param)
    made.simulator.start()
    made.thread.start()
    yield made
    made.thread.stop()
    made.simulator.stop()


def test_keys_and_faces_go_over_tcp_and_over_a_line_that_was_cut(line: Line) -> None:
    line.thread.want(KEYPAD, PadFace(7, "A034"))
    line.thread.want(STRIP, SAID)
    assert line.shows("  7034")
    assert eventually(lambda: line.thread.state(KEYPAD) == "ok")
    for key in (Key.D3, Key.CONFIRM, Key.NEXT):
        line.simulator.press(KEYPAD, key)
        assert line.pressed.get(timeout=60) == ("pad", key)
    line.plug.cut()
    line.thread.want(KEYPAD, PadFace(6, "A035"))
    assert eventually(line.hears), "a key that is pressed until the line is there again"
    assert line.shows("  6035")
    assert (line.pad.refused, line.strip.refused) == (0, 0), "nothing was said in a wrong form"
