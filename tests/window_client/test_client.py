"""The client against a real HTTP server that loses answers, restarts and refuses."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from window_client.client import HallClient, Problem, Unreachable

Answer = tuple[int, object] | None
"""Status and JSON body, or None to cut the connection without an answer."""


class Asked:
    """What arrived: method, path, headers, body."""

    def __init__(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers.get("Content-Length") or 0)
        self.method, self.path, self.headers = handler.command, handler.path, handler.headers
        self.body = json.loads(handler.rfile.read(length)) if length else None


@contextmanager
def server(answer: Callable[[Asked], Answer]) -> Iterator[tuple[str, list[Asked]]]:
    """A server that answers as told and remembers what it was asked."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        def _reply(self) -> None:
            asked.append(Asked(self))
            reply = answer(asked[-1])
            if reply is None:
                self.close_connection = True
                return
            data = json.dumps(reply[1]).encode()
            self.send_response(reply[0])
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = _reply  # noqa: N815 — the names that http.server looks for

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet: what was asked is in the list."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=http.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_port}", asked
    finally:
        http.shutdown()
        thread.join()
        http.server_close()


def test_a_ticket_is_taken_with_token_language_and_a_key() -> None:
    with (
        server(lambda _: (201, {"number": "A001"})) as (url, asked),
        HallClient(url, token="secret", language="en") as client,
    ):
        assert client.take_ticket("id-card", priority="elder")["number"] == "A001"
    (request,) = asked
    assert (request.method, request.path) == ("POST", "/api/v1/halls/main/tickets")
    assert request.body == {"matter": "id-card", "priority": "elder"}
    assert request.headers["Authorization"] == "Bearer secret"
    assert request.headers["Accept-Language"] == "en"
    assert len(request.headers["Idempotency-Key"]) == 32


def test_a_lost_answer_is_asked_again_with_the_same_key() -> None:
    answers: list[Answer] = [None, (503, {}), (200, {"result": "called", "seq": 9, "console": {}})]
    with (
        server(lambda _: answers.pop(0)) as (url, asked),
        HallClient(url, sleep=lambda _: None) as client,
    ):
        assert client.call_next("3", finish=True, outcome="done")["result"] == "called"
    assert len(asked) == 3
    assert len({request.headers["Idempotency-Key"] for request in asked}) == 1
    assert asked[-1].path == "/api/v1/windows/3/call-next"
    assert asked[-1].body == {"finish": True, "outcome": "done"}


def test_two_steps_have_two_keys_unless_the_caller_names_one() -> None:
    with server(lambda _: (200, {})) as (url, asked), HallClient(url) as client:
        client.start("3")
        client.start("3")
        client.finish("3", key="again")
        client.finish("3", key="again")
    keys = [request.headers["Idempotency-Key"] for request in asked]
    assert len(set(keys[:2])) == 2
    assert keys[2:] == ["again", "again"]


def test_a_refusal_is_said_in_the_servers_words_and_not_repeated() -> None:
    refusal = {"code": "no_ticket", "title": "窗口没有号", "action": "请先叫号。"}
    with server(lambda _: (409, refusal)) as (url, asked), HallClient(url) as client:
        with pytest.raises(Problem, match="窗口没有号 请先叫号") as caught:
            client.no_show("3")
        assert (caught.value.status, caught.value.code) == (409, "no_ticket")
        assert len(asked) == 1


def test_an_answer_that_is_not_a_problem_document_is_still_a_problem() -> None:
    with (
        server(lambda _: (500, ["oops"])) as (url, _),
        HallClient(url) as client,
        pytest.raises(Problem, match="HTTP 500"),
    ):
        client.board()


def test_patience_ends_and_names_the_key_to_try_again() -> None:
    with (
        server(lambda _: None) as (url, asked),
        HallClient(url, patience=0) as client,
        pytest.raises(Unreachable) as caught,
    ):
        client.take_ticket("id-card")
    assert caught.value.key == asked[0].headers["Idempotency-Key"]


def test_the_journal_is_read_page_by_page() -> None:
    rows = [{"seq": seq} for seq in range(1, 6)]

    def page(request: Asked) -> Answer:
        after = int(request.path.split("after=")[1].split("&")[0])
        return 200, {"hall": "main", "last": 5, "events": rows[after : after + 2]}

    with server(page) as (url, asked), HallClient(url) as client:
        assert [row["seq"] for row in client.journal_from(0, page=2)] == [1, 2, 3, 4, 5]
    assert len(asked) == 4


def test_holders_verbs_and_reads_go_to_their_addresses() -> None:
    with server(lambda _: (200, {})) as (url, asked), HallClient(url, hall="east") as client:
        client.ticket("7H2K")
        client.rate("7H2K", 5, text="好")
        client.change_ticket("7H2K", "cancel")
        client.console("main.3")
        client.sign_on("3")
        client.catalogue()
        client.today()
    assert [(request.method, request.path.removeprefix("/api/v1")) for request in asked] == [
        ("GET", "/tickets/7H2K"),
        ("POST", "/tickets/7H2K/rating"),
        ("POST", "/tickets/7H2K/cancel"),
        ("GET", "/windows/main.3"),
        ("POST", "/windows/3/sign-on"),
        ("GET", "/halls/east/catalogue"),
        ("GET", "/halls/east/today"),
    ]
    assert asked[1].body == {"level": 5, "text": "好"}
