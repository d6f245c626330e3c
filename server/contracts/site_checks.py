"""What must be true of a whole site file and no single field can say.

The checks read the plain document, not the model, and pass over whatever has a wrong shape:
so a file with a mistyped field is told its dangling references in the same breath.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from server.contracts.site_hours_checks import hours_mistakes
from server.contracts.site_lines import line_mistakes
from server.contracts.site_mistakes import Entry, Mistake, Path, entries, keys_of, mistake, nearest
from server.contracts.site_places import ORGANISATION_KINDS
from server.contracts.site_printers import printer_mistakes
from server.contracts.site_rights_checks import rights_mistakes
from server.contracts.site_voice_checks import voice_mistakes
from server.contracts.texts import LANGUAGE

Check = Callable[[Entry, Path], Iterator[Mistake]]


def mistakes(document: object) -> list[Mistake]:
    """Every mistake of a document that its shape alone does not show, in the order of the file."""
    if not isinstance(document, Mapping):
        return []
    found = [*_doubles(entries(document, "halls"), "key", "hall", "厅"), *_logins(document)]
    for path, hall in entries(document, "halls"):
        for check in HALL_CHECKS:
            found.extend(check(hall, path))
    return found


def _doubles(
    listed: Iterator[tuple[Path, Entry]], field: str, noun: str, noun_zh: str
) -> Iterator[Mistake]:
    seen: set[str] = set()
    for path, entry in listed:
        value = entry.get(field)
        if not isinstance(value, str | int):
            continue
        if str(value) in seen:
            yield mistake(
                (*path, field),
                f"{noun_zh}“{value}”重复",
                f"the {noun} '{value}' is there twice",
                "换一个，或删去一处",
                "choose another, or remove one of the two",
            )
        seen.add(str(value))


UNIQUE = (
    ("zones", "key", "zone", "分区"),
    ("organisations", "key", "organisation", "单位"),
    ("organisation_kinds", "key", "kind of organisation", "单位类型"),
    ("series", "key", "series", "号段"),
    ("series", "prefix", "prefix", "号头字母"),
    ("matters", "key", "matter", "事项"),
    ("life_events", "key", "life event", "人生大事"),
    ("windows", "number", "window", "窗口"),
    ("staff", "staff_no", "staff number", "工号"),
    ("priority_classes", "key", "class", "优先类别"),
    ("devices", "key", "device", "设备"),
    ("layouts", "key", "layout", "版式"),
    ("printers", "key", "printer", "打印机"),
    ("pause_reasons", "key", "pause reason", "暂停原因"),
    ("park_reasons", "key", "park reason", "暂存原因"),
    ("outcomes", "key", "outcome", "办件结果"),
    ("call_reasons", "key", "call reason", "点名原因"),
)


def _unique(hall: Entry, path: Path) -> Iterator[Mistake]:
    for listed, field, noun, noun_zh in UNIQUE:
        yield from _doubles(entries(hall, listed, path), field, noun, noun_zh)


def _logins(document: Entry) -> Iterator[Mistake]:
    """A login is one person's in the whole file, since people sign in before they choose a hall."""
    people = (
        person
        for path, hall in entries(document, "halls")
        for person in entries(hall, "staff", path)
    )
    return _doubles(people, "login", "login", "登录名")


# list, field in it, list it must name, noun, 中文
REFERENCES = (
    ("series", "zone", "zones", "zone", "分区"),
    ("matters", "zone", "zones", "zone", "分区"),
    ("matters", "series", "series", "series", "号段"),
    ("matters", "organisation", "organisations", "organisation", "单位"),
    ("matters", "life_events", "life_events", "life event", "人生大事"),
    ("windows", "zone", "zones", "zone", "分区"),
    ("windows", "matters", "matters", "matter", "事项"),
    ("staff", "organisation", "organisations", "organisation", "单位"),
    ("staff", "matters", "matters", "matter", "事项"),
    ("devices", "zone", "zones", "zone", "分区"),
    ("devices", "window", "windows", "window", "窗口"),
    ("windows", "printer", "printers", "printer", "打印机"),
    ("printers", "zone", "zones", "zone", "分区"),
    ("printers", "backup", "printers", "printer", "打印机"),
    ("devices", "printer", "printers", "printer", "打印机"),
    ("devices", "layout", "layouts", "layout", "版式"),
    ("layouts", "zones", "zones", "zone", "分区"),
)


def _named(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """The names in a field that holds one, a list of them, or a mapping by them."""
    if isinstance(value, str | int) and value != "all":
        yield path, str(value)
    elif isinstance(value, Mapping):
        yield from (((*path, key), str(key)) for key in value)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        named = ((i, item) for i, item in enumerate(value) if isinstance(item, str))
        yield from (((*path, i), item) for i, item in named)


def _references(hall: Entry, path: Path) -> Iterator[Mistake]:
    for listed, field, target, noun, noun_zh in REFERENCES:
        if _misshapen(hall, target):
            continue  # said by its shape, once
        known = keys_of(hall, target)
        for at, entry in entries(hall, listed, path):
            for where, name in _named(entry.get(field), (*at, field)):
                if name not in known:
                    yield _dangling(where, name, known, noun, noun_zh)


def _misshapen(hall: Entry, listed: str) -> bool:
    """Whether a list that every hall needs is not there, or anything listed is no list."""
    held = hall.get(listed, None if listed in NEEDED else ())
    return not isinstance(held, Sequence) or isinstance(held, str)


NEEDED = ("zones", "organisations", "series", "matters", "windows")


def _kinds(hall: Entry, path: Path) -> Iterator[Mistake]:
    """Kinds of organisations are the hall's own list, else the usual one."""
    known = keys_of(hall, "organisation_kinds") or [kind.key for kind in ORGANISATION_KINDS]
    for at, entry in entries(hall, "organisations", path):
        kind = entry.get("kind")
        if isinstance(kind, str) and kind not in known:
            yield _dangling((*at, "kind"), kind, known, "kind of organisation", "单位类型")


def _dangling(where: Path, name: str, known: Sequence[str], noun: str, noun_zh: str) -> Mistake:
    near = nearest(name, known)
    if near:
        fix_zh, fix = f"是不是“{near}”？", f"did you mean '{near}'?"
    elif known:
        shown = ", ".join(known[:12])
        fix_zh, fix = f"有：{shown}", f"there are: {shown}"
    else:
        fix_zh, fix = f"先列出{noun_zh}", f"list the {noun}s first"
    return mistake(where, f"没有{noun_zh}“{name}”", f"there is no {noun} '{name}'", fix_zh, fix)


def _served(hall: Entry, path: Path) -> Iterator[Mistake]:
    """Each matter needs a window, and somebody who may do it (D10)."""
    if _misshapen(hall, "windows"):
        return
    windows = [w.get("matters") for _, w in entries(hall, "windows")]
    served = {name for held in windows for _, name in _named(held, ())}
    staffed = _authorised(hall)
    for at, matter in entries(hall, "matters", path):
        key = matter.get("key")
        if not isinstance(key, str):
            continue
        if key not in served:
            yield mistake(
                (*at, "key"),
                f"没有窗口办理事项“{key}”",
                f"no window serves the matter '{key}'",
                "把它加到一个窗口的 matters 里",
                "add it to the matters of a window",
            )
        elif staffed is not None and key not in staffed:
            yield mistake(
                (*at, "key"),
                f"没有人员获授权办理事项“{key}”",
                f"nobody is authorised for the matter '{key}'",
                "把它加到一名人员的 matters 里，或写 matters: all",
                "add it to the matters of a person, or write matters: all",
            )


def _authorised(hall: Entry) -> set[str] | None:
    """Matters that somebody may do; None where that is everything or nobody is listed."""
    people = [person for _, person in entries(hall, "staff")]
    if not people or any(person.get("matters", "all") == "all" for person in people):
        return None
    return {name for p in people for _, name in _named(p.get("matters"), ())}


def _events_used(hall: Entry, path: Path) -> Iterator[Mistake]:
    used = {
        name for _, m in entries(hall, "matters") for _, name in _named(m.get("life_events"), ())
    }
    for at, event in entries(hall, "life_events", path):
        key = event.get("key")
        if isinstance(key, str) and key not in used:
            yield mistake(
                (*at, "key"),
                f"人生大事“{key}”下没有事项，自助机上会是空的",
                f"no matter belongs to the life event '{key}', its card would be empty",
                "在事项的 life_events 里写上它，或删去它",
                "name it in the life_events of a matter, or remove it",
            )


def _priority_classes(hall: Entry, path: Path) -> Iterator[Mistake]:
    priority_classes = {
        str(priority_class.get("key")): (at, priority_class)
        for at, priority_class in entries(hall, "priority_classes", path)
    }
    if "priority_classes" in hall and "ordinary" not in priority_classes:
        yield mistake(
            (*path, "priority_classes"),
            "缺少普通类别 ordinary",
            "the class 'ordinary' is missing",
            "加上 {key: ordinary, rank: 0, …}",
            "add {key: ordinary, rank: 0, …}",
        )
    elif "ordinary" in priority_classes and priority_classes["ordinary"][1].get("rank") not in (
        0,
        None,
    ):
        yield mistake(
            (*priority_classes["ordinary"][0], "rank"),
            "ordinary 的 rank 必须为 0",
            "the rank of 'ordinary' must be 0",
            "写 rank: 0，其他类别写更大的数",
            "write rank: 0, and greater numbers for the others",
        )


def _prefixes(hall: Entry, path: Path) -> Iterator[Mistake]:
    """Numbers that people mix up as they hear or remember them: AA001 as A001, BA001 as AB001."""
    series = [(at, str(entry.get("prefix"))) for at, entry in entries(hall, "series", path)]
    known = {prefix for _, prefix in series}
    for at, prefix in series:
        if len(prefix) != 2:
            continue
        turned = prefix[::-1]
        if prefix[0] == prefix[1]:
            yield mistake(
                (*at, "prefix"),
                f"“{prefix}”两个字母一样，听起来像“{prefix[0]}”",
                f"'{prefix}' is one letter twice, and is heard as '{prefix[0]}'",
                "用两个不同的字母",
                "use two different letters",
            )
        elif turned in known and prefix > turned:
            yield mistake(
                (*at, "prefix"),
                f"“{prefix}”和“{turned}”容易弄混",
                f"'{prefix}' and '{turned}' are easily mixed up",
                "换一个",
                "choose another",
            )


def _appointments(hall: Entry, path: Path) -> Iterator[Mistake]:
    rule = hall.get("rule")
    if not isinstance(rule, Mapping) or rule.get("name") != "appointment":
        return
    if "appointment" not in keys_of(hall, "priority_classes"):
        yield mistake(
            (*path, "rule", "name"),
            "规则 appointment 需要类别 appointment",
            "the rule 'appointment' needs a class 'appointment'",
            "在 priority classes 里加上 {key: appointment, …}",
            "add {key: appointment, …} to priority classes",
        )


OF_A_KIOSK = (("printer", "有打印机", "has a printer"), ("locked", "可以锁定", "is locked"))
AT_WINDOW = ("window", "pad", "keypad", "strip")


def _devices(hall: Entry, path: Path) -> Iterator[Mistake]:
    for at, device in entries(hall, "devices", path):
        kind = device.get("kind")
        if kind in AT_WINDOW and device.get("window") is None:
            yield mistake(
                (*at, "kind"),
                "窗口屏、评价器、叫号键盘和条屏要写明窗口",
                f"a {kind} device belongs to a window, and none is named",
                "加上 window: 号码",
                "add window: and its number",
            )
        for field, zh, en in OF_A_KIOSK:
            if kind != "kiosk" and kind is not None and device.get(field) is not None:
                yield mistake(
                    (*at, field),
                    f"只有自助机{zh}",
                    f"only a kiosk {en}",
                    f"删去 {field}",
                    f"remove {field}",
                )


def _languages(hall: Entry, path: Path) -> Iterator[Mistake]:
    offered = hall.get("languages", ("zh", "en"))
    if not isinstance(offered, Sequence) or isinstance(offered, str):
        return
    if "zh" not in offered:
        yield mistake(
            (*path, "languages"),
            "languages 里必须有 zh",
            "'zh' is missing from the languages",
            "加上 zh",
            "add zh",
        )
    known = {"zh", "en", *(str(language) for language in offered)}
    for where, language in _words(hall, path):
        if language not in known and LANGUAGE.fullmatch(language):
            yield mistake(
                where,
                f"languages 里没有“{language}”",
                f"'{language}' is not among the hall's languages",
                "把它加到 languages，或改正拼写",
                "add it to languages, or correct it",
            )


def _words(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Every (place, language) of a text anywhere below."""
    if isinstance(value, Mapping):
        if isinstance(value.get("zh"), str):
            yield from (((*path, key), str(key)) for key in value)
        else:
            for key, below in value.items():
                yield from _words(below, (*path, key))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for i, below in enumerate(value):
            yield from _words(below, (*path, i))


HALL_CHECKS: tuple[Check, ...] = (
    _unique,
    _references,
    _kinds,
    _served,
    _events_used,
    _priority_classes,
    _prefixes,
    _appointments,
    _devices,
    _languages,
    hours_mistakes,
    rights_mistakes,
    printer_mistakes,
    voice_mistakes,
    line_mistakes,
)
