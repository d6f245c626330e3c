"""What somebody in the hall should see to, in words, the gravest first (F2)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from printers.reasons import WORDS, Reason
from server.contracts.answers_hall import Alarm, AlarmKind
from server.contracts.live import LiveWindow, PrinterHealth, Snapshot
from server.domain.hall import Hall
from server.usecases.day_keeping import days_ahead

PAPER_PATIENCE = timedelta(seconds=30)
NUMBERS_GO_ON = ("号码照样可以取，屏幕上看。", "Numbers go on, on screens.")


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
        *_clock(day, days_ahead(day, hall, now)),
        *_papers(papers_since, now),
        *_waits(hall, waited),
        *_pauses(hall, state.windows, now),
        *_printers(hall, state.printers),
    ]


def _alarm(kind: AlarmKind, zh: str, en: str, action: tuple[str, str]) -> Alarm:
    return Alarm(kind=kind, text={"zh": zh, "en": en}, action={"zh": action[0], "en": action[1]})


def _clock(day: date, ahead: int) -> Iterator[Alarm]:
    if not ahead:
        return
    yield _alarm(
        "clock",
        f"大厅已在 {day.month} 月 {day.day} 日，比时钟的今天多 {ahead} 天",
        f"The hall stands in {day}, {ahead} day(s) ahead of this computer's clock",
        (
            "先校准电脑的时钟。时钟对了，再运行 servicehall day close：大厅回到今天，号码接着排。",
            "Set the computer's clock right first. When it is, run servicehall day close: the "
            "hall returns to today, and its numbers go on.",
        ),
    )


def _papers(since: Iterable[datetime], now: datetime) -> Iterator[Alarm]:
    """Papers that nothing prints, whatever the reason."""
    late = [now - asked for asked in since if now - asked > PAPER_PATIENCE]
    if not late:
        return
    longest = int(max(late).total_seconds())
    seconds = int(PAPER_PATIENCE.total_seconds())
    yield _alarm(
        "paper",
        f"{len(late)} 张纸超过 {seconds} 秒没有打印",
        f"{len(late)} paper(s) not printed for more than {seconds} seconds",
        (
            f"最久 {longest} 秒。请看打印机；打印程序怎样，运行 servicehall doctor 查看。",
            f"The longest for {longest} seconds. Look at the printers; servicehall doctor says "
            "how printing is.",
        ),
    )


def _waits(hall: Hall, waited: Iterable[timedelta]) -> Iterator[Alarm]:
    if hall.pledge is None:
        return
    over = [wait for wait in waited if wait > hall.pledge]
    if not over:
        return
    pledge, longest = (int(length.total_seconds() // 60) for length in (hall.pledge, max(over)))
    yield _alarm(
        "wait_over",
        f"{len(over)} 人等候已超过承诺的 {pledge} 分钟",
        f"{len(over)} waiting longer than the promised {pledge} minutes",
        (
            f"最久 {longest} 分钟。请多开窗口，或请空闲窗口分担。",
            f"The longest for {longest} minutes. Open another window, or let a free one help.",
        ),
    )


def _pauses(hall: Hall, windows: Mapping[str, LiveWindow], now: datetime) -> Iterator[Alarm]:
    for key, window in windows.items():
        if window.state != "paused" or window.until is None:
            continue
        until = datetime.fromisoformat(window.until)
        if until >= now:
            continue
        reason = window.reason or {}
        at = hall.named(key.zfill(2))
        clock = f"{until.astimezone(hall.hours.timezone):%H:%M}"
        yield _alarm(
            "pause",
            f"{at['zh']}暂停超时",
            f"{at['en']} is paused beyond its time",
            (
                "，".join(filter(None, (reason.get("zh"), f"原定 {clock} 恢复"))),
                "; ".join(filter(None, (reason.get("en"), f"was to reopen at {clock}"))),
            ),
        )


def _printers(hall: Hall, printers: Mapping[str, PrinterHealth]) -> Iterator[Alarm]:
    """Each printer that can't print or soon can't, in the printing package's own words."""
    for key, health in printers.items():
        state = Reason(health.state)
        if state is Reason.OK:
            continue
        wrong, to_do = WORDS[state]
        zh, en = (f"{action}{stop}" for action, stop in zip(to_do, ("。", ". "), strict=True))
        en = en[:1].upper() + en[1:]
        if state is not Reason.NEAR_END:
            zh, en = zh + NUMBERS_GO_ON[0], en + NUMBERS_GO_ON[1]
        at = hall.printer_named(key)
        yield _alarm(
            "printer", f"{at['zh']}：{wrong.zh}", f"{at['en']}: {wrong.en}", (zh, en.strip())
        )
