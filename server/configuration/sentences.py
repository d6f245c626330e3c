"""What Pydantic finds, in sentences that say what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from server.contracts.site import Site
from server.contracts.site_mistakes import Path, nearest


@dataclass(frozen=True, slots=True)
class Sentence:
    zh: str
    en: str
    fix_zh: str
    fix: str
    at_key: bool = False


def sentence(error: ErrorDetails, path: Path) -> Sentence:
    """The sentence for one error at `path` of the document."""
    kind = error["type"]
    name = _name(path)
    context: Mapping[str, Any] = error.get("ctx") or {}
    if kind == "missing":
        return _missing(name, path)
    if kind == "extra_forbidden":
        return _unknown(name, path)
    if kind == "string_pattern_mismatch":
        return _pattern(path, error["input"], str(context.get("pattern", "")))
    if kind in SIMPLE:
        zh, en, fix_zh, fix = SIMPLE[kind]
        limits = {k: f"{v:g}" if isinstance(v, float) else v for k, v in context.items()}
        told = {"name": name, **limits, "given": _given(error["input"])[1]}
        told_zh = {**told, "name": _name_zh(path), "given": _given(error["input"])[0]}
        if "expected" in context:
            told_zh["expected"] = str(context["expected"]).replace(" or ", "、").replace(", ", "、")
        return Sentence(
            zh.format_map(told_zh).replace("： ", "：").rstrip(),
            en.format_map(told),
            fix_zh.format_map(told_zh),
            fix.format_map(told),
        )
    return Sentence(
        f"“{_name_zh(path)}”不正确",
        f"'{name}' is not right: {error['msg']}",
        "改正它",
        "correct it",
    )


def _name(path: Path) -> str:
    """The last name of a path, with the place in its list (from 1) where it is a list."""
    if not path:
        return "file"
    if isinstance(path[-1], int):
        return f"{_name(path[:-1])} {path[-1] + 1}"
    return path[-1]


def _name_zh(path: Path) -> str:
    """The same in Chinese."""
    if not path:
        return "文件"
    if isinstance(path[-1], int):
        return f"{_name_zh(path[:-1])} 第 {path[-1] + 1} 项"
    return path[-1]


def _given(value: object) -> tuple[str, str]:
    """What stands there instead, in Chinese and in English."""
    if isinstance(value, dict):
        return "一组名字", "a group of names"
    if isinstance(value, list):
        return "一个列表", "a list"
    if value is None:
        return "空着", "nothing"
    if isinstance(value, bool):
        return f" {str(value).lower()} ", str(value).lower()
    shown = repr(value)[:60]
    return f"“{value[:60]}”" if isinstance(value, str) else f" {shown} ", shown


SIMPLE: dict[str, tuple[str, str, str, str]] = {
    "string_type": (
        "“{name}”应是文字，而不是{given}",
        "'{name}' must be a text, not {given}",
        "加上引号",
        "put it in quotes",
    ),
    "int_type": (
        "“{name}”应是整数，而不是{given}",
        "'{name}' must be a whole number, not {given}",
        "写成不带引号的整数",
        "write a whole number without quotes",
    ),
    "int_from_float": (
        "“{name}”应是整数",
        "'{name}' must be a whole number",
        "去掉小数",
        "leave the fraction out",
    ),
    "float_type": (
        "“{name}”应是数字，而不是{given}",
        "'{name}' must be a number, not {given}",
        "写成不带引号的数字",
        "write a number without quotes",
    ),
    "bool_type": (
        "“{name}”应是 true 或 false，而不是{given}",
        "'{name}' must be true or false, not {given}",
        "写 true 或 false，不加引号",
        "write true or false, without quotes",
    ),
    "model_type": (
        "“{name}”应是一组 名字: 内容，而不是{given}",
        "'{name}' must be a group of 'name: content', not {given}",
        "另起一行并缩进，如 zh: … 和 en: …",
        "begin a new, indented line for each, such as zh: … and en: …",
    ),
    "dict_type": (
        "“{name}”应是一组 名字: 内容，而不是{given}",
        "'{name}' must be a group of 'name: content', not {given}",
        "写成 {{事项: 权重}}",
        "write {{matter: weight}}",
    ),
    "tuple_type": (
        "“{name}”应是列表，而不是{given}",
        "'{name}' must be a list, not {given}",
        "写成 [一, 二]，或每行一个 - ",
        "write [one, two], or a line with - for each",
    ),
    "too_short": (
        "“{name}”不能为空",
        "'{name}' must not be empty",
        "至少写 {min_length} 项",
        "give at least {min_length}",
    ),
    "greater_than_equal": (
        "“{name}”太小：{given}",
        "'{name}' is too small: {given}",
        "至少为 {ge}",
        "it must be at least {ge}",
    ),
    "greater_than": (
        "“{name}”太小：{given}",
        "'{name}' is too small: {given}",
        "必须大于 {gt}",
        "it must be more than {gt}",
    ),
    "less_than_equal": (
        "“{name}”太大：{given}",
        "'{name}' is too great: {given}",
        "最多为 {le}",
        "it must be at most {le}",
    ),
    "literal_error": (
        "“{name}”不能是{given}",
        "'{name}' can't be {given}",
        "可以是 {expected}",
        "it can be {expected}",
    ),
    "string_too_long": (
        "“{name}”太长",
        "'{name}' is too long",
        "最多 {max_length} 字",
        "use at most {max_length} characters",
    ),
    "window_number": (
        "“{name}”不能是“{value}”：应是 1 到 999，或数字带一两个大写字母（2A、B12）",
        "'{name}' can't be '{value}': it is 1 to 999, or figures with one or two capitals: 2A, B12",
        "改正它",
        "correct it",
    ),
    "timezone": (
        "没有时区“{value}”",
        "there is no time zone '{value}'",
        "写 IANA 时区，如 Asia/Shanghai",
        "write an IANA time zone such as Asia/Shanghai",
    ),
    "language_code": (
        "“{code}”不是语言代码",
        "'{code}' is not a language code",
        "写 zh、en 等两三个小写字母",
        "write two or three lower-case letters such as zh or en",
    ),
}
for _kind in ("date_type", "date_parsing", "date_from_datetime_parsing"):
    SIMPLE[_kind] = (
        "“{name}”不是日期：{given}",
        "'{name}' is not a date: {given}",
        "写成 年-月-日，如 2026-10-01",
        "write year-month-day, as in 2026-10-01",
    )

# Told by a part of the pattern, so that a pattern is written in one place only.
PATTERNS = (
    (
        "[ABCDEFGHJ",
        "应是一个或两个大写字母，且不能是 I、O、Q、S、Z（易与 1、0、5、2 混淆）",
        "must be one or two capital letters, and not I, O, Q, S or Z, which are misread as 1, 0, 5 "
        "and 2",
    ),
    (
        "(00|15|30|45)",
        "应是整刻钟的时刻，如 04:00 或 05:30",
        "must be a quarter of an hour of the clock, such as 04:00 or 05:30",
    ),
    ("[0-5]\\d-", "应写成 09:00-12:00", "must be written as 09:00-12:00"),
    (
        "serial:///",
        "应写成 serial:///dev/ttyUSB0?baud=9600 或 tcp://主机:端口",
        "must be serial:///dev/ttyUSB0?baud=9600 or tcp://host:port",
    ),
    (
        "tcp|",
        "应以 tcp://、serial://、usb:// 或 file:// 开头",
        "must begin with tcp://, serial://, usb:// or file://",
    ),
    (
        "^[a-z][a-z0-9_-]",
        "只能用小写字母、数字、- 和 _，以字母开头",
        "must be lower-case letters, digits, - and _, with a letter first",
    ),
    ("^[A-Z][A-Z0-9]", "应是大写字母，如 A", "must be a capital letter such as A"),
    ("^[A-Za-z0-9][", "只能用字母、数字、. _ -", "must be letters, digits, and . _ -"),
    ("^[a-z]{2,3}", "应是语言代码，如 zh", "must be a language code such as zh"),
)


def _pattern(path: Path, given: object, pattern: str) -> Sentence:
    name, name_zh = _name(path), _name_zh(path)
    for part, zh, en in PATTERNS:
        if part in pattern:
            shown_zh, shown = _given(given)
            return Sentence(
                f"“{name_zh}”{zh}", f"'{name}' {en}", f"改正{shown_zh}", f"correct {shown}"
            )
    return Sentence(
        f"“{name_zh}”不能为空，也不能换行",
        f"'{name}' must be one line of text, not empty",
        "写上内容",
        "write something there",
    )


def _missing(name: str, path: Path) -> Sentence:
    model = model_at(path[:-1])
    field = model.model_fields.get(name) if model else None
    said = f" ({field.description.rstrip('.')})" if field and field.description else ""
    return Sentence(
        f"缺少“{name}”", f"'{name}' is missing{said}", f"加上 {name}: …", f"add {name}: …"
    )


def _unknown(name: str, path: Path) -> Sentence:
    model = model_at(path[:-1])
    known = list(model.model_fields) if model else []
    near = nearest(name, known)
    if near:
        fix_zh, fix = f"是不是“{near}”？", f"did you mean '{near}'?"
    else:
        fix_zh = f"这里可以有：{', '.join(known)}"
        fix = f"here may be: {', '.join(known)}"
    return Sentence(f"不认识“{name}”", f"'{name}' is not known here", fix_zh, fix, at_key=True)


def model_at(path: Path) -> type[BaseModel] | None:
    """The model that describes the mapping at `path`."""
    model: type[BaseModel] | None = Site
    for part in path:
        if isinstance(part, int):
            continue
        field = model.model_fields.get(part) if model else None
        model = model_in(field.annotation) if field else None
    return model


def model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, Union, UnionType):
        return next((m for m in map(model_in, get_args(annotation)) if m), None)
    return None
