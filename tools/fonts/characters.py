"""Which characters the product's fonts hold, from standards and codecs, so that none is mistyped.

通用规范汉字表 (2013) stands in `table_2013.txt`, one hanzi after the other in the order of its
numbers: the field kTGH of Unihan, as Debian's package unicode-data 15.0.0-1 has it.
"""

import bz2
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

TABLE_FILE = Path(__file__).with_name("table_2013.txt")

RANGE = re.compile(r"U\+([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?")


def points_of(ranges: str) -> frozenset[int]:
    """The code points of a `unicode-range`."""
    found: set[int] = set()
    for first, last in RANGE.findall(ranges):
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)


# Proportional letters: Latin with the marks of pinyin and Vietnamese, phonetic signs, money.
LATIN = points_of(
    "U+20-7E,U+A0-36F,U+1E00-1EFF,U+2000-206F,U+2070-209F,U+20A0-20BF,U+2116,U+2122,"
    "U+2190-2193,U+2212,U+FFFD"
)
GREEK_AND_CYRILLIC = points_of("U+370-52F")
PUNCTUATION = points_of("U+B7,U+2014,U+3000-301F,U+FF01-FF5E,U+FFE0-FFE5")
ARABIC = points_of("U+600-6FF,U+750-77F,U+FB50-FDFE,U+FE70-FEFE")
EXTENSION_A = points_of("U+3400-4DBF")
TIBETAN = points_of("U+F00-FFF")
JOINERS = points_of("U+20,U+A0,U+200C-200F")
# The last hanzi of names that older fonts of ours held beside the table.
ALSO = frozenset(
    map(ord, "喆珺昇堃玥垚淼瑄媛骁晞翀祎赟昀彧犇頔甯邨旻畑榕洺翾炘珮钰镕槑囍琤璟彣翊懿")
)


@cache
def decoded(codec: str) -> frozenset[int]:
    """Every character that a codec writes in two bytes, private use left out."""
    found = set()
    for first in range(0x81, 0xFF):
        for second in range(0x40, 0xFF):
            try:
                found.add(ord(bytes((first, second)).decode(codec)))
            except UnicodeDecodeError:
                continue
    return frozenset(point for point in found if not 0xE000 <= point < 0xF900)


@cache
def gb2312() -> frozenset[int]:
    """GB/T 2312-80."""
    return decoded("gb2312")


@cache
def gbk() -> frozenset[int]:
    """GBK, the two-byte part of GB 18030."""
    return decoded("gbk") | decoded("gb18030")


@cache
def table() -> tuple[str, ...]:
    """The 8,105 hanzi of 通用规范汉字表 in the order of their numbers."""
    return tuple("".join(TABLE_FILE.read_text("utf-8").split()))


def table_from(unihan: Iterable[Path]) -> str:
    """The text of `table_2013.txt`, made anew from the files of Debian's unicode-data."""
    numbered = {}
    for path in unihan:
        with bz2.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                parts = line.rstrip("\n").split("\t")
                if len(parts) == 3 and parts[1] == "kTGH":
                    numbered[int(parts[2].partition(":")[2])] = chr(int(parts[0][2:], 16))
    assert sorted(numbered) == list(range(1, 8106)), "kTGH of 2013 has the numbers 1 to 8105"
    whole = "".join(numbered[number] for number in sorted(numbered))
    return "".join(f"{whole[at : at + 81]}\n" for at in range(0, len(whole), 81))


def private_use() -> dict[int, str]:
    """Private code points that GBK and GB 18030-2000 gave to characters that Unicode lacked, and
    the character that each is today. Card readers and registers of that time still send them.
    """
    found = {0xE7C7: "ḿ", 0xE7C8: "ǹ"}
    for offset in range(80):
        second = 0x50 + offset + (offset >= 0x2F)  # the row leaves out 7F
        now = bytes((0xFE, second)).decode("gb18030")
        if not 0xE000 <= ord(now) < 0xF900:
            found[0xE815 + offset] = now
    # What GB 18030-2005 still kept private has code points since 2022.
    since_2022 = {
        0x16: "𠂇",
        0x17: "𠂉",
        0x18: "𠃌",
        0x1E: "龴",
        0x26: "龵",
        0x2B: "龶",
        0x2C: "龷",
    }
    since_2022 |= {
        0x31: "𡗗",
        0x32: "龸",
        0x3B: "𢦏",
        0x43: "龹",
        0x54: "龺",
        0x55: "𤇾",
        0x64: "龻",
    }
    return found | {0xE800 + low: now for low, now in since_2022.items()}
