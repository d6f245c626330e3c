"""Plain JSON: what is data of somebody else, and answers as text and back."""

from functools import cache
from typing import Any, TypeVar, cast

from pydantic import JsonValue, TypeAdapter

Answer = TypeVar("Answer")

JsonObject = dict[str, JsonValue]
"""A JSON object whose shape is not ours to say: a site document, a slip's template."""


def text_of(answers: type[Answer], answer: Answer) -> str:
    """An answer as JSON text; what it was not given is left out, as on the wire."""
    text: bytes = _form(cast(Any, answers)).dump_json(answer, exclude_unset=True)
    return text.decode()


def answer_of(answers: type[Answer], text: str) -> Answer:
    """The answer of a text that `text_of` made."""
    answer: Answer = _form(cast(Any, answers)).validate_json(text)
    return answer


@cache
def _form(answers: Any) -> TypeAdapter[Any]:
    return TypeAdapter(answers)
