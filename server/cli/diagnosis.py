"""What the doctor found: a level, what was looked at, and a sentence in Chinese and English."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """`ok`: nothing to do; `warning`: works, and should be looked at; `error`: must be mended."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


SIGNS = {Level.OK: "✓", Level.WARNING: "!", Level.ERROR: "✗"}


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One line of the doctor."""

    level: Level
    check: str
    zh: str
    en: str

    def said(self, language: str) -> str:
        return self.zh if language == "zh" else self.en

    def line(self, language: str) -> str:
        return f"{SIGNS[self.level]} {self.said(language)}"


def ok(check: str, zh: str, en: str) -> Diagnosis:
    return Diagnosis(Level.OK, check, zh, en)


def warning(check: str, zh: str, en: str) -> Diagnosis:
    return Diagnosis(Level.WARNING, check, zh, en)


def error(check: str, zh: str, en: str) -> Diagnosis:
    return Diagnosis(Level.ERROR, check, zh, en)
