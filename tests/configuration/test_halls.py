"""A hall of a site file becomes the hall that the rules see, and its public description."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from server.configuration.catalogue import catalogue, initials
from server.configuration.halls import domain_hall, hall_document
from server.configuration.kept import kept_catalogue
from server.configuration.reading import read
from server.contracts import site_rules
from server.domain.hall import Mode, RuleName
from server.paper.facts import guide_facts

SITE = read(Path("server/demo/centre.yaml"))
HALL = domain_hall(hall_document(SITE, "main"))
PUBLIC = catalogue(SITE, "main", 7)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=SHANGHAI)


def test_rules_and_places_arrive_in_the_domain() -> None:
    assert HALL.rule.name is RuleName.AGEING
    assert HALL.rule.bound == timedelta(minutes=30)
    assert (HALL.misses.after, HALL.misses.misses) == (3, 2)
    assert HALL.mode is Mode.LIVE
    assert HALL.matters["marriage"].zone == "A"
    assert HALL.matters["home-transfer"].typical == timedelta(minutes=12)
    assert HALL.windows["6"].serves["retirement"] == 2
    assert HALL.windows_of["marriage"] == ("4",)
    assert {q.prefix for q in HALL.series.values()} == set("AMBYWCTD")
    assert HALL.priority_classes["elder"].rank == 1


@pytest.mark.parametrize(
    ("day", "clock", "is_open"),
    [
        ("2026-11-20", "09:00", True),  # a Friday
        ("2026-11-20", "12:30", False),  # lunch
        ("2026-11-21", "11:59", True),  # Saturday
        ("2026-11-22", "10:00", False),  # Sunday
        ("2026-10-05", "10:00", False),  # a holiday on a Monday
        ("2026-10-10", "16:00", True),  # a make-up Saturday
    ],
)
def test_hours_with_lunch_holidays_and_make_up_days(day: str, clock: str, is_open: bool) -> None:
    assert HALL.hours.open_at(at(day, clock)) is is_open


def test_the_catalogue_describes_a_matter_whole() -> None:
    found = next(m for m in PUBLIC["matters"] if m["key"] == "home-transfer")
    assert found["fee"] == {
        "text": {
            "zh": "80 元/件（住宅类登记费）",
            "en": "80 yuan each (residential registration)",
        },
        "basis": {"zh": "发改价格规〔2016〕2559号", "en": "Fagai Jiagegui (2016) 2559"},
    }
    assert found["legal_limit"]["text"] == {
        "zh": "30 个工作日",
        "en": "30 working days",
        "zh-Hant": "30 個工作日",
    }
    assert found["promised_limit"]["text"]["zh"] == "3 个工作日"
    assert found["windows"] == ["9", "10"]
    assert (found["zone"], found["series"], found["organisation"]) == ("C", "estate", "estate")
    assert "esfgh" in found["pinyin"].split()
    assert found["materials"][4]["kind"] == "waived"


def test_limits_are_said_in_words() -> None:
    by_key = {m["key"]: m for m in PUBLIC["matters"]}
    assert by_key["marriage"]["promised_limit"]["text"]["zh"] == "当场办结"
    assert by_key["id-card-first"]["legal_limit"]["text"] == {
        "zh": "60 日",
        "en": "60 days",
        "zh-Hant": "60 日",
    }
    assert by_key["water-account"]["promised_limit"]["text"]["en"] == "1 working day"
    assert by_key["sole-trader"]["legal_limit"]["basis"]["zh"].startswith("《市场主体登记")
    assert by_key["birth-registration"]["legal_limit"] is None


def test_everything_in_the_catalogue_refers_to_something_there() -> None:
    matters = {m["key"] for m in PUBLIC["matters"]}
    zones = {z["key"] for z in PUBLIC["zones"]}
    assert all(set(w["matters"]) <= matters and w["zone"] in zones for w in PUBLIC["windows"])
    assert all(e["matters"] and set(e["matters"]) <= matters for e in PUBLIC["life_events"])
    assert [w["key"] for w in PUBLIC["windows"]] == [str(n) for n in range(1, 13)]
    assert PUBLIC["version"] == 7
    assert PUBLIC["hours"][5] == {"weekday": 6, "open": [{"from": "09:00", "until": "12:00"}]}


def test_names_follow_their_dates() -> None:
    then = catalogue(SITE, "main", 7, date(2019, 3, 31))["centre"]["name"]["zh"]
    now = catalogue(SITE, "main", 7, date(2019, 4, 1))["centre"]["name"]["zh"]
    assert (then, now) == ("安澜区行政服务中心", "安澜区政务服务中心")


def test_the_catalogue_of_slips_is_made_once_and_lacks_only_the_pinyin() -> None:
    document = hall_document(SITE, "main")
    kept = kept_catalogue(document, "main", 7)
    assert kept_catalogue(document, "main", 7) is kept
    same_words = {**document}
    assert kept_catalogue(same_words, "main", 7) is not kept
    without = [{**matter, "pinyin": ""} for matter in PUBLIC["matters"]]
    assert kept == {**PUBLIC, "matters": without}
    then = kept_catalogue(document, "main", 7, date(2019, 3, 31))
    assert then["centre"]["name"]["zh"] == "安澜区行政服务中心"


def test_a_name_not_given_is_the_official_one() -> None:
    zone = PUBLIC["zones"][0]
    assert zone["short"] == zone["spoken"] == zone["name"]


def test_initials() -> None:
    assert initials("身份证") == "sfz"
    assert initials("A4 纸（补打）", "身份证") == "a4zbd sfz"


def test_the_example_is_a_whole_centre() -> None:
    hall = SITE.halls[0]
    assert (len(hall.zones), len(hall.windows), len(hall.organisations)) == (3, 12, 8)
    assert 23 <= len(hall.matters) <= 30
    assert any(o.kind in ("bank", "utility") for o in hall.organisations)
    assert any(len(w.matters) == 1 for w in hall.windows)
    assert all(m.name.en and m.materials and m.promised_limit for m in hall.matters)


def test_what_a_site_file_leaves_out_is_said_nowhere() -> None:
    """No fee is not 免费, and no list of materials is not 不用带材料."""
    hall = SITE.halls[0]
    silent = {"fee": None, "materials": (), "legal_limit": None, "promised_limit": None}
    matters = tuple(matter.model_copy(update=silent) for matter in hall.matters)
    halls = (hall.model_copy(update={"matters": matters}), *SITE.halls[1:])
    public = catalogue(SITE.model_copy(update={"halls": halls}), hall.key, 7)
    found = public["matters"][0]
    assert (
        type(hall.matters[0])(key="m", name=hall.matters[0].name, series="a", organisation="b").fee
        is None
    )
    assert (found["fee"], found["materials"]) == (None, [])
    guide = guide_facts(found["key"], public, "https://example.org", datetime.now(UTC))
    assert [row["label"]["zh"] for row in guide["rows"]] == ["办理地点"]
    assert "materials" not in guide or guide["materials"] == []


def test_a_site_file_may_name_every_rule() -> None:
    assert set(get_args(site_rules.RuleName)) == {name.value for name in RuleName}
