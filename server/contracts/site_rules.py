"""The parts of a site file that say when a hall is open and by what rules it calls."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from server.contracts.site_places import Shorthand, WindowWords
from server.contracts.texts import Key, Part, Text

Span = Annotated[
    str,
    StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$"),
]
"""Opening hours of one business day, "09:00-12:00" or "22:00-06:00", by the wall clock of the
hall; a time before `day_ends` belongs to the night after that day."""

DayEnds = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):(00|15|30|45)$")]
"""A quarter of an hour of the wall clock, "04:00"."""

A_DAY = 24 * 60


def minutes_of_span(span: str, day_ends: str = "00:00") -> tuple[int, int]:
    """Begin and end of opening hours in minutes after the midnight that their day begins with.

    Where the end is not after the begin, they reach beyond the end of the day.
    """
    ends, (start, until) = _minutes(day_ends), map(_minutes, span.split("-"))
    return (start + A_DAY * (start < ends), until + A_DAY * (until <= ends))


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)


Minutes = Annotated[int, Field(ge=0, le=24 * 60)]
RuleName = Literal["arrival", "strict", "ageing", "ratio", "appointment", "head_start"]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Hours(Part):
    """Opening hours of a week; a day that is not named is closed, a gap is a break."""

    monday: tuple[Span, ...] = Field(default=(), description="星期一")
    tuesday: tuple[Span, ...] = Field(default=(), description="星期二")
    wednesday: tuple[Span, ...] = Field(default=(), description="星期三")
    thursday: tuple[Span, ...] = Field(default=(), description="星期四")
    friday: tuple[Span, ...] = Field(default=(), description="星期五")
    saturday: tuple[Span, ...] = Field(default=(), description="星期六")
    sunday: tuple[Span, ...] = Field(default=(), description="星期日")

    def week(self) -> tuple[tuple[Span, ...], ...]:
        """Seven days, Monday first."""
        return tuple(getattr(self, day) for day in WEEKDAYS)


class ClosedDays(Part):
    """Days on which the hall stays shut whatever its weekly hours say (法定节假日)."""

    since: date = Field(description="First closed day.")
    until: date | None = Field(default=None, description="Last closed day; the first if left out.")
    name: Text = Field(description="Why, as citizens read it.")


class WorkingDay(Part):
    """A day with hours of its own, such as a make-up working day (调休)."""

    day: date = Field(description="The date.")
    hours: tuple[Span, ...] = Field(min_length=1, description="Its opening hours.")
    name: Text | None = Field(default=None, description="Why, as citizens read it.")


class Calendar(Part):
    """What differs from the weekly hours."""

    closed: tuple[ClosedDays, ...] = Field(default=(), description="Closed days.")
    working: tuple[WorkingDay, ...] = Field(default=(), description="Days with own hours.")


class Rule(Part):
    """Who is next.

    arrival: whoever came first. strict: higher classes always first. ageing: higher classes
    first, but nobody who has waited `bound_minutes` is passed. ratio: `ratio` priority calls
    for one ordinary call. appointment: due appointments first, at most one call in
    `appointment_every`. head_start: whoever came first, where each rank of a class counts as
    having come `bound_minutes` earlier, so that nobody is passed by who came later than that.
    """

    name: RuleName = Field(default="arrival", description="The rule.")
    bound_minutes: Minutes = Field(
        default=30,
        description="From this wait on nobody of a higher class goes first; under head_start how "
        "much earlier a class counts as having come.",
    )
    ratio: int = Field(default=3, ge=1, le=100, description="Priority calls for one ordinary call.")
    appointment_every: int = Field(
        default=3, ge=1, le=100, description="At most one appointment in so many calls."
    )


class MissedCallRule(Part):
    """What happens to a number that was called and did not come (过号)."""

    min_gap_seconds: int = Field(
        default=15, ge=0, le=3600, description="Between a call and a no-show, at the least."
    )
    recalls: int = Field(
        default=0, ge=0, le=10, description="Recalls before a no-show, at the least."
    )
    recall_gap_seconds: int = Field(
        default=0, ge=0, le=600, description="Between a call and its recall, at the least."
    )
    after: int = Field(
        default=3, ge=0, le=100, description="Who returns is called after the next so many."
    )
    within_minutes: Minutes = Field(default=30, description="How long one may return.")
    misses: int = Field(default=2, ge=1, le=10, description="With so many the number ends.")
    text: Text = Field(
        default=Text(
            zh="过号 30 分钟内回来，叫过 3 个号后再叫您；第二次过号作废。",
            en="Missed your call? Come back within 30 minutes: you are called after the next 3. "
            "A second miss ends the number.",
        ),
        description="The rule in words, as it is printed on the ticket.",
    )


class PriorityClass(Part):
    """A priority class (绿色通道)."""

    key: Key = Field(description="Its name for programs; `ordinary` must be there.")
    rank: int = Field(ge=0, le=100, description="A higher rank goes first; ordinary is 0.")
    name: Text = Field(description="Its name for people.")
    public: bool = Field(
        default=False, description="Whether citizens may choose it at the kiosk themselves."
    )


class Reason(Part):
    """One entry of a closed list: why paused, why parked, why called out of turn, how it ended."""

    key: Key = Field(description="Its name for programs.")
    name: Text = Field(description="Its name for people.")
    minutes: Minutes | None = Field(default=None, description="How long it usually takes.")


class HallWords(WindowWords):
    """What this hall says instead of the program's own words, so that a hospital or a bank reads
    like one. What is left out stays as it is."""

    ask: Text | None = Field(default=None, description="The kiosk's question: 您今天要办什么事？")
    life_events: Text | None = Field(
        default=None, description="Over the cards of the kiosk: 人生大事，一次办好."
    )
    departments: Text | None = Field(default=None, description="The kiosk's other way: 按部门找.")
    guide: Text | None = Field(default=None, description="Where to ask: 导办台, 导诊台.")
    guide_ask: Text | None = Field(
        default=None, description="The kiosk's key for help: 不清楚？找导办."
    )
    guide_title: Text | None = Field(
        default=None, description="Over what it shows: 导办人员可以帮您."
    )
    shut: Text | None = Field(default=None, description="The day is over: 今天已经下班.")


class Appointments(Part):
    """When somebody with an appointment may take a number, which staff alone do for them."""

    early_minutes: Minutes = Field(
        default=30, description="So long before the appointment's time at most."
    )
    late_minutes: Minutes = Field(
        default=15, description="So long after it at most; later the appointment is lost."
    )


class RightHolders(Part):
    """Who has a right: everybody of these roles, and these people."""

    roles: tuple[Literal["clerk", "manager"], ...] = Field(default=(), description="Roles.")
    logins: tuple[Shorthand, ...] = Field(default=(), description="People, by their logins.")


class Rights(Part):
    """What only some of those may do who work at windows.

    Left out, only a manager calls out of turn: who is next is the hall's rule, and people wait by
    it, so an exception is somebody's decision and not each window's.
    """

    call_out_of_turn: RightHolders = Field(
        default=RightHolders(roles=("manager",)),
        description="Call a number that is not next; it needs one of the `call_reasons`.",
    )

    serve_walk_in: RightHolders = Field(
        default=RightHolders(roles=("manager",)),
        description="Serve somebody who has no ticket; it needs one of the `call_reasons`, and "
        "while others wait whom the window would call the right to call out of turn, too.",
    )


def _reason(key: str, zh: str, en: str, minutes: int | None = None) -> Reason:
    return Reason(key=key, name=Text(zh=zh, en=en), minutes=minutes)


OUTCOMES = (
    _reason("done", "当场办结", "Done on the spot"),
    _reason("accepted", "已受理", "Accepted"),
    _reason("materials_missing", "材料不齐", "Materials missing"),
    _reason("handed_over", "转交办理", "Handed over"),
    _reason("advice_only", "仅咨询", "Advice only"),
)
PAUSE_REASONS = (
    _reason("break", "短暂休息", "Short break", 10),
    _reason("shift", "换班", "Change of shift", 10),
    _reason("equipment", "设备检修", "Equipment repair", 30),
    _reason("meeting", "开会", "Meeting", 30),
    _reason("other", "其他", "Other", 15),
)
PARK_REASONS = (
    _reason("copy", "去复印", "Making a copy", 10),
    _reason("pay", "去缴费", "Paying", 10),
    _reason("form", "填表", "Filling in a form", 15),
    _reason("other", "其他", "Other", 15),
)
CALL_REASONS = (
    _reason("back_at_once", "过号后马上回来", "Came right after the missed call"),
    _reason("help", "需要照顾", "Needs help"),
    _reason("our_mistake", "更正叫号差错", "Puts right a mistake of calling"),
    _reason("same_visit", "接着办刚才的事", "Goes on with a visit of today"),
    _reason("deadline", "今天到期的事", "A deadline ends today"),
)
PRIORITY_CLASSES = (
    PriorityClass(key="ordinary", rank=0, name=Text(zh="普通", en="Ordinary"), public=True),
)
