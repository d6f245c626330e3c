"""The /live namespace: who may watch which hall, and the subscribing itself.

Clients only subscribe here; every verb goes over HTTP. What a client may see is decided by two
functions that the composition root passes in, so that this room knows neither people nor tables.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import gevent

from server.contracts.languages import FIRST, spoken, translated
from server.domain.errors import Unknown
from server.domain.vocabulary import within
from server.realtime.broadcast import Broadcaster, event_frame
from server.realtime.protocol import Namespace, request
from server.realtime.relay import NAMESPACE, Relay
from server.storage.unavailable import StorageUnavailable

log = logging.getLogger("servicehall.live")

Who = Callable[[Mapping[str, Any], Any], Any]
"""(WSGI environ, the client's auth object or None) -> the principal, or None for a stranger."""

MayWatch = Callable[[Any, str], bool]
"""(principal or None, hall) -> whether it may see this hall's public state."""

Text = dict[str, str]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a client gets nothing: a code for programs, a sentence and a way out for people."""

    code: str
    title: Text
    action: Text

    def wire(self, language: str) -> dict[str, str]:
        """The data of a "refused" message (contracts.live.SubscriptionRefused)."""
        title, action = (within(translated(words), language) for words in (self.title, self.action))
        return {"code": self.code, "title": title, "action": action}


@dataclass(slots=True)
class Watcher:
    """Who is at the other end of one connection, and which hall it watches; `unsure` while the
    database could not say who it is."""

    principal: Any
    auth: Any
    language: str
    hall: str | None = None
    unsure: bool = False


BAD_REQUEST = Refusal(
    "live.bad_subscribe",
    {"zh": "订阅请求不完整", "en": "This subscription is incomplete"},
    {
        "zh": "请发送 {hall: 大厅代号, after: 最后收到的序号或 null}",
        "en": "Send {hall: the hall's key, after: the last seq you have, or null}",
    },
)
STRANGER = Refusal(
    "live.sign_in",
    {"zh": "此页面尚未登录", "en": "This page is not signed in"},
    {
        "zh": "请重新登录，或请管理员为这台设备发放链接",
        "en": "Sign in again, or ask an administrator for a link for this device",
    },
)
FORBIDDEN = Refusal(
    "live.not_allowed",
    {"zh": "无权查看这个大厅", "en": "This hall may not be watched from here"},
    {
        "zh": "请使用属于这个大厅的帐号或设备",
        "en": "Use a person or device that belongs to this hall",
    },
)
UNKNOWN_HALL = Refusal(
    "live.unknown_hall",
    {"zh": "没有这个大厅", "en": "There is no such hall"},
    {"zh": "请检查大厅代号", "en": "Check the hall's key"},
)


UNAVAILABLE = Refusal(
    "live.unavailable",
    {"zh": "数据库暂时不能使用", "en": "The database can't be used at the moment"},
    {
        "zh": "稍后会自动重试；请技术人员查看服务器日志",
        "en": "Ask again in two seconds; a technician sees the reason on the server's log",
    },
)


class LiveNamespace(Namespace):  # type: ignore[misc]  # socketio ships no types
    """Connect, subscribe, be dropped."""

    def __init__(self, broadcaster: Broadcaster, who: Who, may_watch: MayWatch) -> None:
        super().__init__(NAMESPACE)
        self._broadcaster = broadcaster
        self._who = who
        self._may_watch = may_watch
        self.relay: Relay | None = None
        self.clients: dict[str, Watcher] = {}

    def on_connect(self, auth: Any = None) -> None:
        """Learn who this is. A stranger may connect, and is then told why it sees nothing."""
        environ, sid = request.environ, _sid()
        if sid not in self.clients:  # a client may send a message of this name, too
            client = self.clients[sid] = Watcher(None, auth, _language(environ))
            try:
                client.principal = self._who(environ, auth)
            except StorageUnavailable:
                client.unsure = True  # asked again when it subscribes

    def on_disconnect(self, reason: Any = None) -> None:
        """Forget who this was. A message of this name ends nothing, and nobody's supervision."""
        if not self._broadcaster.is_connected(_sid(), NAMESPACE):
            self.clients.pop(_sid(), None)

    def on_subscribe(self, wanted: Any = None) -> None:
        """Answer with a snapshot or the missing events, and with every event from then on."""
        sid = _sid()
        client = self.clients[sid]
        refusal = self._subscribe(sid, client, wanted)
        if refusal is not None:
            self._deliver(sid, event_frame(NAMESPACE, "refused", refusal.wire(client.language)))

    def publish(self, hall: str, frames: bytes) -> None:
        """Send ready frames to everybody who watches the hall."""
        self._broadcaster.publish(NAMESPACE, _room(hall), frames)

    def watchers(self, hall: str) -> int:
        """How many clients watch the hall."""
        return self._broadcaster.size(NAMESPACE, _room(hall))

    def recheck(self) -> int:
        """Ask again who every client is, and cut off those that may no longer watch; how many.

        Yields between clients. A cut-off client connects again and is told why it sees nothing.
        """
        cut = 0
        for sid, client in list(self.clients.items()):
            gevent.sleep(0)
            if sid in self.clients and not self._still(sid, client):
                cut += 1
                self._connection(sid).close()
        return cut

    def _still(self, sid: str, client: Watcher) -> bool:
        """Whether this client may go on; also when nobody can say it at the moment."""
        if client.hall is None:
            return True
        environ = self.server.get_environ(sid, NAMESPACE)
        try:
            client.principal = self._who(environ, client.auth)
            return self._may_watch(client.principal, client.hall)
        except StorageUnavailable:
            return True
        except Exception:
            log.exception("A live client's rights could not be checked")
            return True

    def _subscribe(self, sid: str, client: Watcher, wanted: Any) -> Refusal | None:
        asked = _asked(wanted)
        if asked is None:
            return BAD_REQUEST
        hall, after = asked
        try:
            if client.unsure:
                environ = self.server.get_environ(sid, NAMESPACE)
                client.principal, client.unsure = self._who(environ, client.auth), False
            if not self._may_watch(client.principal, hall):
                return STRANGER if client.principal is None else FORBIDDEN
            client.hall = hall
            self._join(sid, hall, after)
        except Unknown:
            return UNKNOWN_HALL
        except StorageUnavailable:
            return UNAVAILABLE
        return None

    def _join(self, sid: str, hall: str, after: int | None) -> None:
        assert self.relay is not None
        room = _room(hall)
        self._leave_all(sid)
        self.relay.join(
            hall,
            after,
            lambda frames: self._deliver(sid, frames),
            lambda: self._broadcaster.enter_room(sid, NAMESPACE, room),
        )

    def _leave_all(self, sid: str) -> None:
        """A client watches one hall at a time; asking again starts anew."""
        for room in self._broadcaster.get_rooms(sid, NAMESPACE):
            if room != sid:
                self._broadcaster.leave_room(sid, NAMESPACE, room)

    def _connection(self, sid: str) -> Any:
        return self.server.eio.sockets.get(self._broadcaster.eio_sid_from_sid(sid, NAMESPACE))

    def _deliver(self, sid: str, frames: bytes) -> None:
        connection = self._connection(sid)
        if connection is not None:
            connection.send_buffer.send(frames)


def _sid() -> str:
    """Whose message Flask-SocketIO is handling."""
    sid: str = request.sid  # type: ignore[attr-defined]  # the library puts it there
    return sid


def _room(hall: str) -> str:
    return f"hall:{hall}"


def _language(environ: Mapping[str, Any]) -> str:
    """The first that a client asks for and the program has; Chinese where there is none."""
    wanted = str(environ.get("HTTP_ACCEPT_LANGUAGE") or FIRST)
    tags = (spoken(each.partition(";")[0]) for each in wanted.split(","))
    return next((tag for tag in tags if tag is not None), FIRST)


def _asked(wanted: Any) -> tuple[str, int | None] | None:
    """The hall and number that were asked for; None when the message makes no sense."""
    if not isinstance(wanted, dict):
        return None
    hall, after = wanted.get("hall"), wanted.get("after")
    if not isinstance(hall, str) or not 0 < len(hall) <= 64:
        return None
    if after is not None and (isinstance(after, bool) or not isinstance(after, int) or after < 0):
        return None
    return hall, after
