"""Runs what takes long (reports, drawing, password hashes) where it holds up nobody.

A second of work where the sockets are served makes every display wait a second; on gevent's pool
of native threads it costs them milliseconds. What runs there must not share locks or pooled
connections with greenlets: give it plain values, or an engine of its own.
"""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from gevent import get_hub
from gevent._hub_local import get_hub_if_exists

P = ParamSpec("P")
R = TypeVar("R")


def run_in_threadpool(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """The result of work(*args), computed in a native thread; its exceptions come through.

    Where nothing is cooperative (a command, a test, a native thread) it simply calls `work`.
    """
    if get_hub_if_exists() is None:
        return work(*args, **kwargs)
    outcome: list[Any] = []

    def run() -> None:
        # gevent prints whatever a native thread raises, also what somebody waits for and handles.
        try:
            outcome.append(work(*args, **kwargs))
        except BaseException as error:
            outcome.extend((None, error))

    pool: Any = get_hub().threadpool
    pool.apply(run)
    if len(outcome) > 1:
        raise outcome[1]
    result: R = outcome[0]
    return result
