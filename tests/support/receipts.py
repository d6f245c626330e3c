"""A demo's virtual printer as its page shows it: the papers, what can be read on them, faults."""

import json
import re
import time
import urllib.parse
import urllib.request
from io import BytesIO
from typing import Any

import zxingcpp
from PIL import Image

from tests.support.demo_process import DemoProcess

PATIENCE = 60.0


class PaperPage:
    """One printer's page, found through the start page."""

    def __init__(self, hall: DemoProcess, printer: str) -> None:
        start = _read(hall.url).decode()
        door = re.search(rf'href="([^"]+)"[^>]*title="打印机 {printer} ', start)
        assert door is not None, f"the start page has no door to {printer}"
        self.url = door[1].rstrip("/")

    def state(self) -> dict[str, Any]:
        """What the page shows: faults, protocol errors, receipts."""
        found: dict[str, Any] = json.loads(_read(f"{self.url}/state.json"))
        return found

    def papers(self, count: int) -> list[Image.Image]:
        """The torn-off papers, once there are `count` at least."""
        deadline = time.monotonic() + PATIENCE
        while len(known := self.state()["receipts"]) < count:
            assert time.monotonic() < deadline, f"{len(known)} papers of {count}"
            time.sleep(0.1)
        return [
            Image.open(BytesIO(_read(f"{self.url}/receipt/{paper['id']}.png"))) for paper in known
        ]

    def press(self, button: str, **values: object) -> None:
        """One of the page's buttons: fault (kind, at_mm, lasts), mend, tear."""
        query = urllib.parse.urlencode(values)
        request = urllib.request.Request(
            f"{self.url}/{button}?{query}", method="POST", headers={"X-Virtual-Printer": "1"}
        )
        with urllib.request.urlopen(request, timeout=PATIENCE):
            pass


def addresses(paper: Image.Image) -> list[str]:
    """What the QR codes on a paper say."""
    return [found.text for found in zxingcpp.read_barcodes(paper.convert("L"))]


def _read(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        data: bytes = answer.read()
        return data
