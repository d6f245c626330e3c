"""G5: health, metrics, log; and a doctor that names what was broken and how to mend it."""

import json
import re
from pathlib import Path

from tests.support.printed import Printer
from tests.support.servicehall import Running, Script, outcome, read, run, until

ISSUED = re.compile(r'servicehall_tickets_total{.*hall="main".*} (\S+)')


def about_printers(hall: Running) -> list[str]:
    """What the doctor says of printers; this machine may lack other things."""
    code, said = outcome("doctor", "--data", hall.data)
    lines = [line for line in said.splitlines() if line.startswith("✗ main (Printer")]
    assert code == (1 if "✗" in said else 0)
    return lines


def counted(hall: Running) -> float:
    """The metric of numbers issued."""
    return sum(map(float, ISSUED.findall(read(f"{hall.url}/metrics").decode())))


def test_a_technician_learns_what_is_wrong(
    hall: Running, script: Script, printer_58: Printer
) -> None:
    health = json.loads(read(f"{hall.url}/healthz"))
    assert (health["status"], "main" in health["halls"]) == ("ok", True)
    before = counted(hall)
    script.take("social-card")
    until(lambda: counted(hall) == before + 1)

    assert about_printers(hall) == []
    printer_58.press("fault", kind="cover")
    until(lambda: about_printers(hall))
    (finding,) = about_printers(hall)
    assert "printer-2" in finding
    assert "cover" in finding and "lose" in finding  # what is wrong, and to close it
    assert re.search(r"printer \S*printer-2: ", hall.log)
    printer_58.press("mend")
    until(lambda: not about_printers(hall))


def test_a_link_leads_to_the_port_that_serves(hall: Running) -> None:
    assert run("link", "kiosk-1", "--data", hall.data).startswith(f"{hall.url}/enter/")


def test_the_doctor_of_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    said = run("doctor", "--data", tmp_path, succeeds=False)
    assert "servicehall install" in said
