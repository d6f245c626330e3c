"""A believable hall for tests of screens: catalogue, live state, console, manager's figures."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

from pydantic import TypeAdapter

from server.contracts.event_base import LiveEventBase
from server.contracts.events import LiveEvent

Json = dict[str, Any]

SERIES = [
    ("hukou", "A", "户籍与身份证", "Residence and ID", "A"),
    ("social", "B", "社会保险", "Social insurance", "B"),
    ("medical", "D", "医疗保障", "Medical insurance", "B"),
    ("property", "C", "不动产登记", "Real estate", "C"),
    ("company", "E", "企业开办", "Company registration", "C"),
    ("civil", "M", "民政", "Civil affairs", "A"),
]
ZONES = [
    ("A", "A 区 · 户籍民政", "Zone A"),
    ("B", "B 区 · 社保医保", "B"),
    ("C", "C 区 · 不动产与企业", "C"),
]
ZONE_OF_WINDOW = {**dict.fromkeys("1234", "A"), **dict.fromkeys("5678", "B")}
CALLS = [
    ("12", "C047", "property"),
    ("3", "A118", "hukou"),
    ("8", "B206", "social"),
    ("11", "C046", "property"),
    ("6", "B205", "social"),
    ("10", "E031", "company"),
    ("1", "A117", "hukou"),
    ("4", "M009", "civil"),
    ("9", "C045", "property"),
]


def instant(seconds_ago: float = 0) -> str:
    """UTC with milliseconds, some seconds before now."""
    at = datetime.now(UTC) - timedelta(seconds=seconds_ago)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def catalogue() -> Json:
    """Six queues in three zones, two matters each, twelve windows."""
    matters = [_matter(*series, part) for series in SERIES for part in (1, 2)]
    windows = [_window(str(number), matters) for number in range(1, 13)]
    for matter in matters:
        matter["windows"] = [each["key"] for each in windows if matter["key"] in each["matters"]]
    return {
        "hall": {
            "key": "main",
            **_named("安澜区政务服务中心", "Anlan District Government Service Centre"),
            "mode": "live",
            "address": None,
            "timezone": "Asia/Shanghai",
            "always_open": False,
            "day_ends": "00:00",
            "languages": ["zh", "en"],
            "complaint_phone": None,
            "guide": None,
            "no_show": {
                "min_gap_seconds": 15,
                "after": 3,
                "within_minutes": 30,
                "misses": 2,
                "text": {"zh": "过号后可返回。", "en": "Come back after a missed call."},
            },
            "undo_seconds": 60,
            "postpones": 2,
            "outcomes": _reasons(done="当场办结", accepted="已受理", advice_only="仅咨询"),
            "call_reasons": _reasons(back_at_once="过号后马上回来", help="需要照顾"),
            "park_reasons": _reasons(copy="去复印", pay="去缴费", form="去填表", other="其他"),
            "pause_reasons": _reasons(**{"break": "短暂休息"}, shift="换班", meeting="开会"),
        },
        "centre": _named("安澜区政务服务中心", "Anlan District Government Service Centre"),
        "version": 1,
        "zones": [{"key": key, **_named(zh, en), "directions": None} for key, zh, en in ZONES],
        "organisations": [{"key": "city", **_named("安澜区", "Anlan"), "kind": "agency"}],
        "series": [
            {"key": key, "prefix": prefix, **_named(zh, en), "zone": zone}
            for key, prefix, zh, en, zone in SERIES
        ],
        "life_events": [],
        "matters": matters,
        "priority_classes": [
            {"key": "ordinary", "name": {"zh": "普通", "en": "Ordinary"}, "public": True},
            {"key": "elder", "name": {"zh": "老年人优先", "en": "Elders first"}, "public": True},
        ],
        "windows": windows,
        "hours": [],
        "special_days": [],
        "kiosks": [],
        "displays": [],
        "notices": [
            {
                "zh": "证件照相与复印在 A 区入口左侧，免费。",
                "en": "Free photos and copies: left of Zone A entrance",
            }
        ],
    }


def _named(zh: str, en: str) -> Json:
    """A name that is its own short and spoken form."""
    return {key: {"zh": zh, "en": en} for key in ("name", "short", "spoken")}


def _reasons(**named: str) -> list[Json]:
    return [
        {"key": key, "name": {"zh": zh, "en": key.replace("_", " ")}, "minutes": 15}
        for key, zh in named.items()
    ]


def _matter(key: str, prefix: str, zh: str, en: str, zone: str, part: int) -> Json:
    ending = {1: ("办理", "applications"), 2: ("查询与打印", "records")}[part]
    return {
        "key": f"{key}-{part}",
        "series": key,
        "organisation": "city",
        "zone": zone,
        **_named(zh + ending[0], f"{en} {ending[1]}"),
        "short": {"zh": zh + ("" if part == 1 else "查询"), "en": en},
        "pinyin": prefix.lower(),
        "materials": [
            _material("身份证", "ID card", "original", 0),
            _material("申请表", "Form", "original", 1),
            _material("网签合同", "Contract", "copy", 1),
        ],
        "fee": {"text": {"zh": "不收费", "en": "Free"}, "basis": None},
        "legal_limit": None,
        "promised_limit": None,
        "windows": [],
        "typical_minutes": 10.0,
    }


def _material(zh: str, en: str, kind: str, copies: int) -> Json:
    return {"name": {"zh": zh, "en": en}, "note": None, "kind": kind, "copies": copies}


def _window(key: str, matters: list[Json]) -> Json:
    zone = ZONE_OF_WINDOW.get(key, "C")
    mine = [matter["key"] for matter in matters if matter["zone"] == zone]
    return {"key": key, "number": int(key), "zone": zone, "matters": mine, "name": None}


def snapshot(seq: int = 900) -> Json:
    """A busy hall: nine calls, two paused windows, four missed numbers."""
    windows = {str(number): window() for number in range(1, 13)}
    for age, (key, number, matter) in enumerate(CALLS):
        windows[key] = window(call=call(number, matter, seq - age, age * 40))
    windows["2"] = window("paused", reason={"zh": "换班", "en": "Shift"}, until=instant(-600))
    windows["7"] = window("paused", reason={"zh": "设备检修", "en": "Repair"}, until=None)
    windows["5"] = window("closed")
    waiting = {"hukou": 12, "social": 18, "medical": 6, "property": 7, "company": 3, "civil": 0}
    ranges = {"hukou": [15, 25], "social": [25, 40], "medical": [8, 15], "property": [18, 30]}
    return {
        "hall": "main",
        "seq": seq,
        "at": instant(),
        "day": "2026-11-23",
        "version": 1,
        "windows": windows,
        "queues": {
            f"{key}-{part}": {"waiting": waiting[key] if part == 1 else 0}
            for key, *_ in SERIES
            for part in (1, 2)
        },
        "missed": {"A112": 790, "B201": 800, "C039": 700, "D028": 650},
        "waits": {f"{key}-1": ranges.get(key, [5, 10]) for key, *_ in SERIES},
        "notice": None,
        "printers": {},
    }


ANY_FIELD: Json = {
    "number": "A118", "window_key": "3", "paper": {"state": "queued", "copies": 0, "reason": None},
    "document": 1, "state": "queued", "reason": None, "printer": None, "printers": {},
    "version": 1, "reset": True, "notice": None,
}  # fmt: skip


def needed_by(type_: str) -> Json:
    """Some value for each field that an event of this type must have beside the common ones."""
    union = get_args(get_args(LiveEvent.__value__)[0])
    (made,) = (each for each in union if get_args(each.model_fields["type"].annotation) == (type_,))
    return {
        name: ANY_FIELD[name]
        for name, field in made.model_fields.items()
        if field.is_required() and name not in (*LiveEventBase.model_fields, "type")
    }


def held(model: Any, data: Any) -> Any:
    """The same data, after the contract that it pretends to be has read it strictly."""
    TypeAdapter(model).validate_json(json.dumps(data))
    return data


def empty_snapshot(seq: int = 0, state: str = "open") -> Json:
    """The first minute of a day: nobody waits, nobody was called."""
    quiet = snapshot(seq)
    quiet["windows"] = {key: window(state) for key in quiet["windows"]}
    quiet["queues"] = {key: {"waiting": 0} for key in quiet["queues"]}
    return quiet | {"missed": {}, "waits": dict.fromkeys(quiet["waits"])}


def window(state: str = "open", call: Json | None = None, **more: Any) -> Json:
    """A window's public state."""
    clerk = None if state == "closed" else dict(CLERK)
    ticket = None
    if call and call["of"] in ("called", "serving"):
        ticket = {
            "number": call["number"],
            "state": call["of"],
            "matter": call["matter"],
            "since": call["at"],
        }
    plain: Json = {
        "state": state,
        "reason": None,
        "until": None,
        "clerk": clerk,
        "ticket": ticket,
        "call": call,
    }
    return plain | more


CLERK: Json = {
    "name": "王敏",
    "name_en": "Wang Min",
    "staff_no": "C0231",
    "post": {"zh": "受理岗", "en": "Front desk"},
    "languages": ["zh", "en"],
}


def call(
    number: str, matter: str, seq: int, age: float = 0, times: int = 1, of: str = "called"
) -> Json:
    """A window's latest call, `age` seconds old."""
    return {
        "number": number,
        "matter": f"{matter}-1",
        "seq": seq,
        "at": instant(age),
        "times": times,
        "of": of,
    }
