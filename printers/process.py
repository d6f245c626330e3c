"""The print program: a process of its own, so that drawing never runs where sockets are served.

    python -m printers.process

One JSON object a line. In: `{"op": …}` with op one of configure, submit, cancel,
health, preview, prove, probe, doctor, stop. Out: `{"ev": …}` with ev one of ready, state, health,
pace, preview, proved, probe, doctor, refused. Standard output carries nothing else. A state is
written before the first byte goes to a printer, so whoever reads knows what may be on paper
even if this process is killed the moment after.
"""

import base64
import gc
import json
import logging
import os
import sys
import threading
from dataclasses import asdict, replace
from typing import Any

from printers.errors import PrintingError, SettingError
from printers.facts import examples
from printers.health import Health
from printers.job import Detail, PrintJob, State, job_from_data
from printers.pace import Pace
from printers.pool import PrinterPool
from printers.reasons import Reason, sentence
from printers.setup import PrinterSetup, setup_from_data
from printers.slipjson import from_data
from printers.template import default_template, load_template

log = logging.getLogger("servicehall.printers")


class Service:
    """Obeys lines, and writes lines to the descriptor `out`."""

    def __init__(self, out: int) -> None:
        self._out = out
        self._lock = threading.Lock()
        self._heard = True
        self._pool: PrinterPool | None = None
        self._partial_tickets: dict[str, bool] = {}
        self._paces: dict[str, Pace] = {}

    def write(self, ev: str, **values: Any) -> None:
        """One line, whole, from any thread. A parent that has gone hears nothing; what is under
        way is finished all the same, and the end of the input ends this process."""
        line = json.dumps({"ev": ev, **values}, ensure_ascii=False) + "\n"
        data = line.encode()
        with self._lock:
            try:
                while data and self._heard:
                    data = data[os.write(self._out, data) :]
            except BrokenPipeError:
                self._heard = False
                log.info("nobody listens to the print process any more")

    def obey(self, line: str) -> bool:
        """False when it was told to stop. What can't be understood is refused in a sentence."""
        op = ""
        data: Any = None
        try:
            data = json.loads(line)
            op = str(data.get("op")) if isinstance(data, dict) else ""
            if op == "stop":
                return False
            obeyed = getattr(self, f"op_{op}", None)
            if obeyed is None:
                raise PrintingError(f"“{op}” is no operation.")
            obeyed(data)
        except (PrintingError, ValueError, TypeError, KeyError) as error:
            self.refuse(op, data, error)
        return True

    def refuse(self, op: str, data: Any, error: Exception) -> None:
        """A job that can't be read is FAILED, so that its owner isn't left waiting."""
        ident = data.get("id", "") if isinstance(data, dict) else ""
        job = data.get("job") if isinstance(data, dict) else None
        if op == "submit" and isinstance(job, dict) and job.get("id"):
            zh, en = sentence(Reason.LAYOUT)
            detail = Detail(reason=Reason.LAYOUT, zh=zh, en=en, words=str(error))
            self.change(str(job["id"]), State.FAILED, detail)
        else:
            self.write("refused", op=op, id=ident, sentence=str(error))

    def op_configure(self, data: dict[str, Any]) -> None:
        """Replaces all printers. One whose settings can't be used is told as such, and the others
        print."""
        setups, refused = readable(data["printers"])
        waiting: list[PrintJob] = []
        if self._pool is not None:
            waiting = self._pool.stop()
            self._partial_tickets |= self._pool.partial_tickets()
            self._paces |= self._pool.paces()
        setups = [
            replace(
                setup,
                partial_ticket=setup.partial_ticket or self._partial_tickets.get(setup.url, False),
                pace=self._paces.get(setup.url, setup.pace),
            )
            for setup in setups
        ]
        self._pool = PrinterPool(
            setups, self.change, self.health, on_pace=self.pace, refused=refused
        )
        warm_up(setups)
        gc.collect()
        gc.freeze()  # what is warm now stays, and no collection need walk through it
        self._pool.start()
        for job in waiting:
            self._pool.submit(job)
        self.write("ready", printers=[setup.name for setup in setups])

    def op_submit(self, data: dict[str, Any]) -> None:
        """Queues a job."""
        if self._pool is None:
            raise PrintingError("No printer is configured yet.")
        self._pool.submit(job_from_data(data["job"]))

    def op_cancel(self, data: dict[str, Any]) -> None:
        """Takes a job out of its queue if no printer has begun it."""
        if self._pool is None or not self._pool.cancel(str(data["id"])):
            raise PrintingError("The job can't be cancelled any more.")

    def op_health(self, data: dict[str, Any]) -> None:
        """Tells every printer's health again."""
        for name, health in (self._pool.health() if self._pool else {}).items():
            self.health(name, health)

    def op_preview(self, data: dict[str, Any]) -> None:
        """Draws a slip, or a template with its examples or `facts`, as PNG without printing."""
        from printers.drawing import png

        if "template" in data:
            template = load_template(data["template"])
            slip = template.fill(data.get("facts") or examples(template.kind))
        else:
            slip = from_data(data["slip"])
        picture = png(slip, int(data.get("width", 576)))
        self.write("preview", id=data.get("id"), png=base64.b64encode(picture).decode())

    def op_prove(self, data: dict[str, Any]) -> None:
        """Draws a template with long values in every width and language; beside the jobs, because
        it takes longer than a ticket may wait. Answered with proved or refused."""
        from printers.proof import prove

        def work() -> None:
            try:
                prove(load_template(data["template"]), data.get("languages", ()))
                self.write("proved", id=data.get("id"))
            except PrintingError as error:
                self.refuse("prove", data, error)
            except Exception as error:
                log.exception("a template could not be proved")
                self.refuse("prove", data, error)

        threading.Thread(target=work, name="proof", daemon=True).start()

    def op_probe(self, data: dict[str, Any]) -> None:
        """Asks a printer what it can do; answered with capabilities for its setting."""
        from printers.probe import rows

        def told(found: dict[str, bool] | None) -> None:
            if found is None:
                self.write("refused", op="probe", id=data.get("id"), sentence=unreachable)
            else:
                self.write("probe", id=data.get("id"), capabilities=found, rows=rows(found))

        unreachable = "The printer can't be reached: check power and cable."
        if self._pool is None or not self._pool.probe(str(data["printer"]), told):
            raise PrintingError("There is no printer of this name.")

    def op_doctor(self, data: dict[str, Any]) -> None:
        """What this machine lacks for printing."""
        from printers.faces import doctor

        self.write("doctor", id=data.get("id"), sentences=doctor())

    def change(self, job_id: str, state: State, detail: Detail) -> None:
        """A job changed."""
        self.write("state", id=job_id, state=state.value, detail=asdict(detail))

    def health(self, printer: str, health: Health) -> None:
        """A printer changed."""
        self.write("health", printer=printer, health=health.to_data())

    def pace(self, printer: str, pace: Pace) -> None:
        """Something was learned of a printer."""
        self.write("pace", printer=printer, pace=pace.to_data())

    def stop(self) -> None:
        """Finishes what is under way."""
        if self._pool is not None:
            self._pool.stop()


def main() -> None:
    """Reads lines until told to stop or the parent is gone."""
    out = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints goes to the log, never between two lines
    logging.basicConfig(stream=sys.stderr, level=logging.INFO)
    service = Service(out)
    service.write("started", pid=os.getpid())
    for line in sys.stdin:
        if line.strip() and not service.obey(line):
            break
    service.stop()


def readable(printers: list[dict[str, Any]]) -> tuple[list[PrinterSetup], dict[str, str]]:
    """The printers that can be used, and by name what is wrong with the settings of the others."""
    setups, refused = [], {}
    for data in printers:
        try:
            setups.append(setup_from_data(data))
        except (SettingError, ValueError, TypeError) as error:
            name = str(data.get("name", "")) if isinstance(data, dict) else ""
            log.error("printer %s isn't used: %s", name, error)
            refused[name] = str(error)
    return setups, refused


def warm_up(setups: list[PrinterSetup]) -> None:
    """Imports, opens fonts and draws what every ticket says before the first citizen comes."""
    from printers.rendering import render

    slip = default_template("number-ticket").fill(examples("number-ticket")).marked(1)
    for model, mode in {(setup.model, setup.mode) for setup in setups}:
        render(slip, model, mode)
        render(slip, model, "raster")


if __name__ == "__main__":
    main()
