"""Headings of a report's columns and what each means."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from server.reports.answering import DurationSpread, ReportLine

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading and definition by language, how a line's value is had, and what it is:
    text, number, seconds or share (0 to 1)."""

    key: str
    kind: str
    heading: Mapping[str, str]
    definition: Mapping[str, str]
    value: Callable[[ReportLine], Value]


def _spread(
    key: str, zh: str, en: str, what: Mapping[str, str], of: Callable[[ReportLine], DurationSpread]
) -> list[Column]:
    """Four columns of one duration."""
    half = {"zh": f"{what['zh']}。一半不超过这么久。", "en": f"{what['en']}. Half took no longer."}
    nine = {
        "zh": f"{what['zh']}。九成不超过这么久（最近秩）。",
        "en": f"{what['en']}. Nine in ten took no longer (nearest rank).",
    }
    return [
        Column(
            f"{key}_n", "number", {"zh": f"{zh}人次", "en": f"{en}, number"},
            {"zh": f"{what['zh']}的次数。", "en": f"How many: {what['en']}."},
            lambda line: of(line).n,
        ),
        Column(
            f"{key}_half_s", "seconds", {"zh": f"{zh}·一半", "en": f"{en}, half"}, half,
            lambda line: of(line).half_s,
        ),
        Column(
            f"{key}_nine_tenths_s", "seconds", {"zh": f"{zh}·九成", "en": f"{en}, nine tenths"},
            nine, lambda line: of(line).nine_tenths_s,
        ),
        Column(
            f"{key}_longest_s", "seconds", {"zh": f"{zh}·最长", "en": f"{en}, longest"},
            {"zh": f"{what['zh']}。最长的一次。", "en": f"{what['en']}. The longest."},
            lambda line: of(line).longest_s,
        ),
    ]  # fmt: skip


def _count(name: str, zh: str, en: str, zh_is: str, en_is: str) -> Column:
    return Column(
        name, "number", {"zh": zh, "en": en}, {"zh": zh_is, "en": en_is},
        lambda line: None if line.visits is None else getattr(line.visits, name),
    )  # fmt: skip


def _time(name: str, zh: str, en: str, zh_is: str, en_is: str) -> Column:
    return Column(
        f"window_{name}_s", "seconds", {"zh": zh, "en": en}, {"zh": zh_is, "en": en_is},
        lambda line: None if line.window_time is None else getattr(line.window_time, name),
    )  # fmt: skip


def _level(level: int, zh: str, en: str) -> Column:
    return Column(
        f"rated_{level}", "number", {"zh": zh, "en": en},
        {"zh": "该来访最后一次评价的等级。", "en": "Visits whose newest rating is this level."},
        lambda line: line.ratings.levels[5 - level],
    )  # fmt: skip


COLUMNS: tuple[Column, ...] = (
    _count(
        "issued", "取号", "Numbers given",
        "取了号的来访，按取号所在的营业日。", "Visits by the business day of their number.",
    ),
    _count(
        "finished", "办结", "Finished", "以办结结束的来访。", "Visits that ended served.",
    ),
    _count(
        "missed", "过号", "Missed", "叫到没有来、也没有回来的来访。",
        "Called, did not come and did not come back.",
    ),
    _count("cancelled", "退号", "Given up", "本人退掉的号。", "Given up by their holder."),
    _count(
        "unserved", "未办即闭", "Unserved at closing",
        "闭厅时还没有轮到的来访。", "Nobody had served them when the day ended.",
    ),
    _count("open", "尚在进行", "Still open", "还没有结束的来访。", "Not over yet."),
    *_spread(
        "wait", "等候", "Wait",
        {
            "zh": "每次从进入队列到被叫到，同一来访的几段相加；撤销的叫号不算",
            "en": "From joining a queue until each call, summed over the visit; a call taken "
            "back doesn't count",
        },
        lambda line: line.waits,
    ),
    Column(
        "kept", "share", {"zh": "承诺内", "en": "Within the pledge"},
        {
            "zh": "叫到过的来访里，等候总共不超过承诺时间的比例；没叫到的那段也算在内。",
            "en": "Of the visits called: the share that waited no longer than promised in all, "
            "with a wait that ended in no call.",
        },
        lambda line: line.kept,
    ),
    *_spread(
        "walk", "走到窗口", "Walk",
        {"zh": "从叫号到开始办理，来了的人", "en": "From the call to the start, of those who came"},
        lambda line: line.walks,
    ),
    *_spread(
        "service", "办理", "Service",
        {
            "zh": "从开始到办结、挂起或转办，同一来访的几段相加；挂起的时间不算",
            "en": "From start to finish, parking or transfer, summed over the visit without the "
            "time when it was parked",
        },
        lambda line: line.services,
    ),
    _level(5, "非常满意", "Very satisfied"),
    _level(4, "满意", "Satisfied"),
    _level(3, "基本满意", "Fairly satisfied"),
    _level(2, "不满意", "Dissatisfied"),
    _level(1, "非常不满意", "Very dissatisfied"),
    Column(
        "not_rated", "number", {"zh": "未评", "en": "Not rated"},
        {
            "zh": "办结而没有评价的来访；不算作满意。",
            "en": "Finished visits without a rating; they count as nothing else.",
        },
        lambda line: line.ratings.missing,
    ),
    _time(
        "open", "窗口开放", "Windows open", "有人签到的窗口时间合计。",
        "Time of windows with somebody signed on.",
    ),
    _time("serving", "其中办理", "of it serving", "有人在办理。", "Somebody was served."),
    _time("called", "其中等人来", "of it called", "叫了号，人还没到。", "Somebody was coming."),
    _time(
        "idle", "其中空闲", "of it idle", "没有人可叫。", "Nobody waited whom it might serve.",
    ),
    _time(
        "idle_waiting", "其中有人等而空闲", "of it idle while people waited",
        "有它能办的人在等，却没有叫。",
        "Somebody waited whom it might serve, and it called nobody.",
    ),
    _time("paused", "其中暂停", "of it paused", "暂停服务的时间。", "Paused."),
)  # fmt: skip

WEEKDAYS = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
LINES = {
    "all": {"zh": "合计", "en": "All"},
    "hall": {"zh": "大厅", "en": "Hall"},
    "organisation": {"zh": "单位", "en": "Organisation"},
    "matter": {"zh": "事项", "en": "Matter"},
    "window": {"zh": "窗口", "en": "Window"},
    "clerk": {"zh": "人员", "en": "Clerk"},
    "class": {"zh": "优先类别", "en": "Priority class"},
    "channel": {"zh": "取号渠道", "en": "Channel"},
    "day": {"zh": "日期", "en": "Day"},
    "week": {"zh": "周", "en": "Week"},
    "month": {"zh": "月", "en": "Month"},
    "weekday": {"zh": "星期", "en": "Weekday"},
    "hour": {"zh": "取号钟点", "en": "Hour of the number"},
    "quarter": {"zh": "取号刻钟", "en": "Quarter hour of the number"},
}
"""What a report's lines are, by `GroupedBy`."""
