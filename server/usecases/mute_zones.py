"""Zones that hear no calls (C7), and what to do."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from server.contracts.answers_hall import Alarm
from server.contracts.languages import translated
from server.contracts.live import Words
from server.domain.announcing import SpeakerReport, Unspoken
from server.domain.hall import Hall
from server.storage.base import Connection
from server.storage.unheard import unheard_zones
from server.usecases.announcing import zones_of
from server.usecases.app_context import AppContext

MUTE = ("{zone} 区无声，叫号没有人听见", "Zone {zone} is mute")
WORDS: Mapping[str, tuple[str, str]] = {
    "autoplay": (
        "屏的浏览器要有人点一下才出声：请到屏前点“开声音”，或者用免点击的参数启动浏览器。",
        "The board's browser makes sound only after a touch: press the key on the board, or start "
        "the browser with the flag in docs/operating.md.",
    ),
    "no_sound": (
        "屏或音箱的机器放不出声音：请检查声卡、音量和连线。",
        "The machine of the board or loudspeaker plays nothing: check its sound card, volume and "
        "cable.",
    ),
    "no_clips": (
        "取不到录音：请运行 servicehall voice list，看缺哪些。",
        "The recordings can't be fetched or read: servicehall voice list says which are missing.",
    ),
}
"""What to do, by what a speaker says of itself."""

NOBODY = (
    "没有屏或音箱为这个区出声：请打开这个区的屏，或者在接音箱的机器上运行 "
    "servicehall speaker --zone {zone}。",
    "No board or loudspeaker speaks for the zone: open its board, or run 'servicehall speaker "
    "--zone {zone}' on the machine with the loudspeaker.",
)
OTHERWISE: Mapping[Unspoken, tuple[str, str]] = {
    Unspoken.NO_CLIPS: WORDS["no_clips"],
    Unspoken.QUIET: (
        "这个区的音量是 0：请在配置 voice 里改 volume。",
        "The zone's volume is 0: change volume under voice in the site file.",
    ),
    Unspoken.INTERRUPTED: (
        "没放完就断了：请检查这台机器和网络，再试一次。",
        "It broke off: check the machine and its network, and try again.",
    ),
}
"""What to do, by why a test phrase was not heard."""


def advice(zone: str, reports: Iterable[SpeakerReport]) -> tuple[Words, Words]:
    """That a zone is mute, and what to do, by what its speakers say of themselves."""
    troubles = [each.trouble for each in reports if zone in each.zones and each.trouble]
    return _mute(zone), _words(WORDS[troubles[0]] if troubles else NOBODY, zone)


def why_unheard(reason: Unspoken, zone: str) -> tuple[Words, Words]:
    """The same for a test phrase that ended so."""
    return _mute(zone), _words(OTHERWISE.get(reason, NOBODY), zone)


def _mute(zone: str) -> Words:
    return _words(MUTE, zone)


def _words(words: tuple[str, str], zone: str) -> Words:
    said = translated({"zh": words[0], "en": words[1]})
    return {tag: text.format(zone=zone) for tag, text in said.items()}


def mute_zones(
    context: AppContext, connection: Connection, hall: Hall, now: datetime
) -> Iterator[Alarm]:
    """An alarm for each zone in which nobody speaks, and somebody says that it can't, or a call was
    made in the last ten minutes that nobody heard. None where the site file wants no sound now."""
    held, reports = context.turns.held(hall.key, now), context.turns.reports(hall.key, now)
    free = zones_of(hall) - held.keys()
    if not free:
        return
    troubled = {zone for each in reports if each.trouble for zone in each.zones}
    mute = free & (troubled | unheard_zones(connection, hall.key, now).keys())
    for zone in sorted(mute):
        if not context.wants_sound(connection, hall, zone, now):
            continue
        text, action = advice(zone, reports)
        yield Alarm(kind="mute", text=text, action=action)
