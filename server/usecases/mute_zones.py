"""Zones that hear no calls though a board or loudspeaker stands there (C7)."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from server.contracts.answers_hall import Alarm
from server.domain.hall import Hall
from server.storage.speaking_turns import SpeakingTurns
from server.usecases.announcing import zones_of

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


def mute_zones(hall: Hall, turns: SpeakingTurns, now: datetime) -> Iterator[Alarm]:
    """An alarm for each zone in which nobody speaks and somebody says that it can't."""
    held, reports = turns.held(hall.key, now), turns.reports(hall.key, now)
    for zone in sorted(zones_of(hall) - held.keys()):
        found = [each.trouble for each in reports if zone in each.zones and each.trouble]
        if found:
            zh, en = WORDS[found[0]]
            yield Alarm(
                kind="mute",
                text={"zh": f"{zone} 区无声，叫号没有人听见", "en": f"Zone {zone} is mute"},
                action={"zh": zh, "en": en},
            )
