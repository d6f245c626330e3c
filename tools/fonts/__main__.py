"""Makes every font file of the product: `python -m tools.fonts [--debian FOLDER]`.

Needs Debian's fonts-noto-cjk, fonts-noto-core, fonts-noto-extra and unicode-data, installed or
unpacked below FOLDER (`dpkg-deb -x package.deb FOLDER`), and the hanzi slices of the browser kit,
which `npm run vendor` in tools/js makes. It is run by hand when a font is renewed; its results
are committed, because the machines of a hall have neither fonts nor internet.
"""

import argparse
from pathlib import Path

from tools.fonts import characters, paper, screens
from tools.fonts.cutting import Debian

ROOT = Path(__file__).parents[2]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--debian", type=Path, default=Path("/"))
    debian = Debian(parser.parse_args().debian)
    characters.TABLE_FILE.write_text(characters.table_from(debian.unihan), "utf-8")
    target = ROOT / "printers/fonts"
    paper.make_letters(debian, target)
    paper.make_scripts(debian, target)
    paper.make_hanzi(debian, target, screens.of_slices())
    screens.make_letters(debian)
    screens.make_style(target)


if __name__ == "__main__":
    main()
