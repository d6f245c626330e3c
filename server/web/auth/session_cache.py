"""Finds the session of a request or a socket, quickly, and forgets it as soon as it ends.

A session is looked up once a second at most: what ends in this process is forgotten at once,
what another process (a second server, the command line) ends is known within that second.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from werkzeug.http import parse_cookie

from server.domain.people import SLOT, Session
from server.storage.people import People
from server.storage.unavailable import StorageUnavailable
from server.usecases.signing_in import recognise, touch
from server.web.auth.forwarded import forwarded_by
from server.web.auth.principal import Principal

OPENED = frozenset({"sign_in", "sign_in.failed", "link.made", "token.made", "person.added",
                    "device.added", "proxy.not_configured", "server.started"})  # fmt: skip
"""What takes nothing away from anybody."""

TRUST_SECONDS = 1.0
REMEMBERED = 4096
SECRET_MAX = 200


def cookie_name(slot: str | None) -> str:
    """`sh`, or `sh_<slot>` where one browser holds several sessions."""
    return f"sh_{slot}" if slot else "sh"


class SessionCache:
    """Sessions by their secret, remembered for a second."""

    def __init__(self, people: People, now: Callable[[], datetime]) -> None:
        self.people = people
        self.now = now
        self.after_change: Callable[[], None] = lambda: None
        self._known: OrderedDict[str, tuple[float, Session | None]] = OrderedDict()
        self._forgotten = 0
        self._audited: int | None = None

    def find(self, secret: str) -> Session | None:
        """The living session of this secret. A guess is remembered as nothing, too."""
        if not 20 <= len(secret) <= SECRET_MAX:
            return None
        known = self._known.get(secret)
        if known is not None and time.monotonic() - known[0] < TRUST_SECONDS:
            return known[1]
        now, forgotten = self.now(), self._forgotten
        session = recognise(self.people, secret, now)
        if forgotten == self._forgotten:  # else it may have ended while it was looked up
            self._known[secret] = (time.monotonic(), session)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        if session is not None:
            with suppress(StorageUnavailable):  # a full disk can still be read from
                touch(self.people, session, now)
        return session

    def forget(self) -> None:
        """Called after any change to people, devices or sessions."""
        self._known.clear()
        self._forgotten += 1
        self.after_change()  # sockets that were opened by what has ended are closed

    def changed_elsewhere(self) -> bool:
        """Whether the audit log says that rights may have been taken away since the last look.

        What another process (a second server, the command line) does is heard of here alone.
        """
        with self.people.reading() as book:
            if self._audited is None:
                self._audited = book.last_audited()
            entries = book.audited(after=self._audited)
        if not entries:
            return False
        self._audited = entries[-1][0]
        if all(action in OPENED for _, action in entries):
            return False
        self.forget()
        return True

    def principal(
        self, environ: Mapping[str, Any], slot: str | None, token: str | None
    ) -> Principal:
        """Who sent a WSGI request; a token goes before cookies. For sockets as well."""
        address = str(environ.get("REMOTE_ADDR") or "")
        forwarded = forwarded_by(environ) is not None
        if token:
            return Principal(self.find(token), "bearer", address, None, forwarded)
        if slot is not None and not SLOT.fullmatch(slot):
            slot = None
        secret = parse_cookie(environ.get("HTTP_COOKIE", "")).get(cookie_name(slot))
        if not secret:
            return Principal(None, "none", address, slot, forwarded)
        return Principal(self.find(secret), "cookie", address, slot, forwarded)

    def who(self, environ: Mapping[str, Any], auth: object = None) -> Principal | None:
        """Who opened a socket, by its `auth` object {session} or {token}, else by its cookie.

        None is a token that opens nothing; a stranger is a caller without a session.
        """
        said = auth if isinstance(auth, Mapping) else {}
        slot, token = said.get("session"), said.get("token")
        named = slot if isinstance(slot, str) and slot else None
        found = self.principal(environ, named, token if isinstance(token, str) else None)
        return None if token and found.session is None else found


def bearer_of(environ: Mapping[str, Any]) -> str | None:
    """The token of an Authorization header, or None."""
    kind, _, token = str(environ.get("HTTP_AUTHORIZATION") or "").partition(" ")
    return token.strip() if kind.lower() == "bearer" and token.strip() else None
