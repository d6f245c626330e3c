"""Clients that behave badly hurt nobody but themselves, and strangers see nothing."""

import json
import socket
import struct
import time
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import socketio
import websocket

from server.contracts.live import SubscriptionRefused
from server.realtime import live as live_module
from server.realtime import send_buffer
from tests.support.live import LiveClient, LiveThread, MemoryJournal
from tests.support.patience import PATIENCE_S, eventually

REVOKED: set[str] = set()


def who(environ: Mapping[str, Any], auth: Any) -> str | None:
    """Tests name themselves: by the auth object, or by a cookie."""
    if isinstance(auth, dict):
        name: str | None = auth.get("token")
        return None if name in REVOKED else name
    return environ.get("HTTP_COOKIE", "").removeprefix("sh=") or None


def may_watch(principal: str | None, hall: str) -> bool:
    return principal == "anywhere" or principal == f"board of {hall}"


@pytest.fixture(scope="module")
def live() -> Iterator[LiveThread]:
    with LiveThread(MemoryJournal("main", "rehearsal"), who=who, may_watch=may_watch) as server:
        server.append("main", notice={"zh": "一", "en": "one"})
        yield server


def connect(live: LiveThread, token: str | None = "anywhere") -> LiveClient:
    return LiveClient(live.port, auth={"token": token} if token else None)


@pytest.mark.parametrize(
    ("token", "wanted", "code"),
    [
        (None, {"hall": "main", "after": None}, "live.sign_in"),
        ("board of main", {"hall": "rehearsal", "after": None}, "live.not_allowed"),
        ("board of rehearsal", {"hall": "main", "after": 0}, "live.not_allowed"),
        ("anywhere", {"hall": "nowhere", "after": None}, "live.unknown_hall"),
        ("anywhere", {"hall": "main", "after": -1}, "live.bad_subscribe"),
        ("anywhere", {"hall": "main", "after": True}, "live.bad_subscribe"),
        ("anywhere", {"hall": "main", "after": "7"}, "live.bad_subscribe"),
        ("anywhere", {"hall": ""}, "live.bad_subscribe"),
        ("anywhere", {"hall": ["main"]}, "live.bad_subscribe"),
        ("anywhere", "main", "live.bad_subscribe"),
        ("anywhere", None, "live.bad_subscribe"),
    ],
)
def test_a_refusal_has_a_code_a_sentence_and_a_way_out(
    live: LiveThread, token: str | None, wanted: Any, code: str
) -> None:
    with connect(live, token) as client:
        client.send("subscribe", wanted)
        event, data = client.next()
        assert (event, data["code"]) == ("refused", code)
        assert SubscriptionRefused.model_validate(data).title
        assert data["action"]


def test_a_refusal_speaks_the_clients_language(live: LiveThread) -> None:
    titles = set()
    for language in ("zh-CN,zh;q=0.9,en;q=0.8", "en-GB,en;q=0.9", "fr", "zh-TW"):
        header = [f"Accept-Language: {language}"]
        with LiveClient(live.port, auth={"token": "x"}, header=header) as client:
            client.subscribe("main")
            titles.add(client.next()[1]["title"])
    assert titles == {
        "无权查看这个大厅",
        "This hall may not be watched from here",
        "無權查看這個大廳",
    }


def test_who_is_refused_gets_no_event_afterwards(live: LiveThread) -> None:
    with connect(live, "board of rehearsal") as client:
        client.subscribe("main")
        assert client.next()[0] == "refused"
        live.append("main", notice={"zh": "二", "en": "two"})
        live.append("rehearsal", notice={"zh": "练习", "en": "rehearsal"})
        with pytest.raises(websocket.WebSocketTimeoutException):
            client.next(timeout=0.3)


def test_a_cookie_is_enough(live: LiveThread) -> None:
    with LiveClient(live.port, cookie="sh=board of main") as client:
        client.subscribe("main")
        assert client.next()[0] == "snapshot"


def test_a_revoked_device_is_cut_off_and_told_why(live: LiveThread) -> None:
    with connect(live, "board of main") as revoked, connect(live) as other:
        for client in (revoked, other):
            client.subscribe("main")
            client.next()
        REVOKED.add("board of main")
        try:
            live.live.rights_changed()
            with pytest.raises((websocket.WebSocketConnectionClosedException, ConnectionError)):
                revoked.next()
            live.append("main", notice={"zh": "三", "en": "three"})
            assert other.next()[1]["notice"]["en"] == "three"
            with connect(live, "board of main") as again:
                again.subscribe("main")
                assert again.next()[1]["code"] == "live.sign_in"
        finally:
            REVOKED.clear()


def test_a_stalled_client_is_dropped_and_delays_nobody(
    live: LiveThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(send_buffer, "BACKLOG_BYTES", 256 * 1024)
    monkeypatch.setattr(send_buffer, "BACKLOG_SECONDS", 2 * PATIENCE_S)
    buffers = [(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)]
    stalled = LiveClient(live.port, auth={"token": "anywhere"}, sockopt=buffers)
    stalled.subscribe("main")
    with connect(live) as healthy:
        healthy.subscribe("main")
        healthy.next()
        clients = live.live.clients
        text = "排队" * 4000
        slowest = 0.0
        for n in range(1000):
            started = time.perf_counter()
            live.append("main", notice={"zh": text, "en": str(n)})
            assert healthy.next()[1]["notice"]["en"] == str(n)
            slowest = max(slowest, time.perf_counter() - started)
            if live.live.clients < clients:
                break
        assert eventually(lambda: live.live.clients == clients - 1), "it was never dropped"
        assert slowest < send_buffer.BACKLOG_SECONDS / 2, "somebody waited for it"
    stalled.close()


def test_a_slow_reader_gets_every_byte_in_order(live: LiveThread) -> None:
    """Short sends happen here: much more is sent than the socket's buffers hold."""
    buffers = [(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)]
    slow = LiveClient(live.port, auth={"token": "anywhere"}, sockopt=buffers)
    slow.subscribe("main")
    seq = slow.next()[1]["seq"]
    for n in range(60):
        live.append("main", notice={"zh": "叫号" * 700, "en": str(n)})
    for n in range(60):
        event, data = slow.next()
        assert (event, data["seq"], data["notice"]["en"]) == ("event", seq + n + 1, str(n))
    slow.close()


def test_a_silent_client_is_noticed_and_a_living_one_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_module, "PING_SECONDS", 0.5)
    monkeypatch.setattr(live_module, "SILENCE_SECONDS", 8)
    with LiveThread(MemoryJournal("main")) as server:
        silent, living = LiveClient(server.port), LiveClient(server.port)
        assert silent.opened["pingInterval"] == 500
        deadline = time.monotonic() + PATIENCE_S
        while server.live.clients == 2 and time.monotonic() < deadline:
            with pytest.raises(websocket.WebSocketTimeoutException):
                living.next(timeout=0.1)  # answers pings
        assert server.live.clients == 1
        living.subscribe("main")
        assert living.next()[0] == "snapshot"
        silent.close()
        living.close()


@pytest.mark.parametrize(
    "payload",
    [
        "4" + "2/live," + json.dumps(["subscribe", {"hall": "x" * 20_000}]),
        "4nonsense",
        "42/live,{",
        "42/live,[",
        "42/live,[]",
        "42/live,[7]",
        "42/live,null",
        "451-/live,[1]",
        "x",
        "1",
        "",
        "9",
        "40/live," + "[" * 5000,
        "42/live," + "[" * 5000,
    ],
)
def test_nonsense_ends_only_its_own_connection(live: LiveThread, payload: str) -> None:
    with connect(live) as client, connect(live) as other:
        client.ws.send(payload)
        other.subscribe("main")
        assert other.next()[0] == "snapshot"


def test_nonsense_below_the_messages_ends_only_its_own_connection(live: LiveThread) -> None:
    unmasked = b"\x81\x01x"
    giant = struct.pack("!BBQ", 0x81, 0xFF, 1 << 62) + b"mask"
    reserved = b"\xf1\x80mask"
    lone_continuation = b"\x80\x80mask"
    wrong_utf8 = b"\x81\x81\0\0\0\0\xff"
    for raw in (unmasked, reserved, lone_continuation, wrong_utf8, giant + b"x" * 40_000):
        client = connect(live)
        client.ws.sock.sendall(raw)
        with pytest.raises((websocket.WebSocketException, ConnectionError)):
            client.next()
        client.close()
    with connect(live) as other:
        other.subscribe("main")
        assert other.next()[0] == "snapshot"


def test_messages_in_pieces_and_pings_between_them_are_understood(live: LiveThread) -> None:
    text = "42/live," + json.dumps(["subscribe", {"hall": "main", "after": None}])
    with connect(live) as client:
        frames = [
            websocket.ABNF.create_frame(text[:10], websocket.ABNF.OPCODE_TEXT, fin=0),
            websocket.ABNF.create_frame(b"are you there", websocket.ABNF.OPCODE_PING),
            websocket.ABNF.create_frame(text[10:], websocket.ABNF.OPCODE_CONT),
        ]
        for piece in frames:
            for byte in piece.format():
                client.ws.sock.sendall(bytes([byte]))
        opcode, data = client.frame()
        assert (opcode, data) == (websocket.ABNF.OPCODE_PONG, b"are you there")
        assert client.next()[0] == "snapshot"


def ask(
    live: LiveThread, *headers: str, path: str = "/socket.io/?EIO=4&transport=websocket"
) -> str:
    """The head of the answer to a handshake with these headers."""
    wanted = [f"GET {path} HTTP/1.1", "Host: hall.example", *headers, "", ""]
    with socket.create_connection(("127.0.0.1", live.port), timeout=PATIENCE_S) as raw:
        raw.sendall("\r\n".join(wanted).encode())
        return raw.recv(4096).decode("latin-1")


UPGRADE = ("Upgrade: websocket", "Connection: Upgrade")
KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
VERSION = "Sec-WebSocket-Version: 13"


def test_the_handshake_is_as_in_the_rfc_and_declines_compression(live: LiveThread) -> None:
    offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"
    answer = ask(live, *UPGRADE, KEY, VERSION, offer)
    assert answer.startswith("HTTP/1.1 101 ")
    assert "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" in answer
    assert "deflate" not in answer


@pytest.mark.parametrize(
    "headers",
    [
        (*UPGRADE, KEY),
        (*UPGRADE, KEY, "Sec-WebSocket-Version: 8"),
        (*UPGRADE, VERSION),
        (*UPGRADE, VERSION, "Sec-WebSocket-Key: c2hvcnQ="),
        (*UPGRADE, VERSION, "Sec-WebSocket-Key: ???"),
        (*UPGRADE, KEY, VERSION, "Origin: http://elsewhere.example"),
        (KEY, VERSION),
    ],
)
def test_a_wrong_handshake_is_answered_with_400(live: LiveThread, headers: tuple[str, ...]) -> None:
    assert ask(live, *headers).startswith("HTTP/1.1 400 ")


def test_long_polling_is_refused_and_plain_http_goes_through(live: LiveThread) -> None:
    polling = ask(live, path="/socket.io/?EIO=4&transport=polling")
    assert polling.startswith("HTTP/1.1 400 ")
    assert ask(live, path="/healthz").startswith("HTTP/1.1 200 ")


def test_the_ordinary_client_of_socketio_reads_it(
    live: LiveThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The server has the library imported without it, where it was the first to import it.
    monkeypatch.setattr("engineio.client.websocket", websocket)
    got: list[Any] = []
    client = socketio.SimpleClient()
    client.connect(
        f"http://127.0.0.1:{live.port}",
        namespace="/live",
        auth={"token": "anywhere"},
        transports=["websocket"],
    )
    client.emit("subscribe", {"hall": "main", "after": None})
    got.append(client.receive(timeout=PATIENCE_S))
    live.append("main", notice={"zh": "四", "en": "four"})
    got.append(client.receive(timeout=PATIENCE_S))
    client.disconnect()
    assert [event for event, _ in got] == ["snapshot", "event"]
    assert got[1][1]["notice"] == {"zh": "四", "en": "four"}


def test_waits_are_pushed_when_they_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.realtime.relay._WAITS_SECONDS", 0.05)
    now: dict[str, Any] = {"tax": [5, 9]}
    asked: list[str] = []

    def waits(hall: str) -> dict[str, Any]:
        asked.append(hall)
        return {"hall": hall, "at": str(len(asked)), "waits": dict(now)}

    with LiveThread(MemoryJournal("main"), waits=waits) as server, LiveClient(server.port) as board:
        board.subscribe("main")
        assert board.next()[0] == "snapshot"
        assert board.next()[1]["waits"] == {"tax": [5, 9]}
        assert eventually(lambda: len(asked) > 5)
        now["tax"] = None
        assert board.next()[1]["waits"] == {"tax": None}
        with LiveClient(server.port) as late:
            late.subscribe("main")
            assert late.next()[0] == "snapshot"
            event, message = late.next()
            assert (event, message["waits"]) == ("waits", {"tax": None})


def test_the_listener_sends_without_nagles_delay() -> None:
    from server.realtime.serving import listen

    listener = listen("127.0.0.1", 0)
    with socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1
        accepted.close()
    with pytest.raises(OSError, match=r"Cannot listen on 127\.0\.0\.1:\d+: Address already in use"):
        listen("127.0.0.1", listener.getsockname()[1])
    listener.close()


@pytest.mark.parametrize("word", ["connect", "disconnect"])
def test_a_message_named_like_a_turn_of_the_protocol_hides_nobody(
    live: LiveThread, word: str
) -> None:
    """Who sends "disconnect" must not drop out of supervision while it goes on watching."""
    with connect(live, "board of main") as board:
        board.subscribe("main")
        board.next()
        board.send(word, {"token": "anywhere"})
        board.subscribe("rehearsal")
        assert board.next()[1]["code"] == "live.not_allowed"
        REVOKED.add("board of main")
        try:
            live.live.rights_changed()
            with pytest.raises((websocket.WebSocketConnectionClosedException, ConnectionError)):
                board.next()
        finally:
            REVOKED.clear()


def test_nothing_is_remembered_of_clients_that_left(live: LiveThread) -> None:
    manager = live.app.extensions["socketio"].server.manager
    assert eventually(lambda: live.live.clients == 0)
    boards = [connect(live) for _ in range(5)]
    for board in boards:
        board.subscribe("rehearsal")
        board.next()
        board.subscribe("main")
        board.next()
    assert eventually(lambda: live.live.watchers("main") == 5)
    assert live.live.watchers("rehearsal") == 0
    for board in boards:
        board.close()
    assert eventually(lambda: not manager.rooms)
    assert not (manager._entered or manager.pending_disconnect or manager.callbacks)
