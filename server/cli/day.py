"""`servicehall day`: ends the business day by hand."""

from typing import Any

import click

from server.cli.database import standing
from server.cli.halls import DATA, DATABASE, HALL, hall_keys
from server.cli.language import say
from server.cli.options import in_words

STATES = {
    "issued": "待出纸",
    "waiting": "等候",
    "called": "已叫号",
    "serving": "办理中",
    "parked": "暂存",
    "no_show": "过号",
}


@click.group()
def day() -> None:
    """The business day."""


@day.command("close")
@HALL
@DATABASE
@DATA
@in_words
def close(hall: str | None, **given: Any) -> None:
    """End the day now: what is open is closed as what it is, windows close. A hall that a wrong
    clock took into a later day is back in today then."""
    from server.main import open_context
    from server.usecases.closing import CloseDay, close_day

    context = open_context(standing(given))
    for key in [hall] if hall else hall_keys(context, closed=False):
        done = close_day(context, CloseDay(hall=key, actor="command line"))
        states = ", ".join(f"{count} {state}" for state, count in done.closed.items())
        states_zh = "，".join(f"{STATES[state]} {count}" for state, count in done.closed.items())
        click.echo(
            say(
                f"{key}：{done.day} 已结束；未办完的号：{states_zh or '没有'}",
                f"{key}: {done.day} closed; open tickets: {states or 'none'}",
            )
        )
        if done.now != done.day:
            click.echo(
                say(
                    f"{key}：大厅曾走在时钟前面，现在回到 {done.now}",
                    f"{key}: the hall had gone ahead of the clock; it is in {done.now} again",
                )
            )
