"""The live part is Flask-SocketIO, as decided (docs/decisions/0007), in the running program."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import flask_socketio
from flask import Flask

from server.main import compose, open_context, web_options
from server.realtime.broadcast import Broadcaster
from server.realtime.engine import LiveEngine
from server.realtime.protocol import EngineServer
from server.settings import Settings
from tests.support.live import LiveClient, LiveThread, MemoryJournal


def parts(app: Flask) -> tuple[Any, Any, Any]:
    """The extension that the application says it has, its Socket.IO server, and its engine."""
    extension = app.extensions["socketio"]
    return extension, extension.server, extension.server.eio


def test_the_program_serves_its_sockets_through_flask_socketio(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    context = open_context(settings)
    composed = compose(context, web_options(settings))
    try:
        extension, server, engine = parts(composed.live._app)
        assert isinstance(extension, flask_socketio.SocketIO)
        assert extension.async_mode == engine.async_mode == "gevent"
        assert engine.transports == ["websocket"]
        assert isinstance(engine, LiveEngine)
        assert isinstance(server.manager, Broadcaster)
        assert list(server.namespace_handlers) == ["/live"]
        assert isinstance(server.namespace_handlers["/live"], flask_socketio.Namespace)
    finally:
        context.store.database.close()


def test_a_client_is_held_by_it_and_by_nothing_else() -> None:
    with LiveThread(MemoryJournal("main")) as running, LiveClient(running.port) as client:
        client.subscribe("main")
        assert client.next()[0] == "snapshot"
        extension, server, engine = parts(running.app)
        assert list(server.environ) == list(engine.sockets)
        running.append("main", notice=None)
        assert client.next()[0] == "event"
        assert server.manager.size("/live", "hall:main") == 1
        extension.emit("event", {"seq": 2}, namespace="/live", to="hall:main")
        assert client.next() == ("event", {"seq": 2})


def test_our_engine_has_every_option_of_the_stock_one() -> None:
    stock = EngineServer(
        async_mode="gevent", ping_interval=3, ping_timeout=4, transports=["websocket"]
    )
    stock.on("message", print)
    ours = vars(LiveEngine.instead_of(stock))
    same = {key for key, value in vars(stock).items() if ours[key] == value}
    assert set(vars(stock)) - same <= {"start_service_task"}


def test_no_client_is_imported_with_the_server() -> None:
    code = "import server.realtime.live, sys; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    assert "flask_socketio" in loaded.stdout.split()
    assert not {"requests", "aiohttp", "websocket", "eventlet"} & set(loaded.stdout.split())
