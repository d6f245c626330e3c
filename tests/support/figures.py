"""A manager's day for tests: a full one and an empty one."""

from typing import Any

from tests.support.samples import Json, catalogue, instant

MATTERS = [matter["key"] for matter in catalogue()["matters"]]
ARRIVALS = [7, 11, 13, 22, 24, 23, 19, 20, 18, 14, 15, 12, 9, 5, 7, 6, 10, 12, 15, 18, 19, 9]


def full_day(**more: Any) -> Json:
    """308 people by twenty past two."""
    figures = {
        "waiting": 46,
        "oldest": {"matter": "social-1", "seconds": 3120},
        "finished": 229,
        "missed": 17,
        "issued": 308,
        "waits": {"median_s": 840, "p90_s": 2160, "n": 260},
        "matters": [
            _matter(key, place, 60 * (4 + place * 2), 60 * (9 + place * 4))
            for place, key in enumerate(MATTERS)
        ],
        "stages": [
            {"stage": 1, "median_s": 840, "p90_s": 2160, "n": 260},
        ],
        "arrivals": [
            {"start": f"{9 + place // 4:02}:{place % 4 * 15:02}", "n": n}
            for place, n in enumerate(ARRIVALS)
        ],
        "ratings": {"5": 88, "4": 27, "3": 8, "2": 2, "1": 1},
        "rated": 126,
    }
    return _day() | figures | more


def empty_day() -> Json:
    """Before the first ticket."""
    return _day()


def _day() -> Json:
    return {
        "hall": "main",
        "at": instant(),
        "seq": 1,
        "day": "2026-11-23",
        "waiting": 0,
        "oldest": None,
        "finished": 0,
        "missed": 0,
        "issued": 0,
        "cancelled": 0,
        "closed": 0,
        "pledge_s": None,
        "kept": None,
        "printers": {},
        "printer_names": {"kiosk-2": {"zh": "自助机 2 的打印机", "en": "Printer of Kiosk 2"}},
        "out_of_turn": [],
        "alarms": [],
        "waits": {"median_s": None, "p90_s": None, "n": 0},
        "matters": [{**_matter(key, 0, None, None), "n": 0} for key in MATTERS],
        "stages": [],
        "arrivals": [],
        "windows": {},
        "outcomes": {},
        "channels": {},
        "ratings": dict.fromkeys("54321", 0),
        "rated": 0,
        "definitions": {"p90_s": {"zh": "九成的人等得不超过这么久。", "en": "Nine in ten."}},
    }


def _matter(key: str, waiting: int, median: int | None, most: int | None) -> Json:
    return {
        "matter": key,
        "served": 0,
        "waiting": waiting,
        "n": 20,
        "median_s": median,
        "p90_s": most,
        "pledge_s": None,
    }


def score(days: int = 3) -> Json:
    """How good the ranges were on the last days."""
    one = {"n": 100, "hit_rate": 0.79, "error_s": 410}
    return {
        "hall": "main",
        "model": None,
        "definition": {"zh": "取号时给出的范围与实际等候相比。", "en": "The range told at issue."},
        "all": one if days else {"n": 0, "hit_rate": None, "error_s": None},
        "days": [{"day": f"2026-11-{20 + day}", **one} for day in range(days)],
        "matters": [],
    }
