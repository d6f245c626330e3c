"""What the doctor looks at in the database: halls, journals, clocks, printers, proxies, texts."""

from collections.abc import Iterator
from datetime import timedelta

from server.cli.database_trouble import ERRORS, meant, trouble
from server.cli.diagnosis import Diagnosis, error, ok, warning
from server.settings import PREFIX, Settings
from server.usecases.app_context import AppContext

PROXY_SEEN_FOR = timedelta(days=7)


def halls(settings: Settings) -> Iterator[Diagnosis]:
    """Every check that needs the database; one sentence when it can't be opened."""
    from server.main import open_context

    named = {"data": settings.data, "database": settings.database}
    try:
        context = open_context(settings)
        try:
            yield from _halls(context, settings)
        finally:
            context.store.database.close()
    except ERRORS as refused:
        zh, en = trouble(refused, meant(named))
        yield error("database", zh, en)


def _halls(context: AppContext, settings: Settings) -> Iterator[Diagnosis]:
    with context.store.database.reading() as connection:
        rows = context.store.halls(connection)
    keys = [row.key for row in rows if row.mode != "closed"]
    if not keys:
        yield error(
            "database",
            "还没有大厅。请放入一个：servicehall install 文件",
            "No hall is configured. Put one in: servicehall install FILE",
        )
    for key in keys:
        yield from _journal(context, key)
        yield from _clock(context, key)
        yield from _printers(context, key)
        yield from _window_devices(context, key)
        yield from _unheard(context, key)
        yield from _codes(context, key)
        yield from _voice(context, key, settings)
    yield from _proxies(context, settings)


def _journal(context: AppContext, hall: str) -> Iterator[Diagnosis]:
    from server.usecases.verifying import verify_hall

    found = verify_hall(context, hall)
    if found.broken is not None:
        yield error(
            "journal",
            f"大厅 {hall} 的日志不对：{found.broken.what_zh}。"
            "请把数据库原样另存一份，再恢复最近的备份。",
            f"The journal of {hall} does not hold: {found.broken.what}. Keep a copy of the "
            "database as it is, then restore the last backup.",
        )
    elif found.discrepancies:
        first, count = found.discrepancies[0], len(found.discrepancies)
        command = f"servicehall journal verify --hall {hall}"
        yield error(
            "journal",
            f"大厅 {hall} 的数据和日志不符，共 {count} 处，第一处：{first.sentence_zh}。"
            f"有人改过数据库：请把它原样另存一份。全部：{command}",
            f"The tables of {hall} are not what its journal gives; the first of {count}: "
            f"{first.sentence}. "
            f"Somebody changed the database: keep a copy. All of them: {command}",
        )
    else:
        yield ok("journal", f"大厅 {hall}：日志完整", f"Hall {hall}: the journal is whole")


def _clock(context: AppContext, hall: str) -> Iterator[Diagnosis]:
    from server.usecases.day_keeping import days_ahead

    with context.store.database.reading() as connection:
        known, now = context.store.hall(connection, hall), context.now()
        day = context.store.day(connection, known, now)
    if days_ahead(day, known, now):
        command = f"servicehall day close --hall {hall}"
        yield error(
            "clock",
            f"大厅 {hall} 停在 {day}，比这台电脑的时钟晚。请校准时钟，"
            f"然后运行 {command} 回到今天。",
            f"Hall {hall} stands in {day}, which lies in the future of this computer's clock. Set "
            f"the clock right; when it is, {command} returns to today.",
        )


def _printers(context: AppContext, hall: str) -> Iterator[Diagnosis]:
    """What the running server last heard of each printer."""
    from printers.reasons import Reason, sentence
    from server.storage.printers import healths_for_staff

    with context.store.database.reading() as connection:
        known = context.store.hall(connection, hall)
        healths = healths_for_staff(connection, hall)
    for key, health in healths.items():
        named = known.printer_named(key)
        at_zh, at_en = f"{named['zh']}，{key}", f"{named['en']}, {key}"
        state = Reason(health["state"])
        if state is not Reason.OK:
            words = f" ({health['words']})" if health.get("words") else ""
            zh, en = sentence(state)
            found = warning if state is Reason.NEAR_END else error  # it still prints
            yield found(
                "printers",
                f"大厅 {hall}（{at_zh}）：{zh}{words}",
                f"{hall} ({at_en}): {en}{words}",
            )
        else:
            yield ok(
                "printers",
                f"大厅 {hall}（{at_zh}）：打印机正常",
                f"{hall} ({at_en}): the printer is well",
            )


def _window_devices(context: AppContext, hall: str) -> Iterator[Diagnosis]:
    """Keypads and strips that are away; nothing where there are none."""
    from server.usecases.window_devices import device_alarms, known_devices

    with context.store.database.reading() as connection:
        alarms = device_alarms(connection, context.store.hall(connection, hall), context.now())
        known = known_devices(connection, hall)
    for alarm in alarms:
        action = alarm.action or {}
        yield error(
            "keypads",
            f"大厅 {hall}：{alarm.text['zh']}。{action.get('zh', '')}",
            f"{hall}: {alarm.text['en']}. {action.get('en', '')}",
        )
    if known and not alarms:
        yield ok(
            "keypads",
            f"大厅 {hall}：{known} 台叫号键盘和条屏正常",
            f"{hall}: {known} keypad(s) and strip(s) are well",
        )


def _unheard(context: AppContext, hall: str) -> Iterator[Diagnosis]:
    """Zones whose calls nobody spoke lately; nothing where all were."""
    from server.storage.unheard import unheard_zones
    from server.usecases.mute_zones import NOBODY

    now = context.now()
    with context.store.database.reading() as connection:
        known, lost = context.store.hall(connection, hall), unheard_zones(connection, hall, now)
        wanted = [each for each in lost if context.wants_sound(connection, known, each, now)]
    for zone in sorted(wanted):
        zh, en = (each.format(zone=zone) for each in NOBODY)
        yield error(
            "sound",
            f"大厅 {hall} 的 {zone} 区无声，十分钟内 {lost[zone]} 次叫号没有人听见。{zh}",
            f"Zone {zone} of {hall} is mute: nobody heard {lost[zone]} call(s) in ten minutes. "
            f"{en}",
        )


def _proxies(context: AppContext, settings: Settings) -> Iterator[Diagnosis]:
    from server.main import people_of
    from server.web.auth.forwarded import ACTION

    with people_of(context).reading() as book:
        seen = book.last_of(ACTION)
    if settings.proxies == 0 and seen and context.now() - seen["at"] < PROXY_SEEN_FOR:
        header, address = seen["facts"].get("header"), seen["subject"]
        yield error(
            "proxies",
            f"服务器前面有反向代理（{address}，{header}），而 proxies 是 0：来的人都被当成一个。"
            f"请设置 {PREFIX}PROXIES=1 并重启。",
            f"A reverse proxy stands in front ({address}, {header}), but proxies is 0, so all of "
            f"its callers look like one. Set {PREFIX}PROXIES=1 and start the server again.",
        )
    elif settings.proxies and settings.host not in ("127.0.0.1", "::1", "localhost"):
        yield warning(
            "proxies",
            f"前面有代理，服务器却也在 {settings.host} 上监听：绕过代理的人可以冒充任何地址。"
            f"请设置 {PREFIX}HOST=127.0.0.1，或用防火墙只放行代理。",
            f"There is a proxy in front, yet the server listens on {settings.host} too: whoever "
            f"goes around the proxy can claim any address. Set {PREFIX}HOST=127.0.0.1, or let "
            "only the proxy through the firewall.",
        )
    else:
        yield ok("proxies", f"代理：{settings.proxies}", f"Proxies: {settings.proxies}")


def _codes(context: AppContext, hall: str) -> Iterator[Diagnosis]:
    """Texts in force that paper shows with a code in place of a character: of the hall's site
    file and of its own templates."""
    from printers.facts import KINDS
    from server.usecases.documents import template_of

    with context.store.database.reading() as connection:
        document = context.store.document(connection, hall)[1]
    yield from _lost(f"大厅 {hall}", f"Hall {hall}", document)
    for kind in KINDS:
        own = template_of(context, hall, kind)
        if own is not None:
            zh, en = f"大厅 {hall} 的模板 {kind}", f"Template {kind} of hall {hall}"
            yield from _lost(zh, en, own[1])


def _lost(zh: str, en: str, texts: object) -> Iterator[Diagnosis]:
    from server.configuration.tree import dotted
    from server.paper.printable import as_codes, spelled

    for path, lost in as_codes(texts):
        yield warning(
            "characters",
            f"{zh}：没有字体能显示 {dotted(path)} 里的 {spelled(lost)}，纸上印成编码。",
            f"{en}: no font holds {spelled(lost)} of {dotted(path)}.",
        )


def _voice(context: AppContext, hall: str, settings: Settings) -> Iterator[Diagnosis]:
    """Words of the hall's calls that no clip says."""
    from server.configuration.halls import site_of_document
    from server.voice.clips import VOICES, Clips
    from server.voice.needs import needs

    with context.store.database.reading() as connection:
        document = context.store.document(connection, hall)[1]
    described = site_of_document(document).halls[0]
    lacking = [n for n in needs(described, Clips(settings.data / VOICES)) if n.lacking]
    named = ", ".join(f"{each.name} ({each.language})" for each in lacking[:8])
    command = f"servicehall voice list --missing --hall {hall}"
    if lacking:
        yield warning(
            "voice",
            f"大厅 {hall} 叫号时有 {len(lacking)} 个词没有录音，不出声：{named}。全部：{command}",
            f"Calls of {hall} leave out {len(lacking)} words that no clip says: {named}. All of "
            f"them, and what to do: {command}",
        )
    else:
        yield ok(
            "voice",
            f"大厅 {hall}：叫号的词都有录音",
            f"Hall {hall}: every word of a call has a clip",
        )
