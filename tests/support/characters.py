"""What people paste and type: what the product's fonts hold, and what a bare machine lacks."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from printers import faces, ink, scripts

CACHES = (
    faces.installed, faces.face_for, scripts.split, scripts.missing, ink.width, ink.mask,
)  # fmt: skip


@contextmanager
def no_fonts_installed(folder: Path) -> Iterator[None]:
    """A machine without a font of its own: `folder` is empty."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(faces, "SYSTEM", folder)
        for cache in CACHES:
            cache.cache_clear()
        yield
    for cache in CACHES:
        cache.cache_clear()


HELD = {
    "names of today": "㛃䶮𬱖𫖯婳嫄瑀璠烜喆堃昇珺翀",
    "GBK and Taiwan": "臺灣鑫淼犇骉驎靑繁體龍龜",
    "extension A": "㐀㐂㑇㔾㙍㛹㤘㥮䁖䶵",
    "signs": "㎡☐✓☑✔✗★☎℃№①⑳ⅣⅨ㈠※→←≒≤≥±×÷§¶€£¥￥，。、；：“”《》【】",
    "marks to compose": "e\u0301 n\u0303 u\u0308\u030c a\u030a m\u0300",
    "marks that stay": "x\u0302 ɔ\u0301 q\u0304",
    "Vietnamese": "Nguyễn Thị Hồng Đặng Ưng Ơn ế ự",
    "Korean": "대한민국 김철수 뷁힣",
    "Cyrillic": "Александр Ёжиков Українка Қазақстан",
    "Greek": "Αθήνα Ωμέγα",
    "Yi": "ꀀꀁꆈꌠ",
    "Mongolian": "ᠮᠣᠩᠭᠣᠯ",
    "Thai": "สวัสดี ประเทศไทย",
    "Dai and Lisu": "ᥖᥭᦑᦺᨠᩢ ꓐꓑ",
    "Uyghur": "نومۇر",
    "Tibetan": "བོད་ཡིག",
    "kana": "カタカナひらがな",
    "old private hanzi": "\ue863\ue81a",
}
NOT_HELD = {
    "emoji": "😀👨\u200d👩\u200d👧🇨🇳",
    "extension B": "𠀀𪚥",
    "extension C": "𪜀𫜴",
    "extension D": "𫝀",
    "extension E": "𫠠𬺡",
    "extension F": "𬺰𮯠",
    "extension G": "𰀀𰻞",
    "extension H": "𱍐𲎯",
    "private use": "\ue123\uf8ff",
    "Hindi": "अ",
    "unassigned": "\U000e1000",
}
