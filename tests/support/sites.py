"""Valid sites of every kind, for properties."""

from datetime import date, timedelta
from string import ascii_lowercase, digits
from typing import Any

from hypothesis import strategies as st

from server.contracts.site import Site
from server.contracts.site_rules import WEEKDAYS

PREFIXES = "ABCDEFGHJKLMNPRTUVWXY"
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))

lines = st.one_of(
    st.sampled_from(["12345", "true", "null", "~", "09:00", "1.5", "2026-10-01", "a: b", "# 号"]),
    st.sampled_from(["- x", "'", '"', "{a}", "[b]", "*a", "&b", "!c", "%", "@", "0x1F", "1e3"]),
    st.text(
        st.characters(blacklist_categories=["Cc", "Cs"], blacklist_characters="\x7f"),
        min_size=1,
        max_size=30,
    ).filter(lambda line: line.strip() != ""),
).filter(lambda line: any(c > " " and c.isprintable() for c in line))
keys = st.builds(
    str.__add__,
    st.sampled_from(ascii_lowercase),
    st.text(ascii_lowercase + digits + "_-", max_size=12),
)


@st.composite
def texts(draw: st.DrawFn) -> dict[str, str]:
    found = {"zh": draw(lines)}
    if draw(st.booleans()):
        found["en"] = draw(lines)
    return found


@st.composite
def names(draw: st.DrawFn) -> dict[str, Any]:
    found: dict[str, Any] = {"name": draw(texts())}
    if draw(st.booleans()):
        found["short"] = draw(texts())
    if draw(st.integers(0, 4)) == 0:
        since = draw(DAYS)
        until = since + timedelta(days=draw(st.integers(0, 99)))
        dated = {"name": draw(texts()), "since": str(since), "until": str(until)}
        found["names"] = [dated]
    return found


@st.composite
def spans(draw: st.DrawFn) -> list[str]:
    marks = sorted(draw(st.sets(st.integers(0, 1439), min_size=2, max_size=4)))
    clock = [f"{minute // 60:02}:{minute % 60:02}" for minute in marks]
    return [f"{a}-{b}" for a, b in zip(clock[::2], clock[1::2], strict=False)]


def _distinct(draw: st.DrawFn, most: int = 4) -> list[str]:
    return draw(st.lists(keys, min_size=1, max_size=most, unique=True))


def _matter(draw: st.DrawFn, key: str, series: list[str], body: list[str]) -> dict[str, Any]:
    materials = st.fixed_dictionaries(
        {"name": texts()},
        optional={"kind": st.sampled_from(["copy", "waived"]), "copies": st.integers(0, 20)},
    )
    limits = st.fixed_dictionaries(
        {"days": st.integers(0, 60)}, optional={"kind": st.just("calendar"), "basis": texts()}
    )
    return {
        "key": key,
        **draw(names()),
        "series": draw(st.sampled_from(series)),
        "organisation": draw(st.sampled_from(body)),
        "materials": draw(st.lists(materials, max_size=2)),
        "fee": {"text": draw(texts())},
        "promised_limit": draw(limits),
        "typical_minutes": draw(st.integers(1, 100)) / 4,
    }


@st.composite
def halls(draw: st.DrawFn, key: str = "main") -> dict[str, Any]:
    zones = draw(st.lists(st.sampled_from("ABCD"), min_size=1, unique=True))
    series, body, matters = _distinct(draw), _distinct(draw), _distinct(draw, 6)
    letters = draw(st.permutations(PREFIXES))
    numbers = draw(st.lists(st.integers(1, 999), min_size=1, max_size=4, unique=True))
    weights = st.sampled_from([0.5, 1.0, 2.25, 7.0])
    zone = st.sampled_from(zones)
    rule = st.sampled_from(["arrival", "strict", "ageing", "ratio", "head_start"])
    return {
        "key": key,
        **draw(names()),
        "complaint_phone": draw(lines),
        "hours": {"monday": draw(spans()), draw(st.sampled_from(WEEKDAYS)): draw(spans())},
        "rule": {"name": draw(rule), "bound_minutes": draw(st.integers(0, 90))},
        "notices": draw(st.lists(texts(), max_size=2)),
        "zones": [{"key": z, **draw(names())} for z in zones],
        "organisations": [{"key": o, **draw(names())} for o in body],
        "series": [
            {"key": q, "prefix": letter, "zone": draw(zone), **draw(names())}
            for q, letter in zip(series, letters, strict=False)
        ],
        "matters": [_matter(draw, m, series, body) for m in matters],
        "windows": [
            {"number": n, "zone": draw(zone), "matters": {m: draw(weights) for m in matters}}
            for n in numbers
        ],
        "staff": [
            {"login": f"p{i}", "staff_no": f"0{i}", "name": draw(texts()), "post": draw(texts())}
            for i in range(draw(st.integers(0, 2)))
        ],
    }


@st.composite
def sites(draw: st.DrawFn) -> Site:
    import json

    document = {"centre": draw(names()), "halls": [draw(halls())]}
    return Site.model_validate_json(json.dumps(document))
