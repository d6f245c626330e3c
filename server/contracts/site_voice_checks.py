"""Mistakes in how a hall calls aloud: holes that nothing fills, sentences that leave out whom or
where they call, and settings for a zone or in a language that the hall does not have."""

from collections.abc import Iterator, Mapping, Sequence

from server.contracts.site_mistakes import Entry, Mistake, Path, keys_of, mistake, nearest
from server.contracts.site_voice import HOLE, HOLES, holes

NEEDED: Mapping[str, tuple[str, ...]] = {
    "call": ("number", "place"),
    "again": ("number", "place"),
    "short": ("number", "place"),
    "place": ("window",),
    "test": (),
}
OFFERED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(NEEDED, HOLES),
    "place": HOLES[2:],
    "test": (),
}


def voice_mistakes(hall: Entry, path: Path) -> Iterator[Mistake]:
    """All mistakes of the block `voice` of a hall."""
    voice = hall.get("voice")
    if not isinstance(voice, Mapping):
        return
    at = (*path, "voice")
    sentences = voice.get("sentences")
    if isinstance(sentences, Mapping):
        for name in NEEDED:
            yield from _sentence(sentences.get(name), name, (*at, "sentences", name))
    yield from _zones(hall, voice.get("zones"), (*at, "zones"))
    yield from _languages(hall, voice, at)


def _sentence(text: object, name: str, path: Path) -> Iterator[Mistake]:
    if not isinstance(text, Mapping):
        return
    for language, template in text.items():
        if isinstance(template, str):
            yield from _template(template, name, (*path, language))


def _template(template: str, name: str, path: Path) -> Iterator[Mistake]:
    offered = OFFERED[name]
    found = list(holes(template))
    unknown = [hole for hole in found if hole not in offered]
    for hole in unknown:
        yield _unknown_hole(hole, offered, path)
    if {"{", "}"} & set(HOLE.sub("", template)):
        yield mistake(
            path,
            "大括号不成对",
            "a brace { or } has no partner",
            "写成 {number} 这样",
            "write it like {number}",
        )
        return
    for needed in NEEDED[name]:
        if needed not in found and not unknown:  # which probably is the one
            yield mistake(
                path,
                f"这句话里没有 {{{needed}}}",
                f"the sentence lacks {{{needed}}}",
                f"加上 {{{needed}}}",
                f"add {{{needed}}}",
            )


def _unknown_hole(hole: str, offered: Sequence[str], path: Path) -> Mistake:
    near = nearest(hole, offered)
    shown = "、".join(f"{{{name}}}" for name in offered)
    shown_en = ", ".join(f"{{{name}}}" for name in offered)
    if near:
        fix = (f"是不是 {{{near}}}？", f"did you mean {{{near}}}?")
    elif offered:
        fix = (f"可以用：{shown}", f"there are: {shown_en}")
    else:
        fix = ("这句话照原样说，不要写大括号", "this sentence is said as it stands: leave it out")
    return mistake(path, f"没有 {{{hole}}}", f"there is no {{{hole}}} to fill in", *fix)


def _zones(hall: Entry, zones: object, path: Path) -> Iterator[Mistake]:
    if not isinstance(zones, Mapping):
        return
    known = keys_of(hall, "zones")
    for key in zones:
        if isinstance(key, str) and key not in known:
            shown = ", ".join(known[:12])
            yield mistake(
                (*path, key),
                f"没有分区“{key}”",
                f"there is no zone '{key}'",
                f"有：{shown}",
                f"there are: {shown}",
            )


def _languages(hall: Entry, voice: Entry, path: Path) -> Iterator[Mistake]:
    """Languages said in turn are the hall's own."""
    offered = hall.get("languages", ("zh", "en"))
    zones = voice.get("zones")
    places = [(path, voice)]
    if isinstance(zones, Mapping):
        places += [
            ((*path, "zones", key), zone)
            for key, zone in zones.items()
            if isinstance(zone, Mapping)
        ]
    if not isinstance(offered, Sequence) or isinstance(offered, str):
        return
    for at, entry in places:
        wished = entry.get("languages")
        if not isinstance(wished, Sequence) or isinstance(wished, str):
            continue
        for i, language in enumerate(wished):
            if isinstance(language, str) and language not in offered:
                yield mistake(
                    (*at, "languages", i),
                    f"languages 里没有“{language}”",
                    f"'{language}' is not among the hall's languages",
                    "把它加到厅的 languages，或删去",
                    "add it to the hall's languages, or remove it",
                )
