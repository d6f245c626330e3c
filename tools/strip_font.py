"""Cuts the glyphs of the LED strips out of Debian's unifont: `python -m tools.strip_font FILE.hex`.

FILE is /usr/share/unifont/unifont.hex of the package `unifont` (15.0.01, SIL Open Font License 1.1
or GPL 2 with the font exception; we take it under the first).
"""

import gzip
import sys
from pathlib import Path

OUT = Path(__file__).parents[1] / "window_client" / "keypads" / "unifont.hex.gz"
RANGES = (
    (0x20, 0x7E), (0xB7, 0xB7), (0x2010, 0x203B), (0x2190, 0x2193), (0x2582, 0x2582),
    (0x3000, 0x301F), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xFF01, 0xFF5E),
)  # fmt: skip
"""Latin, punctuation, the hanzi of Unicode's first plane, and their wide forms."""


def main() -> None:
    rows = Path(sys.argv[1]).read_text("ascii").splitlines()
    kept = [row for row in rows if _kept(int(row.partition(":")[0], 16))]
    OUT.write_bytes(gzip.compress(("\n".join(kept) + "\n").encode("ascii"), 9, mtime=0))


def _kept(code: int) -> bool:
    return any(first <= code <= last for first, last in RANGES)


if __name__ == "__main__":
    main()
