"""F14: a recorded day driven through the running server, in a hall of its own."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.stories.conftest import Enter
from tests.support.servicehall import Running, Script, run, until

ASK = """async (hall) => {
  const { io } = await import("/static/kit/vendor/socket.io.js");
  const session = new URL(location.href).searchParams.get("as");
  const live = io("/live", { transports: ["websocket"], auth: { session }, forceNew: true });
  return await new Promise((tell) => {
    for (const word of ["refused", "snapshot", "connect_error"]) live.on(word, () => tell(word));
    live.on("connect", () => live.emit("subscribe", { hall, after: null }));
  });
}"""
COLUMNS = "id,day,site,service,priority,arrival,start,end,server,outcome,open"
PEOPLE = 12
MINUTES = 3


def recorded(folder: Path) -> Path:
    """A short morning at one counter: somebody every three minutes, served for two."""
    begin = datetime.fromisoformat("2026-03-02T09:00")
    rows = [COLUMNS]
    for place in range(PEOPLE):
        came = begin + timedelta(minutes=MINUTES * place)
        called, left = came + timedelta(seconds=40), came + timedelta(seconds=160)
        rows.append(
            f"t{place},2026-03-02,office,户籍,0,{came.isoformat()},{called.isoformat()},"
            f"{left.isoformat()},1,served,1"
        )
    file = folder / "day.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


def test_a_rehearsal_reaches_no_live_display(
    hall: Running, enter: Enter, script: Script, tmp_path: Path
) -> None:
    board = enter("board", "大厅屏")
    admin = hall.administrator

    started = datetime.now(UTC)
    said = run(
        "rehearse", recorded(tmp_path), "--speed", 600, "--server", hall.url, "--token", admin.token
    )
    took = datetime.now(UTC) - started
    assert took < timedelta(minutes=MINUTES * PEOPLE) / 4  # half an hour at speed
    halls = admin.get("/halls")
    rehearsals = [each for each in str(halls).split("'") if each.startswith("rehearsal-")]
    assert rehearsals, said
    key = rehearsals[0]

    rows = admin.journal(key)
    numbers = [row["private"]["number"] for row in rows if row["type"] == "ticket.issued"]
    assert len(numbers) == len(set(numbers)) == PEOPLE
    assert re.search(r"00[12]$", min(numbers))  # numbers of its own, from the beginning
    assert sum(row["type"] == "ticket.finished" for row in rows) == PEOPLE

    # Nothing of it came to the live hall's board, and the board may not even ask for it.
    live = script.take("social-card")["number"]
    assert any(
        row["type"] == "ticket.issued" and live in row["payload"] for row in script.journal()
    )
    until(lambda: board.title() and '"social-card"' in "".join(enter.heard[board]))
    assert key not in "".join(enter.heard[board])
    assert board.evaluate(ASK, key) == "refused"
    refused = hall.administrator.refusal(f"/halls/{key}/tickets", {"matter": "social-card"})
    assert refused["status"] in (404, 422)  # nor do its matters mix with the hall's
