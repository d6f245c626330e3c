"""Makes the texts in traditional characters from those in simplified ones.

    .venv/bin/uv run --no-project --with opencc-python-reimplemented python tools/traditional.py

OpenCC turns the characters (`s2tw`), not the words: with those of Taiwan a service window becomes
one of a screen. Nobody has read the result: the language's
note says so. It is needed when texts change, never by a hall: what is missing falls back.
"""

import json
import sys
from pathlib import Path
from typing import Any

from opencc import OpenCC  # type: ignore[import-not-found]  # not of the environment

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT))  # it runs outside the environment
from tools.phrases import phrases  # noqa: E402

TEXTS = ("server/web/text", "*/static/text", "server/web/static/*/text")
OUT = ROOT / "server" / "web" / "static" / "languages" / "zh-Hant"
SAID = {
    "name": "繁體中文",
    "html": "zh-Hant",
    "like": "zh",
    "accepts": ["zh-tw", "zh-hk", "zh-mo"],
    "note": "Machine-made with OpenCC (s2tw) by tools/traditional.py; needs review.",
}


def main() -> None:
    turn = OpenCC("s2tw").convert
    write("language", SAID)
    for folder in TEXTS:
        for file in sorted(ROOT.glob(f"{folder}/*.zh.json")):
            texts = json.loads(file.read_text("utf-8"))
            write(file.name.removesuffix(".zh.json"), turned(texts, turn))
    write("phrases", {each: turn(each) for each in sorted(phrases())})


def turned(node: Any, turn: Any) -> Any:
    if isinstance(node, dict):
        return {key: turned(value, turn) for key, value in node.items()}
    return [turned(each, turn) for each in node] if isinstance(node, list) else turn(node)


def write(name: str, content: Any) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, indent=2)
    (OUT / f"{name}.json").write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main()
