"""Templates of slips for administrators: the one in force, its check, its preview."""

import base64
from typing import Any

from printers.slip import LANGUAGES
from printers.slipjson import to_data
from server.domain.errors import Refused
from server.domain.window import Json
from server.paper.jobs import example_slip, template_data
from server.paper.ordering import Ask
from server.usecases.app_context import AppContext


class SlipTemplates:
    """`ask` puts a question to the print process, which draws."""

    def __init__(self, context: AppContext, ask: Ask) -> None:
        self._context = context
        self._ask = ask

    def template(self, hall: str, kind: str) -> Json:
        """The template in force.

        Refuses `template.unknown` for a kind that does not exist.
        """
        return template_data(self._context, hall, kind)

    def check(self, hall: str, kind: str, data: Any) -> None:
        """Draws it with long values in every width and language of the hall.

        Refuses `template.unknown`, `template.broken` with the place and the reason, and
        `printing.silent` where no print process answers.
        """
        template_data(self._context, hall, kind)
        example_slip(kind, data)
        with self._context.store.database.reading() as connection:
            _, document = self._context.store.document(connection, hall)
        languages = [known for known in document["halls"][0]["languages"] if known in LANGUAGES]
        template = {**data, "kind": kind}
        self._drawn("proved", self._ask("prove", template=template, languages=languages))

    def preview(self, kind: str, data: Any, width: int) -> bytes:
        """PNG of a template with example facts.

        Refuses `template.broken` and `printing.silent`.
        """
        slip = to_data(example_slip(kind, data))
        answer = self._drawn("preview", self._ask("preview", slip=slip, width=width))
        return base64.b64decode(answer["png"])

    def _drawn(self, wanted: str, answer: Json | None) -> Json:
        if answer is None:
            raise Refused("printing.silent")
        if answer["ev"] != wanted:
            raise Refused("template.broken", {"why": answer.get("sentence", "")})
        return answer
