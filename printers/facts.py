"""What each kind of slip can say: the facts that callers give and templates place.

Types: `text` and `number` are the same in every language; `words` is text by
language; `range` is `[low, high]` with low < high, because a wait is never a
point; `words list`, `checks` (`{text, ticked}`) and `rows` (`{label, value}`)
are lists; `url` is a web address.
"""

from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from printers.errors import TemplateError
from printers.slip import LANGUAGES

Type = Literal["text", "number", "words", "range", "words list", "checks", "rows", "url"]


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One fact: its type, whether it must be given, and an example for previews."""

    type: Type
    required: bool
    example: Any


def need(type_: Type, example: Any) -> FactSpec:
    """A fact that must be given."""
    return FactSpec(type_, True, example)


def may(type_: Type, example: Any) -> FactSpec:
    """A fact that may be left out."""
    return FactSpec(type_, False, example)


CENTRE = need("words", {"zh": "安澜区政务服务中心", "en": "Anlan District Service Centre"})
HALL = may("words", {"zh": "一楼综合大厅", "en": "Main hall"})
TIME = need("text", "2026-11-22 09:44")
MATTER = need(
    "words",
    {"zh": "不动产转移登记（存量房买卖）", "en": "Transfer of real estate (second-hand house)"},
)
URL = need("url", "https://hall.example.gov.cn/T/7K3M9QX2")
CODE = need("text", "7K3M-9QX2")
PHONE = may("text", "12345")
ORGANISATION = may("words", {"zh": "区自然资源局", "en": "Natural Resources Bureau"})
MATERIALS = may(
    "words list",
    [
        {"zh": "身份证原件", "en": "Identity card"},
        {"zh": "不动产权证书", "en": "Title certificate"},
        {"zh": "买卖合同（网签备案）", "en": "Contract of sale"},
    ],
)
WINDOWS = may("words", {"zh": "12–16 号窗口", "en": "Windows 12–16"})
CLERK = may("text", "0137")

KINDS: dict[str, dict[str, FactSpec]] = {
    "number-ticket": {
        "centre": CENTRE,
        "hall": HALL,
        "number": need("text", "C047"),
        "matter": MATTER,
        "ahead": need("number", 7),
        "wait": may("range", [18, 30]),
        "wait_unknown": may(
            "words", {"zh": "现在没有窗口办理此事项", "en": "No window is open for this now"}
        ),
        "zone": may("text", "C"),
        "windows": WINDOWS,
        "time": TIME,
        "materials": MATERIALS,
        "url": URL,
        "code": CODE,
        "missed": may(
            "words",
            {
                "zh": "过号 30 分钟内回来，叫过 3 个号后再叫您；第二次过号作废。",
                "en": "Missed your call? Come back within 30 minutes and you are called after "
                "the next 3. A second miss ends the number.",
            },
        ),
        "return_after": may("number", 3),
        "phone": PHONE,
    },
    "appointment-slip": {
        "centre": CENTRE,
        "hall": HALL,
        "matter": MATTER,
        "date": need("text", "2026-11-25"),
        "slot": need("text", "09:30–10:00"),
        "address": may("words", {"zh": "安澜路 18 号一楼", "en": "18 Anlan Road, ground floor"}),
        "materials": MATERIALS,
        "url": URL,
        "code": need("text", "预〔2026〕1122-003"),
        "phone": PHONE,
    },
    "one-time-notice": {
        "centre": CENTRE,
        "organisation": ORGANISATION,
        "matter": MATTER,
        "notice": need("text", "告〔2026〕1122-037"),
        "number": may("text", "C047"),
        "checks": may(
            "checks",
            [
                {"text": {"zh": "买卖合同（网签备案）", "en": "Contract of sale"}, "ticked": True},
                {"text": {"zh": "完税证明", "en": "Proof of tax paid"}, "ticked": True},
                {"text": {"zh": "身份证原件", "en": "Identity card"}, "ticked": False},
            ],
        ),
        "lines": may(
            "words list", [{"zh": "合同缺卖方签字页。", "en": "The seller's page is missing."}]
        ),
        "deadline": may("text", "2026-12-04"),
        "windows": WINDOWS,
        "clerk": CLERK,
        "time": TIME,
        "url": URL,
        "phone": PHONE,
    },
    "receipt": {
        "centre": CENTRE,
        "organisation": ORGANISATION,
        "matter": MATTER,
        "receipt": need("text", "收〔2026〕1122-118"),
        "papers": need("words list", MATERIALS.example),
        "windows": WINDOWS,
        "clerk": CLERK,
        "first": may("text", "林悦 A0101"),
        "served": may("words", {"zh": "居民身份证换领", "en": "Resident ID card renewal"}),
        "time": TIME,
        "due": need("text", "2026-11-27"),
        "code": CODE,
        "url": URL,
        "phone": PHONE,
    },
    "guide": {
        "centre": CENTRE,
        "organisation": ORGANISATION,
        "matter": MATTER,
        "materials": MATERIALS,
        "rows": need(
            "rows",
            [
                {"label": {"zh": "收费", "en": "Fee"}, "value": {"zh": "住宅每件 80 元"}},
                {"label": {"zh": "依据"}, "value": {"zh": "发改价格规〔2016〕2559号"}},
                {"label": {"zh": "法定时限"}, "value": {"zh": "30 个工作日"}},
                {"label": {"zh": "承诺时限"}, "value": {"zh": "3 个工作日"}},
                {"label": {"zh": "办理地点"}, "value": {"zh": "C 区 12–16 号窗口"}},
            ],
        ),
        "steps": may(
            "words list",
            [{"zh": "1. 取号"}, {"zh": "2. 到窗口交材料、核税"}, {"zh": "3. 领证或邮寄"}],
        ),
        "time": TIME,
        "url": URL,
        "phone": PHONE,
    },
    "complaint-reply": {
        "centre": CENTRE,
        "case": need("text", "诉〔2026〕1120-004"),
        "received": need("text", "2026-11-20"),
        "about": need("words", {"zh": "等候时间过长", "en": "Waited too long"}),
        "reply": need(
            "words",
            {
                "zh": "您反映的情况属实。11 月 20 日上午 3 号窗口设备故障，未及时公告。"
                "我们已增开 5 号窗口，并改进了公告办法。向您道歉。",
                "en": "You were right: window 3 had a fault and no notice was given. "
                "Window 5 was opened. We apologise.",
            },
        ),
        "owner": may("words", {"zh": "综合管理科", "en": "General Office"}),
        "time": TIME,
        "url": may("url", URL.example),
        "code": may("text", CODE.example),
        "phone": PHONE,
    },
    "test-page": {
        "printer": need("text", "kiosk-1"),
        "address": need("text", "tcp://192.0.2.10:9100"),
        "model": need("text", "generic-80"),
        "dots": need("number", 576),
        "time": TIME,
        "url": URL,
    },
    "capability-probe": {
        "printer": need("text", "kiosk-1"),
        "address": need("text", "tcp://192.0.2.10:9100"),
        "time": TIME,
        "rows": need(
            "rows",
            [
                {"label": {"zh": "实时状态", "en": "DLE EOT"}, "value": {"zh": "有"}},
                {"label": {"zh": "打印完成", "en": "GS ( H"}, "value": {"zh": "无"}},
            ],
        ),
    },
    "pangram": {"time": TIME},
}


def checked_facts(kind: str, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of a kind, refused (TemplateError) where one is missing, unknown or malformed."""
    specs = KINDS[kind]
    for name in facts:
        if name not in specs:
            raise TemplateError(f"facts.{name}", f"a {kind} has no such fact ({', '.join(specs)})")
    found = {}
    for name, spec in specs.items():
        value = facts.get(name)
        if value is None or value == [] or value == "" or value == {}:
            if spec.required and spec.type not in ("words list", "rows"):
                raise TemplateError(f"facts.{name}", f"must be given for a {kind}")
            continue
        check_fact(spec.type, value, f"facts.{name}")
        found[name] = value
    return found


def check_fact(type_: Type, value: Any, place: str) -> None:
    """Refuses a value of the wrong type."""
    wanted = {
        "text": lambda: isinstance(value, str),
        "number": lambda: isinstance(value, int) and not isinstance(value, bool),
        "words": lambda: is_words(value),
        "range": lambda: is_range(value),
        "words list": lambda: isinstance(value, list) and all(map(is_words, value)),
        "checks": lambda: isinstance(value, list) and all(is_check(item) for item in value),
        "rows": lambda: isinstance(value, list) and all(is_row(item) for item in value),
        "url": lambda: isinstance(value, str) and bool(urlsplit(value).netloc),
    }
    hints = {"range": "[low, high] with low < high: a wait is said as a range, never as a point"}
    if not wanted[type_]():
        raise TemplateError(place, f"must be {hints.get(type_, type_)}")


def is_words(value: Any) -> bool:
    """Text by language."""
    return (
        isinstance(value, dict)
        and bool(value)
        and all(lang in LANGUAGES and isinstance(text, str) for lang, text in value.items())
    )


def is_range(value: Any) -> bool:
    """Two whole numbers that differ."""
    return (
        isinstance(value, list | tuple)
        and len(value) == 2
        and all(type(number) is int and number >= 0 for number in value)
        and value[0] < value[1]
    )


def is_check(value: Any) -> bool:
    """A line of a check list."""
    return isinstance(value, dict) and is_words(value.get("text"))


def is_row(value: Any) -> bool:
    """A labelled line."""
    return isinstance(value, dict) and is_words(value.get("label")) and is_words(value.get("value"))


def examples(kind: str) -> dict[str, Any]:
    """Facts for a preview."""
    return {name: spec.example for name, spec in KINDS[kind].items()}
