"""Lists what each further language lacks, and so is said in the language that it follows.

.venv/bin/python -m tools.missing_texts
"""

import json
from pathlib import Path
from typing import Any

from server.contracts.languages import LANGUAGES, WRITTEN, own_texts

ROOT = Path(__file__).parents[1]
FOLDERS = (
    "server/web/text",
    "server/web/static/kit/text",
    "server/web/static/pages/text",
    "kiosk/static/text",
    "display/static/text",
    "window_client/static/text",
)


def catalogues(tag: str) -> dict[str, dict[str, Any]]:
    """The files of a written language by their names, wherever they lie."""
    found = [file for folder in FOLDERS for file in sorted((ROOT / folder).glob(f"*.{tag}.json"))]
    return {file.name.split(".")[0]: json.loads(file.read_text("utf-8")) for file in found}


def missing(tag: str) -> list[str]:
    """Every key of a screen, refusal or word that a language has no text for."""
    return [
        f"{name}: {key}"
        for name, texts in catalogues(LANGUAGES[tag].like).items()
        for key in texts
        if key not in own_texts(tag, name)
    ]


def main() -> None:
    for tag, language in LANGUAGES.items():
        if tag in WRITTEN:
            continue
        lacking = missing(tag)
        print(f"{tag} {language.name}: {len(lacking)} missing. {language.note}")  # noqa: T201
        for each in lacking:
            print(f"  {each}")  # noqa: T201


if __name__ == "__main__":
    main()
