"""The whole composition: what an administrator takes away, no socket keeps."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import gevent
import pytest
import websocket
from gevent.event import Event

from bench.site import Prepared, prepare
from server.main import compose, open_context, people_of, web_options
from server.realtime.serving import Serving
from server.settings import Settings
from server.usecases.administering import AddDevice, By, add_device, end_session
from server.usecases.app_context import AppContext
from server.usecases.signing_in import MakeLink, enter, make_links
from server.web.web_context import web_context
from tests.support.live import LiveClient
from tests.support.patience import PATIENCE_S, eventually
from tests.support.people import take


class Composed:
    """The real application on a free port, in a thread with its own loop."""

    def __init__(self, hall: Prepared) -> None:
        self.hall = hall
        self.port = 0
        self.context: AppContext
        self.app: Any = None
        self._ready = threading.Event()
        self._stop: Any = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Composed":
        self._thread.start()
        assert self._ready.wait(PATIENCE_S), "the server did not start"
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.send()
        self._thread.join(PATIENCE_S)

    def _run(self) -> None:
        stopped, hub = Event(), gevent.get_hub()
        self._stop = hub.loop.async_()
        self._stop.start(stopped.set)
        settings = Settings(data=self.hall.folder)
        self.context = open_context(settings)
        self.app = compose(self.context, web_options(settings))
        serving = Serving(self.app, "127.0.0.1", 0)
        serving.start()
        self.port = serving.port
        self._ready.set()
        stopped.wait()
        serving.stop()
        self.context.store.database.close()
        self._stop.close()
        hub.destroy(destroy_loop=True)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Composed]:
    with Composed(prepare(tmp_path_factory.mktemp("hall"))) as composed:
        yield composed


def watching(server: Composed, token: str) -> LiveClient:
    client = LiveClient(server.port, auth={"token": token})
    client.subscribe("main")
    return client


def test_a_board_that_is_revoked_goes_dark_at_once(server: Composed) -> None:
    people = people_of(server.context)
    board = watching(server, server.hall.board)
    clerk = watching(server, server.hall.clerks["1"])
    assert board.next()[0] == clerk.next()[0] == "snapshot"
    with people.reading() as book:
        (session,) = [each for each in book.sessions() if each.role.value == "board"]
    end_session(people, By("test"), session.id, datetime.now(UTC))
    session_cache = web_context(server.app.live._app).session_cache
    session_cache.forget()  # what the administrators' page does after every change
    with pytest.raises((websocket.WebSocketConnectionClosedException, ConnectionError)):
        board.next()
    board.close()
    with watching(server, server.hall.board) as again:
        event, data = again.next()
        assert (event, data["code"]) == ("refused", "live.sign_in")
    take(server.context, server.hall.served[0], materials=())
    while (heard := clerk.next())[1].get("type") != "ticket.issued":
        assert heard[0] == "event", "still connected, and told what happens in the hall"
    clerk.close()


def test_what_another_process_takes_away_is_heard_within_seconds(server: Composed) -> None:
    """`servicehall install` beside a running server: nobody tells this process to look."""
    elsewhere = open_context(Settings(data=server.hall.folder))
    people = people_of(elsewhere)
    clerk = watching(server, server.hall.clerks["2"])
    assert clerk.next()[0] == "snapshot"
    with people.reading() as book:
        (session,) = [s for s in book.sessions() if s.kind == "token" and s.window == "2"]
    end_session(people, By("command line"), session.id, datetime.now(UTC))
    with pytest.raises((websocket.WebSocketConnectionClosedException, ConnectionError)):
        while True:
            clerk.next()
    clerk.close()
    elsewhere.store.database.close()


def test_a_stranger_is_told_to_sign_in(server: Composed) -> None:
    with LiveClient(server.port) as stranger:
        stranger.subscribe("main")
        event, data = stranger.next()
        assert (event, data["code"]) == ("refused", "live.sign_in")


def test_a_device_that_only_watches_is_seen(server: Composed) -> None:
    """A board sends nothing by itself; that its line is there is what it is seen by."""
    people, now = people_of(server.context), datetime.now(UTC)
    device = add_device(people, AddDevice(By("test"), "大厅屏", "board", "main"), now)
    (link,) = make_links(people, [MakeLink("test", device=device.id)], now)
    opened = enter(people, link, now)
    board = watching(server, opened.secret)
    assert board.next()[0] == "snapshot"
    long_ago = now - timedelta(minutes=10)
    with people.writing() as book:
        book.change_device(device.id, seen_at=long_ago)
        book.touch_session(opened.session.id, long_ago)
    web_context(server.app.live._app).session_cache.forget()  # and every client is looked at

    def seen() -> bool:
        with people.reading() as book:
            found = book.device(device.id)
        assert found is not None and found.seen_at is not None
        return found.seen_at >= now

    assert eventually(seen)
    board.close()
