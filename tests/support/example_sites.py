"""Site files for the stories, written as an administrator would: the shipped example with a
change, a centre whose clocks stand at noon, a bank."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.support.servicehall import run

NOON = 12
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MISSED_AFTER_S = 2
NOW = datetime.now(UTC)
AHEAD = (NOON - NOW.hour + 11) % 24 - 11
ZONE = f"Etc/GMT{-AHEAD:+d}" if AHEAD else "Etc/UTC"
"""A time zone where it is noon, so that no story waits for a time of day."""


def example(folder: Path) -> Any:
    """What `servicehall config example` writes, to be changed."""
    file = folder / "example.yaml"
    file.write_text(run("config", "example"), encoding="utf-8")
    return YAML().load(file)


def written(folder: Path, site: Any) -> Path:
    """The site as a file."""
    file = folder / "site.yaml"
    with file.open("w", encoding="utf-8") as out:
        yaml = YAML()
        yaml.representer.ignore_aliases = lambda data: True  # a site file repeats what it means
        yaml.dump(site, out)
    return file


def quick_centre(folder: Path) -> Path:
    """The example, but it is noon there, and a call counts as missed after two seconds."""
    site = example(folder)
    site["halls"][0]["timezone"] = ZONE
    site["halls"][0]["no_show"]["min_gap_seconds"] = MISSED_AFTER_S
    _with_rare_names(site["halls"][0])
    _with_keypad(site["halls"][0], folder)
    _with_tide_window(site["halls"][0])
    return written(folder, site)


KEYED = 4
"""The window with a keypad and a strip, both on one bus; 孟琪 (A0104) works there."""


def keypad_line(folder: Path) -> Path:
    """Where that bus is, once somebody plugs it in."""
    return folder / "line"


def _with_tide_window(hall: Any) -> None:
    """One more for businesses, on days on which the manager says so."""
    busy = hall["windows"][-1]
    hall["windows"].append({**busy, "number": 13, "kind": "tide"})


def _with_keypad(hall: Any, folder: Path) -> None:
    bus = {"port": f"serial://{keypad_line(folder)}", "protocol": "bus", "window": KEYED}
    hall["devices"] += [
        {"key": "keypad-4", "kind": "keypad", **bus, "address": 1},
        {"key": "strip-4", "kind": "strip", **bus, "address": 2},
    ]


RARE = "㛃婳瑀璠烜"
"""Hanzi of names of today that lists of common hanzi lack."""
UNDRAWN = "\U00030edf"
"""One of extension G, for which no font of Debian has a glyph."""


def _with_rare_names(hall: Any) -> None:
    """A matter and a series are called by them."""
    name = {"zh": f"{RARE} {UNDRAWN}"}
    model = next(each for each in hall["matters"] if each["key"] == "food-licence")
    hall["matters"].append({**model, "key": "rare-name", "name": name, "short": name})
    window = next(each for each in hall["windows"] if each["number"] == 12)
    window["matters"]["rare-name"] = 1
    series = next(each for each in hall["series"] if each["key"] == model["series"])
    series["name"] = name


def hours(folder: Path) -> Path:
    """Five halls at noon: open, at lunch, on a holiday, on a make-up day, on a day off."""
    zone, today = ZONE, (NOW + timedelta(hours=AHEAD)).date()
    daily = {day: ["09:00-17:00"] for day in DAYS}
    others = {day: ["09:00-17:00"] for day in DAYS if day != DAYS[today.weekday()]}
    lunch = {day: ["09:00-11:30", "13:50-17:00"] for day in DAYS}
    off = {"since": today, "until": today + timedelta(days=1), "name": {"zh": "放假"}}
    shift = {"day": today, "hours": ["09:00-17:00"], "name": {"zh": "调休上班"}}
    halls = [
        small_hall("open", "开放厅", zone, daily),
        small_hall("lunch", "午休厅", zone, lunch),
        small_hall("holiday", "放假厅", zone, daily, {"closed": [off]}),
        small_hall("shift", "调休厅", zone, others, {"working": [shift]}),
        small_hall("off", "轮休厅", zone, others),
    ]
    return written(
        folder, {"servicehall": 1, "centre": {"name": {"zh": "云台中心"}}, "halls": halls}
    )


def small_hall(
    key: str, name: str, zone: str, weekly: object, calendar: object = None
) -> dict[str, Any]:
    """Two matters at one window: a kiosk with one asks nothing."""
    return {
        "key": key,
        "name": {"zh": name},
        "timezone": zone,
        "complaint_phone": "12345",
        "hours": weekly,
        **({"calendar": calendar} if calendar else {}),
        "zones": [{"key": "A", "name": {"zh": "A 区"}}],
        "organisations": [{"key": "civil", "name": {"zh": "民政局"}}],
        "series": [{"key": "one", "prefix": "A", "zone": "A", "name": {"zh": "综合"}}],
        "life_events": [{"key": "home", "icon": "home", "name": {"zh": "安家"}}],
        "matters": [
            {
                "key": "advice",
                "series": "one",
                "organisation": "civil",
                "name": {"zh": "社会救助咨询"},
                "life_events": ["home"],
                "typical_minutes": 5,
            },
            {
                "key": "subsidy",
                "series": "one",
                "organisation": "civil",
                "name": {"zh": "临时救助申请"},
                "life_events": ["home"],
                "typical_minutes": 5,
            },
        ],
        "windows": [{"number": 1, "zone": "A", "matters": {"advice": 1, "subsidy": 1}}],
        "devices": [
            {"key": f"kiosk-{key}", "kind": "kiosk", "name": {"zh": f"{name}自助机"}},
        ],
    }


KINDS = {
    "agency": "海曲市金融监管局",
    "utility": "海曲燃气公司",
    "bank": "海曲商业银行",
    "intermediary": "海曲房产经纪行",
    "legal_aid": "海曲法律援助中心",
}


def bank(folder: Path) -> Path:
    """A branch with desks of every kind of organisation, none of them called a government's."""
    matters = {
        "agency": ("消费者投诉登记", "Complaint about a lender"),
        "utility": ("燃气开户", "Gas account"),
        "bank": ("个人贷款面签", "Signing for a loan"),
        "intermediary": ("二手房委托", "Selling a home"),
        "legal_aid": ("法律援助申请", "Asking for legal aid"),
    }
    hall = {
        "key": "branch",
        "name": {"zh": "海曲商业银行中山路支行", "en": "Haiqu Bank, Zhongshan Road"},
        "short": {"zh": "中山路支行", "en": "Zhongshan Road"},
        "complaint_phone": "95999",
        "always_open": True,
        "zones": [{"key": "A", "name": {"zh": "一楼", "en": "Ground floor"}}],
        "organisations": [
            {"key": kind.replace("_", "-"), "kind": kind, "name": {"zh": name, "en": kind}}
            for kind, name in KINDS.items()
        ],
        "series": [{"key": "one", "prefix": "V", "zone": "A", "name": {"zh": "综合", "en": "All"}}],
        "life_events": [{"key": "home", "icon": "home", "name": {"zh": "买房", "en": "Home"}}],
        "matters": [
            {
                "key": kind.replace("_", "-"),
                "series": "one",
                "organisation": kind.replace("_", "-"),
                "name": {"zh": zh, "en": en},
                "life_events": ["home"],
                "typical_minutes": 6,
            }
            for kind, (zh, en) in matters.items()
        ],
        "windows": [
            {
                "number": 1,
                "zone": "A",
                "name": {"zh": "综合柜台", "en": "Counter"},
                "matters": {kind.replace("_", "-"): 1 for kind in KINDS},
                "printer": "printer-1",
            }
        ],
        "staff": [
            {
                "login": "yu.teller",
                "staff_no": "Y0001",
                "name": {"zh": "于宁", "en": "Yu Ning"},
                "post": {"zh": "综合柜员"},
                "organisation": "bank",
            },
            {
                "login": "boss",
                "staff_no": "Y0002",
                "name": {"zh": "贺行", "en": "He Hang"},
                "post": {"zh": "行长"},
                "organisation": "bank",
                "role": "manager",
            },
        ],
        "printers": [{"key": "printer-1", "url": "tcp://127.0.0.1:9100", "width_dots": 576}],
        "devices": [
            {"key": "kiosk-1", "kind": "kiosk", "printer": "printer-1", "name": {"zh": "取号机"}},
            {"key": "board-1", "kind": "board", "name": {"zh": "大屏"}},
            {"key": "window-1", "kind": "window", "window": 1},
            {"key": "pad-1", "kind": "pad", "window": 1},
        ],
    }
    name = {"zh": "海曲商业银行", "en": "Haiqu Commercial Bank"}
    return written(folder, {"servicehall": 1, "centre": {"name": name}, "halls": [hall]})


SIZES = {"windows": 100, "organisations": 40, "series": 40, "matters": 150}
LETTERS = "ABCDEFGHJKLMNPRTUVWXY"


def large(folder: Path) -> Path:
    """As many of everything as a large hall has; windows are rooms, one is called 2A."""
    prefixes = [*LETTERS, *(f"A{letter}" for letter in LETTERS[1:])][: SIZES["series"]]
    clinics = range(SIZES["organisations"])
    windows: list[int | str] = [*range(1, SIZES["windows"]), "2A"]
    matters = [f"matter-{n}" for n in range(SIZES["matters"])]
    hall = {
        "key": "main",
        "name": {"zh": "云台医院"},
        "complaint_phone": "12320",
        "always_open": True,
        "words": {"window": {"zh": "诊室"}, "place": {"zh": "诊室"}},
        "zones": [{"key": "A", "name": {"zh": "A 区"}}],
        "organisations": [{"key": f"clinic-{n}", "name": {"zh": f"第{n}科"}} for n in clinics],
        "series": [
            {"key": f"series-{n}", "prefix": prefix, "zone": "A", "name": {"zh": f"第{n}科"}}
            for n, prefix in enumerate(prefixes)
        ],
        "matters": [
            {
                "key": key,
                "series": f"series-{n % len(prefixes)}",
                "organisation": f"clinic-{n % len(clinics)}",
                "name": {"zh": f"第{n}号门诊"},
                "typical_minutes": 5,
            }
            for n, key in enumerate(matters)
        ],
        "windows": [
            {
                "number": number,
                "zone": "A",
                "matters": dict.fromkeys(matters[n :: len(windows)], 1),
            }
            for n, number in enumerate(windows)
        ],
        "devices": [
            {"key": "kiosk-1", "kind": "kiosk", "name": {"zh": "取号机"}},
            {"key": "board-1", "kind": "board", "name": {"zh": "大屏"}},
        ],
    }
    return written(
        folder, {"servicehall": 1, "centre": {"name": {"zh": "云台医院"}}, "halls": [hall]}
    )
