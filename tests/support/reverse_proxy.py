"""A real reverse proxy on loopback, small: it passes requests on with headers of its own."""

import http.client
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PATIENCE = 20
HOP = frozenset({"connection", "transfer-encoding", "keep-alive", "date", "server"})


@contextmanager
def reverse_proxy(upstream: int, added: Mapping[str, str]) -> Iterator[int]:
    """Its port, while it runs before the server at the port `upstream`."""

    class Passing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the library's name for it
            behind = http.client.HTTPConnection("127.0.0.1", upstream, timeout=PATIENCE)
            kept = {k: v for k, v in self.headers.items() if k.lower() not in HOP}
            behind.request("GET", self.path, headers={**kept, **added})
            answer = behind.getresponse()
            body = answer.read()
            behind.close()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in HOP:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """The test reads the server's log, not this one's."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Passing) as server:
        running = threading.Thread(target=server.serve_forever, daemon=True)
        running.start()
        yield server.server_port
        server.shutdown()
        running.join()
