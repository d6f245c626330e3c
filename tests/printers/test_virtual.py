"""The virtual printer is strict, shows what is wrong, and its page works."""

import json
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from printers.virtual import web
from printers.virtual.__main__ import parse_fault
from printers.virtual.arrival import CLEAR, Arrival
from printers.virtual.printer import VirtualPrinter
from tests.support.papers_out import papers_out
from tests.support.patience import PATIENCE_S


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    with VirtualPrinter(speed=100_000.0, web_port=0) as made:
        yield made


def connected(printer: VirtualPrinter) -> socket.socket:
    port = int(printer.url.rpartition(":")[2])
    return socket.create_connection(("127.0.0.1", port), 2)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ("1b99", "ESC 99h is not a command"),
        ("1d76300000000100", "GS v 0 with a size of 0 bytes"),
        ("1d763009", "GS v 0 with mode 9"),
        ("1d5607", "GS V with mode 7"),
        ("07", "07h is not a command"),
        ("1d2848040030304142", "GS ( H with"),
        ("1d7207", "GS r 7"),
        ("1d7630004900010000" + "00" * 72, "of 584 dots on paper of 576"),
        ("1d763000020001001004", "real-time command"),
        ("1c26" + "a2308130" + "0a", "four-byte"),
        ("1c2e" + "c4e3" + "0a", "outside Chinese mode"),
        ("41" + "1d7630000100010000", "in the middle of a line"),
    ],
)
def test_what_manuals_do_not_know_is_shown(printer: VirtualPrinter, sent: str, words: str) -> None:
    with connected(printer) as line:
        line.sendall(bytes.fromhex(sent) + b"\x1dVB\0")
        receipt = papers_out(printer)[0]
    assert any(words in error for error in printer.errors), printer.errors
    assert receipt.errors


def test_real_time_questions_overtake_what_is_queued(printer: VirtualPrinter) -> None:
    printer.fault("cover")
    with connected(printer) as line:
        line.sendall(b"\x1d\x72\x01" + b"\x10\x04\x02")
        assert line.recv(10) == b"\x16"
        line.sendall(CLEAR)
        assert line.recv(10) == b"\x37\x25\x00"
        printer.mend()
        line.sendall(b"\x1d\x72\x01")
        assert line.recv(10) == b"\x00"


def test_the_stream_is_sorted_the_same_however_it_is_cut() -> None:
    stream = b"abc\x10\x04\x01de\x10" + CLEAR + b"\x10\x05\x01\x10\x04fgh"
    wanted = [c for _, c in Arrival().sort(stream) if c]
    for size in range(1, 12):
        arrival = Arrival()
        pieces = [
            p for at in range(0, len(stream), size) for p in arrival.sort(stream[at : at + size])
        ]
        assert [command for _, command in pieces if command] == wanted
        queued = b"".join(part for part, _ in pieces)
        assert queued == stream.replace(CLEAR, b"")


def test_a_second_caller_is_turned_away(printer: VirtualPrinter) -> None:
    with connected(printer) as first:
        first.sendall(b"\x10\x04\x01")
        assert first.recv(1) == b"\x12"
        with connected(printer) as second:
            assert second.recv(1) == b""


def fetch(url: str, method: str = "GET", **headers: str) -> bytes:
    request = urllib.request.Request(url, method=method, headers=headers)
    with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
        data: bytes = answer.read()
        return data


def test_the_page_shows_paper_and_presses_buttons(printer: VirtualPrinter) -> None:
    page = printer.web_url
    assert b"page.js" in fetch(page)
    with connected(printer) as line:
        line.sendall(b"hello\n\x1dVB\0")
        papers_out(printer)
    state = json.loads(fetch(page + "state.json"))
    assert [receipt["id"] for receipt in state["receipts"]] == [1]
    assert fetch(page + "receipt/1.png").startswith(b"\x89PNG")
    assert fetch(page + "paper.png").startswith(b"\x89PNG")
    header = {"X-Virtual-Printer": "1"}
    answer = json.loads(fetch(page + "fault?kind=cover", "POST", **header))
    assert answer == {"faults": ["cover"]}
    assert json.loads(fetch(page + "mend", "POST", **header)) == {"faults": []}
    for path, code in (("fault?kind=flood", 400), ("nothing", 400)):
        with pytest.raises(urllib.error.HTTPError) as refused:
            fetch(page + path, "POST", **header)
        assert refused.value.code == code
        refused.value.close()
    with pytest.raises(urllib.error.HTTPError) as foreign:
        fetch(page + "fault?kind=cover", "POST")
    assert foreign.value.code == 403
    foreign.value.close()


def test_a_waiting_browser_hears_of_changes_at_once(
    printer: VirtualPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "POLL", 10 * PATIENCE_S)  # nobody else ends its waiting
    state = json.loads(fetch(printer.web_url + "state.json"))
    printer.fault("offline")
    news = json.loads(fetch(printer.web_url + f"state.json?seen={state['changes']}"))
    assert news["faults"] == ["offline"]
    mended = threading.Timer(0.2, printer.mend)
    mended.start()
    news = json.loads(fetch(printer.web_url + f"state.json?seen={news['changes']}"))
    assert news["faults"] == printer.faults == []
    mended.join()


def test_faults_on_the_command_line() -> None:
    assert parse_fault("paper_out@40/3") == ("paper_out", 40.0, 3.0)
    assert parse_fault("mute") == ("mute", None, None)
    with pytest.raises(ValueError, match="flood"):
        parse_fault("flood@4")


def test_unknown_models_and_faults_are_refused(printer: VirtualPrinter) -> None:
    with pytest.raises(ValueError, match="110"):
        VirtualPrinter(model="110")
    with pytest.raises(ValueError, match="flood"):
        printer.fault("flood")


def test_it_ends_with_whoever_started_it() -> None:
    """Killed outright, a demo leaves no printers behind: the system closes its end."""
    program = [sys.executable, "-m", "printers.virtual", "--until-eof"]
    process = subprocess.Popen(
        [*program, "--port", "0", "--web-port", "0"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdin is not None and process.stderr is not None
        assert "paper at http://" in process.stderr.readline()
        assert process.poll() is None
        process.stdin.close()
        assert process.wait(PATIENCE_S) == 0
