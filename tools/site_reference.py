"""Writes the reference of the site file into docs/configuration.md, whose last part it is."""

from pathlib import Path

from server.configuration.reference import reference

PAGE = Path("docs/configuration.md")
FIRST = "### Site\n"


def main() -> None:
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(text[: text.index(FIRST)] + reference(), encoding="utf-8")


if __name__ == "__main__":
    main()
