"""What the rules say when they refuse."""

from dataclasses import dataclass, field


@dataclass
class Refused(Exception):  # noqa: N818 — it is an answer, not a mistake of the program
    """A verb was refused by a rule.

    `code` names the rule (the catalogue of texts has a title, a sentence and what to do for
    each); `facts` fill the sentence. Nothing was changed when this is raised.
    """

    code: str
    facts: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.code if not self.facts else f"{self.code} {self.facts}"


class Unknown(Refused):
    """What was named (a hall, a window, a matter, a ticket) does not exist."""


class Forbidden(Refused):
    """The caller is known but has no right to this."""
