"""A virtual keypad or strip in a terminal: keys are typed, what it shows is drawn."""

import os
import select
import sys
import termios
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from window_client.keypads.adapter import Key
from window_client.keypads.plugs import Simulator
from window_client.keypads.virtual import VirtualDevice

TYPED = {
    **{str(n): Key(str(n)) for n in range(10)},
    "n": Key.NEXT, "r": Key.RECALL, "e": Key.RATE, "p": Key.PAUSE, "t": Key.TRANSFER,
    "c": Key.CANCEL, "\r": Key.CONFIRM, "\n": Key.CONFIRM,
}  # fmt: skip
HELP = (
    "n 呼叫 next   r 重呼 recall   Enter 确认 confirm   e 评价 rate   p 暂停 pause\n"
    "t 转移 transfer   c 取消 cancel   0–9   Tab 下一台 next device   q 退出 quit"
)
STEP_S = 0.1
FINGER_S = 0.12
"""No finger is faster, though a pipe is."""


def run(simulator: Simulator, source: TextIO = sys.stdin, out: TextIO = sys.stdout) -> None:
    """Until q, or the end of what is typed."""
    devices = list(simulator.line.devices.values())
    chosen = 0
    out.write(f"{simulator.plug.url}\n{HELP}\n")
    seen = ""
    with _keys_at_once(source):
        while True:
            picture = _picture(devices, chosen)
            if picture != seen:
                out.write(picture + "\n")
                out.flush()
                seen = picture
            if not select.select([source], [], [], STEP_S)[0]:
                continue
            typed = os.read(source.fileno(), 1).decode("ascii", "replace")
            if typed in ("", "q", "\x03"):
                return
            if typed == "\t":
                chosen = (chosen + 1) % len(devices)
            elif typed.lower() in TYPED:
                simulator.press(devices[chosen].address, TYPED[typed.lower()])
                time.sleep(FINGER_S)


def _picture(devices: list[VirtualDevice], chosen: int) -> str:
    return "\n".join(
        _drawn(device, "▸" if place == chosen and len(devices) > 1 else " ")
        for place, device in enumerate(devices)
    )


def _drawn(device: VirtualDevice, mark: str) -> str:
    if device.kind == "keypad":
        return f"{mark}{device.address:>3}  [{device.six[:3]}|{device.six[3:]}]"
    return "\n".join(f"{mark}{device.address:>3}  {row}" for row in in_blocks(device))


def in_blocks(strip: VirtualDevice) -> Iterator[str]:
    """A strip's dots as eight lines, two rows of dots in each."""
    rows = list(strip.rows())
    block = {"00": " ", "10": "▀", "01": "▄", "11": "█"}
    for above, below in zip(rows[::2], rows[1::2], strict=True):
        yield "".join(block[a + b] for a, b in zip(above, below, strict=True))


@contextmanager
def _keys_at_once(source: TextIO) -> Iterator[None]:
    """Keys as they are pressed, where somebody sits at a terminal."""
    if not source.isatty():
        yield
        return
    before = termios.tcgetattr(source)
    tty.setcbreak(source)
    try:
        yield
    finally:
        termios.tcsetattr(source, termios.TCSADRAIN, before)
