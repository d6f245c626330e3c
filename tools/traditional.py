"""Makes the texts in traditional characters from those in simplified ones.

    .venv/bin/uv run --no-project --with opencc-python-reimplemented python tools/traditional.py

OpenCC turns the characters (`s2tw`), not the words: with those of Taiwan a service window becomes
one of a screen. Nobody has read the result: the language's
note says so. It is needed when texts change, never by a hall: what is missing falls back.
"""

import ast
import json
from pathlib import Path
from typing import Any

from opencc import OpenCC  # type: ignore[import-not-found]  # not of the environment

ROOT = Path(__file__).parents[1]
TEXTS = ("server/web/text", "*/static/text", "server/web/static/*/text")
PHRASES = (
    "server/usecases/wording.py",
    "server/domain/waiting/quoted.py",
    "server/configuration/catalogue.py",
    "printers/templates/*.json",
)
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
    phrases = sorted({each for pattern in PHRASES for each in chinese_in(pattern)})
    write("phrases", {each: turn(each) for each in phrases if turn(each) != each})


def turned(node: Any, turn: Any) -> Any:
    if isinstance(node, dict):
        return {key: turned(value, turn) for key, value in node.items()}
    return [turned(each, turn) for each in node] if isinstance(node, list) else turn(node)


def chinese_in(pattern: str) -> list[str]:
    """What stands after "zh" in mappings, in code and in templates; a sentence that is put
    together cannot be looked up, so that it is left out."""
    found: list[str] = []
    for file in sorted(ROOT.glob(pattern)):
        text = file.read_text("utf-8")
        tree = ast.parse(text if file.suffix == ".py" else f"null = true = false = 0\n_ = {text}")
        for node in ast.walk(tree):
            if isinstance(node, ast.Dict):
                pairs = zip(node.keys, node.values, strict=True)
                found += [
                    str(value.value)
                    for key, value in pairs
                    if isinstance(key, ast.Constant)
                    and key.value == "zh"
                    and isinstance(value, ast.Constant)
                ]
    return found


def write(name: str, content: Any) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, indent=2)
    (OUT / f"{name}.json").write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main()
