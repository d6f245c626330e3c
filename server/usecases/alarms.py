"""What somebody in the hall should see to, in words, the gravest first (F2)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from printers.reasons import WORDS, Reason
from server.contracts.answers_hall import Alarm
from server.contracts.live import LiveWindow, PrinterHealth, Snapshot
from server.domain.hall import Hall
from server.usecases.alarm_words import alarm
from server.usecases.day_keeping import days_ahead

PAPER_PATIENCE = timedelta(seconds=30)

CLOCK = (
    {
        "zh": "大厅已在 {month} 月 {date} 日，比时钟的今天多 {n} 天",
        "en": "The hall stands in {day}, {n} day(s) ahead of this computer's clock",
    },
    {
        "zh": "先校准电脑的时钟。时钟对了，再运行 servicehall day close："
        "大厅回到今天，号码接着排。",
        "en": "Set the computer's clock right first. When it is, run servicehall day close: the "
        "hall returns to today, and its numbers go on.",
    },
)
PAPER = (
    {
        "zh": "{n} 张纸超过 {seconds} 秒没有打印",
        "en": "{n} paper(s) not printed for more than {seconds} seconds",
    },
    {
        "zh": "最久 {longest} 秒。请看打印机；打印程序怎样，运行 servicehall doctor 查看。",
        "en": "The longest for {longest} seconds. Look at the printers; servicehall doctor says "
        "how printing is.",
    },
)
WAIT_OVER = (
    {
        "zh": "{n} 人等候已超过承诺的 {pledge} 分钟",
        "en": "{n} waiting longer than the promised {pledge} minutes",
    },
    {
        "zh": "最久 {longest} 分钟。请多开{@place}，或请空闲的{@place}分担。",
        "en": "The longest for {longest} minutes. Open another {@place}, or let a free one help.",
    },
)
PAUSED = {"zh": "{at}暂停超时", "en": "{at} is paused beyond its time"}
PAUSED_FOR = {
    "zh": "{reason}，原定 {clock} 恢复",
    "en": "{reason}; was to reopen at {clock}",
}
PAUSED_SINCE = {"zh": "原定 {clock} 恢复", "en": "was to reopen at {clock}"}
PRINTER = {"zh": "{printer}：{wrong}", "en": "{printer}: {wrong}"}
PRINTER_NEAR_END = {"zh": "{to_do}。", "en": "{to_do}."}
PRINTER_OUT = {
    "zh": "{to_do}。号码照样可以取，屏幕上看。",
    "en": "{to_do}. Numbers go on, on screens.",
}


def alarms(
    hall: Hall,
    state: Snapshot,
    waited: Iterable[timedelta],
    papers_since: Iterable[datetime],
    day: date,
    now: datetime,
) -> list[Alarm]:
    """`state`: the public snapshot. `waited`: how long everybody who waits has waited in all, with
    the waits before earlier calls. `papers_since`: when each paper was asked for that isn't
    settled. `day`: the hall's."""
    return [
        *_clock(hall, day, days_ahead(day, hall, now)),
        *_papers(hall, papers_since, now),
        *_waits(hall, waited),
        *_pauses(hall, state.windows, now),
        *_printers(hall, state.printers),
    ]


def _clock(hall: Hall, day: date, ahead: int) -> Iterator[Alarm]:
    if ahead:
        facts = {"day": day.isoformat(), "month": day.month, "date": day.day, "n": ahead}
        yield alarm(hall, "clock", *CLOCK, facts)


def _papers(hall: Hall, since: Iterable[datetime], now: datetime) -> Iterator[Alarm]:
    """Papers that nothing prints, whatever the reason."""
    late = [now - asked for asked in since if now - asked > PAPER_PATIENCE]
    if late:
        longest = int(max(late).total_seconds())
        seconds = int(PAPER_PATIENCE.total_seconds())
        yield alarm(hall, "paper", *PAPER, {"n": len(late), "seconds": seconds, "longest": longest})


def _waits(hall: Hall, waited: Iterable[timedelta]) -> Iterator[Alarm]:
    if hall.pledge is None:
        return
    over = [wait for wait in waited if wait > hall.pledge]
    if over:
        pledge, longest = (int(time.total_seconds() // 60) for time in (hall.pledge, max(over)))
        yield alarm(
            hall, "wait_over", *WAIT_OVER, {"n": len(over), "pledge": pledge, "longest": longest}
        )


def _pauses(hall: Hall, windows: Mapping[str, LiveWindow], now: datetime) -> Iterator[Alarm]:
    for key, window in windows.items():
        if window.state != "paused" or window.until is None:
            continue
        until = datetime.fromisoformat(window.until)
        if until >= now:
            continue
        clock = f"{until.astimezone(hall.hours.timezone):%H:%M}"
        action = PAUSED_FOR if window.reason else PAUSED_SINCE
        facts = {"sign": key, "clock": clock, "reason": window.reason}
        yield alarm(hall, "pause", PAUSED, action, facts)


def _printers(hall: Hall, printers: Mapping[str, PrinterHealth]) -> Iterator[Alarm]:
    """Each printer that can't print or soon can't, in the printing package's own words."""
    for key, health in printers.items():
        state = Reason(health.state)
        if state is Reason.OK:
            continue
        wrong, to_do = WORDS[state]
        action = PRINTER_NEAR_END if state is Reason.NEAR_END else PRINTER_OUT
        first = to_do.en[:1].upper() + to_do.en[1:]
        facts = {
            "printer": hall.printer_named(key),
            "wrong": wrong._asdict(),
            "to_do": {"zh": to_do.zh, "en": first},
        }
        yield alarm(hall, "printer", PRINTER, action, facts)
