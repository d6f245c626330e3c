"""Who is asking: the session behind a cookie or a bearer token, or nobody."""

from dataclasses import dataclass
from ipaddress import ip_address

from server.domain.people import ALL_HALLS, Role, Session

ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Principal:
    """`via` is none, cookie or bearer; a cookie needs the proof against forged requests.

    `forwarded`: a proxy says that it passed the request on.
    """

    session: Session | None
    via: str
    address: str
    slot: str | None = None
    forwarded: bool = False

    @property
    def role(self) -> Role | None:
        return None if self.session is None else self.session.role

    @property
    def hall(self) -> str | None:
        """The hall their rights end at; `*` is every hall, None is nobody's."""
        return None if self.session is None else self.session.hall

    @property
    def window(self) -> str | None:
        """The one window a device or token is bound to."""
        return None if self.session is None else self.session.window

    @property
    def actor(self) -> str:
        return ANONYMOUS if self.session is None else self.session.actor

    @property
    def login(self) -> str | None:
        """The sign-in name of a person; a device or a script has none."""
        person = None if self.session is None else self.session.person
        return None if person is None else person.login

    @property
    def everywhere(self) -> bool:
        return self.hall == ALL_HALLS

    @property
    def on_this_machine(self) -> bool:
        """Connected from this machine itself: whom a proxy on it passes on may sit anywhere."""
        return is_loopback(self.address) and not self.forwarded


def is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
