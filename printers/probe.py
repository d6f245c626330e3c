"""Finds out what a printer can do, at installation: asks each question and sees what comes back."""

import time
from typing import Any

from printers import commands
from printers.connection import Connection
from printers.print_protocol import CLEARED, COMPLETE, new_token

WORDS: dict[str, tuple[str, str]] = {
    "answers": ("实时状态", "DLE EOT"),
    "clearing": ("清除缓冲", "DLE DC4 8"),
    "automatic": ("自动状态", "GS a"),
    "barrier": ("处理应答", "GS r"),
    "completion": ("打印完成应答", "GS ( H"),
}


def probe(connection: Connection) -> dict[str, bool]:
    """Capabilities as a printer setting takes them. The connection must be open; ConnectionLost if
    it breaks.

    A printer that knows a question not at all may print some stray letters.
    """
    found = dict.fromkeys(WORDS, False)
    found["answers"] = connection.ask(1)
    if not found["answers"]:
        return found
    connection.block(CLEARED)
    found["clearing"] = asked(
        connection, commands.CLEAR, lambda: connection.block(CLEARED) is not None
    )
    before = connection.automatic_seen
    found["automatic"] = asked(
        connection,
        commands.INIT + commands.AUTOMATIC_STATUS,
        lambda: connection.automatic_seen > before,
    )
    connection.unanswered = 1
    found["barrier"] = asked(connection, commands.BARRIER, lambda: connection.unanswered == 0)
    connection.unanswered = 0
    token = new_token()
    found["completion"] = asked(
        connection,
        commands.ask_completion(token),
        lambda: connection.block(COMPLETE, token) is not None,
    )
    return found


def asked(connection: Connection, question: bytes, answered: Any) -> bool:
    """Whether the answer comes within the time that a healthy printer never needs."""
    until = time.monotonic() + connection.pace.patience(connection.timing.answer)
    connection.send(question, until)
    while not answered():
        left = until - time.monotonic()
        if left <= 0:
            return False
        connection.pump(left)
    return True


def rows(found: dict[str, bool]) -> list[dict[str, Any]]:
    """The findings as rows of the template capability-probe."""
    said = {True: {"zh": "有", "en": "yes"}, False: {"zh": "无", "en": "no"}}
    return [
        {"label": {"zh": zh, "en": en}, "value": said[found[name]]}
        for name, (zh, en) in WORDS.items()
    ]
