"""D3: whoever waits is a number of people to the clerk, nothing else, wherever they look."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import Enter
from tests.support.servicehall import Listener, Refused, Running, Script, read

VALUES = {"hall": "main", "window": "8", "document": "1", "code": "0000000000", "key": "main"}


def addresses(hall: Running) -> list[str]:
    """Everything that can be read by HTTP, as the published document has it."""
    document = json.loads(read(f"{hall.url}/api/openapi.json"))
    paths = [path for path, verbs in document["paths"].items() if "get" in verbs]
    return [re.sub(r"{(\w+)}", lambda name: VALUES.get(name[1], "1"), path) for path in paths]


@pytest.fixture
def listening() -> Iterator[Callable[[Script], Listener]]:
    """Opens live sockets, and closes them."""
    with ExitStack() as opened:
        yield lambda who: opened.enter_context(closing(Listener(who.url, who.token)))


def test_before_the_call_a_clerk_knows_counts_only(
    hall: Running,
    enter: Enter,
    script: Script,
    listening: Callable[[Script], Listener],
) -> None:
    clerk = hall.window("8")
    clerk.do("sign-on")
    heard = listening(clerk)
    heard.until("snapshot")
    ticket = script.take("water-account", priority="elder", language="en")
    script.take("water-account")
    console = enter("clerk", "许安")
    console.locator(".wcard").first.wait_for()
    console.keyboard.type("8")
    expect(console.locator("body")).to_contain_text("我能办的，正在等")
    expect(console.locator("li", has_text="用水过户").first).to_contain_text("2")

    seen = {"page": console.content(), "socket": heard.until('"water-account"')}
    for path in addresses(hall):
        if path.startswith("/api/v1/"):
            try:
                answer = clerk.get(path.removeprefix("/api/v1"))
            except Refused:
                continue  # not for clerks
            seen[path] = json.dumps(answer, ensure_ascii=False)
    assert "/api/v1/windows/8" in seen
    for where, text in seen.items():
        assert ticket["number"] not in text, where
        assert ticket["code"] not in text, where
    assert [where for where in ("/api/v1/windows/8", "socket") if '"elder"' in seen[where]] == []

    assert clerk.call() == ticket["number"]  # from the call on, everything
