"""Words in several languages, and the kinds of string that every contract uses."""

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

Line = Annotated[
    str,
    StringConstraints(
        max_length=500, pattern=r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$"
    ),
]
"""One line of text: not empty, no control characters."""

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,47}$")]
"""A name that programs use: lower-case letters, digits, - and _, a letter first."""

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
Language = Annotated[str, StringConstraints(pattern=rf"^{LANGUAGE.pattern}$", max_length=20)]
"""A language tag such as zh, en, ug, bo."""


class Part(BaseModel):
    """Base of every part of a contract: frozen, strict, and refusing what it does not know."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", allow_inf_nan=False, populate_by_name=False
    )


class Text(Part):
    """The same words in several languages; Chinese is always there, others fall back to it."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Line]

    zh: Line = Field(description="Standard Chinese.")
    en: Line | None = Field(default=None, description="English.")

    @model_validator(mode="after")
    def _languages_only(self) -> "Text":
        for code in self.__pydantic_extra__:
            if not LANGUAGE.fullmatch(code):
                raise PydanticCustomError("language_code", "{code}", {"code": code})
        return self

    def within(self, language: str) -> str:
        """The words in `language`, or in Chinese where that language was not given."""
        found = self.en if language == "en" else self.__pydantic_extra__.get(language)
        return found or self.zh

    def by_language(self) -> dict[str, str]:
        """The words that were given, as the wire carries them."""
        return {key: value for key, value in self.model_dump().items() if value is not None}
