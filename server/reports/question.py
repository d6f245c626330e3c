"""What is asked of a report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class GroupedBy(StrEnum):
    """What the lines of a report are."""

    ALL = "all"
    HALL = "hall"
    ORGANISATION = "organisation"
    MATTER = "matter"
    WINDOW = "window"
    CLERK = "clerk"
    PRIORITY_CLASS = "class"
    CHANNEL = "channel"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    WEEKDAY = "weekday"
    HOUR = "hour"
    QUARTER = "quarter"

    @property
    def at_windows(self) -> bool:
        """It tells calls apart, not visits."""
        return self in (GroupedBy.WINDOW, GroupedBy.CLERK)

    @property
    def of_call(self) -> bool:
        """One visit may belong to several lines: it is called for this one and that."""
        return self.at_windows or self in (GroupedBy.MATTER, GroupedBy.ORGANISATION)


COLUMN: Mapping[GroupedBy, str] = {
    GroupedBy.ALL: "'all'", GroupedBy.HALL: "hall", GroupedBy.ORGANISATION: "organisation",
    GroupedBy.MATTER: "matter",
    GroupedBy.WINDOW: '"window"', GroupedBy.CLERK: "clerk",
    GroupedBy.PRIORITY_CLASS: "priority_class",
    GroupedBy.CHANNEL: "channel", GroupedBy.DAY: "strftime(day, '%Y-%m-%d')",
    GroupedBy.WEEK: "strftime(day, '%G-W%V')", GroupedBy.MONTH: "strftime(day, '%Y-%m')",
    GroupedBy.WEEKDAY: "weekday::VARCHAR", GroupedBy.HOUR: "printf('%02d', hour)",
    GroupedBy.QUARTER: "printf('%02d:%02d', quarter // 4, quarter % 4 * 15)",
}  # fmt: skip
"""What a line's key is made of."""

NARROWED_BY = (
    *(
        GroupedBy.ORGANISATION,
        GroupedBy.MATTER,
        GroupedBy.WINDOW,
        GroupedBy.CLERK,
        GroupedBy.PRIORITY_CLASS,
        GroupedBy.CHANNEL,
    ),
    *(GroupedBy.WEEKDAY, GroupedBy.HOUR),
)
"""By what a report can be narrowed."""


@dataclass(frozen=True, slots=True)
class ReportQuestion:
    """Which halls, which business days (both included), one line for each what; `only`: values
    that are kept, by what they are values of; `pledge_s`: the wait that counts as kept."""

    halls: tuple[str, ...]
    first: date
    last: date
    by: GroupedBy = GroupedBy.ALL
    only: Mapping[GroupedBy, tuple[str, ...]] = field(default_factory=dict)
    pledge_s: int | None = None
