"""What a check of a site file reports."""

from dataclasses import dataclass
from pathlib import Path

from server.contracts.texts import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake: where (lines and columns from 1), what is wrong, and what to do."""

    line: int
    column: int
    path: str
    message: Text
    fix: Text

    def sentence(self, language: str = "en") -> str:
        """Both sentences in one line."""
        stop, gap = ("。", "") if language == "zh" else (".", " ")
        parts = (self.message.within(language), self.fix.within(language))
        return gap.join(_ended(part, stop) for part in parts)


def _ended(part: str, stop: str) -> str:
    """With its full stop; an English sentence begins with a capital, a Chinese one with a name of
    the file perhaps, which stays as it is written there."""
    whole = part if stop == "。" else part[:1].upper() + part[1:]
    return whole if whole.endswith(("?", "？", ".", "。", "…")) else whole + stop


class SiteFileError(ValueError):
    """A site file was refused; `findings` says why, in the order of its lines."""

    def __init__(self, file: Path | str, findings: list[Finding]) -> None:
        self.file = str(file)
        self.findings = findings
        first = findings[0]
        more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
        super().__init__(f"{file}:{first.line}:{first.column}: {first.sentence()}{more}")
