"""The engine of one hall: fed with what happens, asked how long it will take.

Causal by construction: it knows only the events it was given, and answering changes nothing
but the note of what was answered. Deterministic: no clock, no chance, no order of a set.
Times are wall-clock seconds (see `clock`).
"""

from bisect import insort
from collections.abc import Sequence
from math import inf, nextafter

from server.domain.waiting.advice import Advisor
from server.domain.waiting.clock import day_number
from server.domain.waiting.conformal import Errors, calibrated, hall_errors, queue_errors
from server.domain.waiting.estimate import Estimate
from server.domain.waiting.features import Question, features
from server.domain.waiting.server_group import QueuedTicket, ServerGroup
from server.domain.waiting.servers import same_work

_STARTS_TO_SPEAK = 5  # calls of waiting people that a group must have seen


class Estimator:
    """Waits of one hall. `head_start`: seconds that one step of priority is worth in queue."""

    def __init__(self, head_start: float = 90.0, advisor: Advisor | None = None) -> None:
        self.head_start = head_start
        self.advisor = advisor
        self.day = -1
        self.days = 0
        self.groups: list[ServerGroup] = []
        self.group_of: dict[str, int] = {}  # queue -> place in groups
        self.tickets: dict[str, QueuedTicket] = {}
        self.errors: dict[int, Errors] = {}  # by priority
        self.queue_errors: dict[str, dict[int, Errors]] = {}  # queue, priority
        self.windows: dict[str, tuple[frozenset[str], bool]] = {}
        self.calls: dict[str, dict[str, float]] = {}  # queue -> server -> calls of late

    # --- what happens -------------------------------------------------------------------

    def new_day(self, day: int) -> None:
        """Begin business day number `day` (days since 1970-01-01); who still waits is gone."""
        if self.day >= 0:
            for queue, by_priority in self.queue_errors.items():
                learned = bool(self.groups[self.group_of[queue]].profile.past)
                for errors in by_priority.values():
                    errors.end_day(learned)
            for group in self.groups:
                group.profile.end_day(self.day)
            for errors in self.errors.values():
                errors.end_day(self.days > 0)
            self.days += 1
        self.day = day
        self.tickets.clear()
        self._merge_groups()
        if self.advisor is not None:
            self.advisor.new_day(day)
        for group in self.groups:
            group.begin_day(day)

    def arrive(
        self,
        t: float,
        ticket: str,
        queue: str,
        priority: int = 0,
        windows: float | None = None,
        ahead: int | None = None,
        since: float | None = None,
    ) -> Estimate | None:
        """Somebody joins a queue (or another queue, or again); how long will it take?

        `windows`: how many are open for the queue, where only a count is known. `ahead`: what
        the caller counts; believed where it can't follow from the events. `since`: the moment
        to be ordered by instead of arrival and priority, where the hall's rule gives one.
        None: not known yet.
        """
        group = self._at(t, queue)
        self._forget(ticket)
        key = (t - self.head_start * priority) if since is None else since
        if windows is not None:
            group.observe_windows(t, windows)
        person = QueuedTicket(ticket, queue, priority, t, key)
        before = group.ahead(key)
        if ahead is not None:
            before = self._agreed(group, queue, before, ahead)
        estimate, person.raw = self._estimate(t, queue, priority, before, windows, ticket)
        group.join(person)
        self.tickets[ticket] = person
        return estimate

    def start(self, t: float, ticket: str, server: str | None = None) -> None:
        """A ticket is called to a window."""
        person = self.tickets.get(ticket)
        if person is None or not person.waiting:
            return
        group = self._at(t, person.queue)
        if group.drop(person):
            group.called(t, person)
        person.waiting, person.server, person.started = False, server, t
        group.servers.start(t, server or ticket, ticket, t - person.arrived)
        if server is not None:
            by_server = self.calls.setdefault(person.queue, {})
            by_server[server] = by_server.get(server, 0.0) + 1
        if person.raw is not None:
            of_queue, of_hall = self._errors(person.queue, person.priority)
            self.queue_errors[person.queue][person.priority] = of_queue
            self.errors[person.priority] = of_hall
            of_queue.learn(person.raw, t - person.arrived)
            of_hall.learn(person.raw, t - person.arrived)
        if self.advisor is not None:
            self.advisor.waited(ticket, t - person.arrived)

    def end(self, t: float, ticket: str, server: str | None = None) -> None:
        """The service of a ticket is over."""
        person = self.tickets.get(ticket)
        if person is not None and not person.waiting:
            del self.tickets[ticket]
            server = person.server or server
            servers = self._at(t, person.queue).servers
            servers.end(t, person.server or ticket, ticket, server is not None)

    def leave(self, t: float, ticket: str) -> None:
        """Somebody went away, out of the queue or from a window; says nothing about the wait."""
        person = self.tickets.get(ticket)
        if person is None:
            return
        if person.waiting:
            self._at(t, person.queue)
            self._forget(ticket)
        else:
            self.end(t, ticket)

    def put_off(self, ticket: str, places: int = 0) -> None:
        """Its holder lets the next `places` of the queue go first, or is away: what it waits
        teaches nothing any more."""
        self._not_learned_from(ticket)
        person = self.tickets.get(ticket)
        if person is None or not person.waiting or not places:
            return
        behind = self._key_behind(person.queue, places, person.key, same_queue=True)
        self._move(person, self._last_key(person.queue) if behind is None else behind)

    def come_back(self, t: float, ticket: str, queue: str, after: int) -> None:
        """Somebody waits again who is called after the next `after` calls; not learned from."""
        behind = self._key_behind(queue, after)
        self.arrive(t, ticket, queue, since=t if behind is None else behind)
        self._not_learned_from(ticket)

    def key_of(self, ticket: str) -> float | None:
        """The moment by which a ticket of today was ordered when it waited last."""
        person = self.tickets.get(ticket)
        return None if person is None else person.key

    def _not_learned_from(self, ticket: str) -> None:
        person = self.tickets.get(ticket)
        if person is not None:
            person.raw = None
        if self.advisor is not None:
            self.advisor.forget(ticket)

    def _key_behind(
        self, queue: str, places: int, key: float = -inf, same_queue: bool = False
    ) -> float | None:
        """The key just behind the next `places` who wait after `key`; None where fewer wait."""
        at = self.group_of.get(queue)
        for other, name in [] if at is None else self.groups[at].waiting:
            if other > key and not (same_queue and self.tickets[name].queue != queue):
                places -= 1
            if places <= 0:
                return nextafter(other, inf)
        return None

    def _last_key(self, queue: str) -> float:
        """The key behind everybody who waits."""
        return nextafter(self.groups[self.group_of[queue]].waiting[-1][0], inf)

    def _move(self, person: QueuedTicket, key: float) -> None:
        group = self.groups[self.group_of[person.queue]]
        group.drop(person)
        person.key = key
        insort(group.waiting, (key, person.id))

    def window(self, t: float, window: str, queues: frozenset[str], is_open: bool) -> None:
        """A window opens or resumes for these queues, or pauses or closes."""
        self.windows[window] = (queues, is_open)
        for queue in sorted(queues):
            group = self._at(t, queue)
            group.observe_windows(t, max(self.open_windows(x) for x in self._queues_with(queue)))

    def _queues_with(self, queue: str) -> list[str]:
        """The queues worked by the same servers as this one, itself among them."""
        return [other for other, at in self.group_of.items() if at == self.group_of[queue]]

    def open_windows(self, queue: str) -> int:
        """Windows open for a queue now; paused ones don't count."""
        return sum(is_open and queue in queues for queues, is_open in self.windows.values())

    # --- what is asked ------------------------------------------------------------------

    def quote(
        self,
        t: float,
        queue: str,
        priority: int = 0,
        windows: float | None = None,
        before: Sequence[str] | None = None,
        windows_of: str | None = None,
    ) -> Estimate | None:
        """How long would somebody wait who joined now? Changes nothing; None: not known.

        `before`: the queue of each person who is called first, where the hall's order is known;
        without it the moment of arrival and the priority decide. `windows_of`: the queue whose
        windows call, where it is another (a window's own, about which little is known).
        """
        if queue not in self.group_of:
            return None
        if before is None:
            ahead: float = self.groups[self.group_of[queue]].ahead(t - self.head_start * priority)
        else:
            ahead = self._calls_before(queue, before, windows_of or queue)
        return self._estimate(t, queue, priority, ahead, windows)[0]

    def ask(self, t: float, ticket: str, before: Sequence[str] | None = None) -> Estimate | None:
        """How much longer will a waiting ticket wait? Changes nothing; `before` as in `quote`.

        None: not known, or not waiting.
        """
        person = self.tickets.get(ticket)
        if person is None or not person.waiting:
            return None
        if before is None:
            ahead: float = self.groups[self.group_of[person.queue]].ahead(person.key)
        else:
            ahead = self._calls_before(person.queue, before, person.queue)
        return self._estimate(t, person.queue, person.priority, ahead, None)[0]

    def _calls_before(self, queue: str, before: Sequence[str], called_from: str) -> float:
        """Calls that the whole server group makes while those who are `before` are called.

        The windows of the queue `called_from` call them; the group's other windows call
        meanwhile, and the speed of a group is that of all its windows.
        """
        at = self.group_of[queue]
        of_group = sum(
            other in (queue, called_from) or self.group_of.get(other) == at for other in before
        )
        mine, every = self.open_windows(called_from), self._open_in_group(at)
        return of_group * max(1.0, every / mine) if mine else of_group

    def _open_in_group(self, at: int) -> int:
        """Windows open now for any queue of a server group."""
        return sum(
            is_open and any(self.group_of.get(queue) == at for queue in queues)
            for queues, is_open in self.windows.values()
        )

    # --- inside -------------------------------------------------------------------------

    def _at(self, t: float, queue: str) -> ServerGroup:
        if self.day < 0:
            self.new_day(day_number(t))
        at = self.group_of.get(queue)
        if at is None:
            at = self.group_of[queue] = len(self.groups)
            self.groups.append(ServerGroup())
            self.queue_errors[queue] = {}
            self.groups[at].begin_day(self.day)
        group = self.groups[at]
        group.tick(t)
        return group

    def _merge_groups(self) -> None:
        """Queues worked by the same servers become one group; at night, when nobody waits."""
        for queue, by_server in self.calls.items():
            self.calls[queue] = {server: n * 0.9 for server, n in by_server.items() if n > 0.1}
        for a, b in same_work(self.calls):
            into, out = sorted((self.group_of[a], self.group_of[b]))
            if into != out:
                self.groups[into].absorb(self.groups[out])
                self.group_of = {
                    queue: into if at == out else at for queue, at in self.group_of.items()
                }

    def _agreed(self, group: ServerGroup, queue: str, before: int, told: int) -> int:
        """People ahead when the caller counts `told` and the order of the queue gives `before`.

        A caller may count the whole queue without priorities, or the whole group. A figure between
        the counts that follow from the events is agreement; beyond them the caller knows better,
        by as much as it is beyond. Never falls as `told` rises.
        """
        same_queue = sum(self.tickets[name].queue == queue for _, name in group.waiting)
        least, most = min(before, same_queue), max(before, same_queue)
        return max(0, before + min(0, told - least) + max(0, told - most))

    def _forget(self, ticket: str) -> None:
        person = self.tickets.pop(ticket, None)
        if person is not None and person.waiting:
            self.groups[self.group_of[person.queue]].drop(person)

    def _errors(self, queue: str, priority: int) -> tuple[Errors, Errors]:
        """Past errors of the queue and of the hall; a priority class has its own."""
        of_queue = self.queue_errors[queue].get(priority)
        of_hall = self.errors.get(priority)
        return of_queue or queue_errors(), of_hall or hall_errors()

    def _estimate(
        self,
        t: float,
        queue: str,
        priority: int,
        ahead: float,
        windows: float | None,
        ticket: str | None = None,
    ) -> tuple[Estimate | None, float | None]:
        group = self.groups[self.group_of[queue]]
        if group.profile.starts < _STARTS_TO_SPEAK:
            return None, None
        windows = group.windows if windows is None else windows
        raw = group.raw(t, ahead, windows)
        low, point, high = calibrated(raw, *self._errors(queue, priority))
        default = Estimate(point, low, high)
        if self.advisor is None:
            return default, raw
        place = list(self.group_of).index(queue)
        question = Question(t, queue, place, priority, ahead, windows, raw, default)
        people = [self.tickets[name] for _, name in group.waiting]
        return self.advisor.advise(
            ticket, features(question, group, people, self.groups), default
        ), raw
