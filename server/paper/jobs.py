"""Print jobs out of what the database holds: tickets that want paper, documents ordered."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from printers.errors import TemplateError
from printers.facts import KINDS, examples
from printers.job import PrintJob
from printers.slip import Slip
from printers.template import Template, default_data, default_template, load_template
from server.configuration.kept import kept_catalogue
from server.domain.errors import Refused, Unknown
from server.domain.ticket import Ticket
from server.domain.window import Json
from server.paper.facts import ticket_facts
from server.paper.paper_languages import for_paper, set_as
from server.storage.documents import Document
from server.storage.print_claims import Claim, What
from server.usecases import reading
from server.usecases.app_context import AppContext
from server.usecases.documents import template_of

EXPIRES = timedelta(minutes=10)
PANGRAM = "pangram"
MOST_LANGUAGES = 2  # on one paper: more would make it long and hard to find one's way in
TICKET: Final = "ticket"
DOCUMENT: Final = "document"


@dataclass(frozen=True, slots=True)
class JobName:
    """What a job's id says: whose paper it is, and which copy."""

    hall: str
    what: What
    of: str
    copy: int = 0

    @property
    def claim(self) -> Claim:
        """What a process claims before it prints this."""
        return Claim(self.hall, self.what, self.of, self.copy)

    def __str__(self) -> str:
        return f"{self.hall}:{self.what}:{self.of}:{self.copy}"

    @classmethod
    def read(cls, text: str) -> "JobName":
        hall, what, of, copy = text.split(":")
        return cls(hall, DOCUMENT if what == DOCUMENT else TICKET, of, int(copy))


def ticket_job(
    context: AppContext, ticket: Ticket, base_url: str, printers: tuple[str, ...]
) -> PrintJob:
    with context.store.database.reading() as connection:
        version, document = context.store.document(connection, ticket.hall)
    known = kept_catalogue(document, ticket.hall, version, ticket.day)
    shown = reading.ticket(context, ticket.code).model_dump()
    facts = ticket_facts(shown, known, base_url, ticket.language)
    languages = in_order(ticket.language, known["hall"]["languages"])
    slip = _filled(context, ticket.hall, "number-ticket", facts, ticket.language, languages)
    name = JobName(ticket.hall, TICKET, ticket.code, ticket.copies)
    return _job(context.now(), name, slip, printers)


def document_job(context: AppContext, document: Document, printers: tuple[str, ...]) -> PrintJob:
    with context.store.database.reading() as connection:
        _, described = context.store.document(connection, document.hall)
    languages = in_order(document.language, described["halls"][0]["languages"])
    # A page of all scripts shows those that the hall does not speak, too.
    wanted = None if document.kind == PANGRAM else languages
    facts = json.loads(document.facts)
    slip = _filled(context, document.hall, document.kind, facts, document.language, wanted)
    name = JobName(document.hall, DOCUMENT, str(document.id), document.copies)
    return _job(context.now(), name, slip, printers)


def _filled(
    context: AppContext,
    hall: str,
    kind: str,
    facts: Json,
    language: str,
    languages: tuple[str, ...] | None,
) -> Slip:
    """The hall's template with these facts, led by the words of the reader's language."""
    template = template_in_force(context, hall, kind)
    blocks = tuple(for_paper(template.blocks, language))
    return replace(template, blocks=blocks).fill(for_paper(facts, language), languages)


def _job(now: datetime, name: JobName, slip: Slip, printers: tuple[str, ...]) -> PrintJob:
    expires = (now + EXPIRES).timestamp()
    return PrintJob(str(name), slip, printers, copy=name.copy, expires_at=expires)


def in_order(first: str, languages: list[str]) -> tuple[str, ...]:
    """The citizen's language leads; the hall's first other one follows, which its staff read."""
    found = dict.fromkeys(set_as(language) for language in (first, *languages))
    return tuple(found)[:MOST_LANGUAGES]


def template_in_force(context: AppContext, hall: str, kind: str) -> Template:
    stored = template_of(context, hall, kind)
    return default_template(kind) if stored is None else load_template(stored[1])


def template_data(context: AppContext, hall: str, kind: str) -> Json:
    """{kind, version (0 = as shipped), template}; Unknown `template.unknown`."""
    if kind not in KINDS:
        raise Unknown("template.unknown", {"kind": kind, "kinds": ", ".join(KINDS)})
    stored = template_of(context, hall, kind)
    data: Any = json.loads(default_data(kind)) if stored is None else stored[1]
    return {"kind": kind, "version": 0 if stored is None else stored[0], "template": data}


def example_slip(kind: str, data: Any) -> Slip:
    """The slip of a template with example facts; Refused `template.broken` with the reason."""
    try:
        template = load_template({**data, "kind": kind} if isinstance(data, dict) else data)
        return template.fill(examples(kind))
    except TemplateError as error:
        raise Refused("template.broken", {"why": str(error)}) from error
