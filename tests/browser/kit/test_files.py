"""What the kit ships: catalogues that agree, icons that exist, fonts with the slashed zero."""

import json
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tests.support.screens import ROOT
from tests.support.tickets import centre

KIT = ROOT / "server" / "web" / "static" / "kit"
SCRIPTS = [
    script
    for folder in ("server/web/static", "kiosk/static", "display/static", "window_client/static")
    for script in (ROOT / folder).rglob("*.js")
    if "vendor" not in script.parts
]
SURFACES = sorted({path.name.split(".")[0] for path in (KIT / "text").glob("*.json")})
HOLES = re.compile(r"\{(\w+)")


def catalogue(surface: str, language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((KIT / "text" / f"{surface}.{language}.json").read_text())
    return found


def holes(sentence: str) -> set[str]:
    return set(HOLES.findall(sentence))


@pytest.mark.parametrize("surface", SURFACES)
def test_both_languages_say_the_same_things(surface: str) -> None:
    zh, en = catalogue(surface, "zh"), catalogue(surface, "en")
    assert zh.keys() == en.keys()
    # Chinese has no plural, so that English alone may need the count.
    assert {k for k in zh if not holes(en[k]) - {"n"} <= holes(zh[k])} == set()


@pytest.mark.parametrize("path", sorted((KIT / "text").glob("*.json")), ids=lambda p: p.name)
def test_no_sentence_is_said_twice(path: Path) -> None:
    """Of two with one name, only the last would ever be shown, and with the other one's holes."""
    names: list[str] = []
    json.loads(path.read_text(), object_pairs_hook=lambda pairs: names.extend(k for k, _ in pairs))
    assert len(names) == len(set(names))


def test_every_sentence_that_a_script_names_exists() -> None:
    known = {key for surface in SURFACES for key in catalogue(surface, "zh")}
    named = re.compile(r"""\b(?:t|small)\(\s*"([a-z]+(?:\.[a-z0-9_-]+)+)\"""")
    missing = {
        (script.name, key)
        for script in SCRIPTS
        for key in named.findall(script.read_text())
        if key not in known
    }
    assert missing == set()


def test_every_icon_that_is_named_exists() -> None:
    drawn = set(re.findall(r'<symbol id="([a-z]+)"', (KIT / "icons.svg").read_text()))
    named = {
        name for script in SCRIPTS for name in re.findall(r'\bicon\("([a-z]+)"', script.read_text())
    }
    of_events = {event["icon"] for event in centre()["life_events"]}
    assert named | of_events <= drawn


@pytest.mark.parametrize("weight", [400, 700])
def test_figures_have_a_slashed_zero(weight: int) -> None:
    font = TTFont(KIT / "fonts" / f"noto-sans-{weight}.woff2")
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"zero", "tnum"} <= features


def test_every_slice_of_hanzi_is_there_and_nothing_else() -> None:
    css = (KIT / "fonts-hanzi.css").read_text()
    named = set(re.findall(r"noto-sans-sc/([\w-]+\.woff2)", css))
    assert named == {path.name for path in (KIT / "fonts" / "noto-sans-sc").iterdir()}


def test_vendored_versions_are_the_locked_ones() -> None:
    wanted = json.loads((ROOT / "tools" / "js" / "package.json").read_text())["devDependencies"]
    readme = (KIT / "vendor" / "README.md").read_text()
    for name in ("lit", "socket.io-client", "@fontsource/noto-sans-sc"):
        line = next(line for line in readme.splitlines() if f"`{name}`" in line)
        assert f"| {wanted[name]} |" in line


def test_no_page_asks_the_internet_or_styles_inline() -> None:
    pages = [*ROOT.glob("*/templates/**/*.html"), *(ROOT / "server/web/templates").glob("*.html")]
    for page in [*pages, *SCRIPTS]:
        text = Path(page).read_text()
        assert not re.search(r"""(src|href)=["']https?://""", text), page
        assert not re.search(r"""\sstyle=["'$]""", text), page
