"""A word made of several clips where none says it whole: 婚姻登记处 out of 登记, 处 and syllables.

Chinese takes the longest words that have clips, then single syllables by their pinyin, so every
hanzi can be said; English takes the longest phrases, then single words.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from server.contracts.languages import written_like
from server.voice.clips import Clip, Clips
from server.voice.sentences import ClipName


@dataclass(frozen=True, slots=True)
class Lacking:
    """Something that no clip says."""

    language: str
    name: ClipName


Found = Callable[[ClipName], Clip | None]


def joined(name: ClipName, language: str, clips: Clips) -> list[Clip | Lacking]:
    """The clips that say `name`, in order; `Lacking` for each part that none says."""
    whole = clips.find(language, name)
    if whole is not None:
        return [whole]

    def find(part: ClipName) -> Clip | None:
        return clips.find(language, part)

    if written_like(language) == "zh" and not name.isascii():
        return list(_hanzi(name, language, find))
    return list(_phrase(name.split(), language, find))


def _hanzi(run: str, language: str, find: Found) -> Iterator[Clip | Lacking]:
    syllables: list[str] = []
    start = 0
    while start < len(run):
        for end in range(len(run), start, -1):
            clip = find(run[start:end])
            if clip is not None:
                yield clip
                start = end
                break
        else:
            syllables = syllables or pinyin(run)
            yield find(syllables[start]) or Lacking(language, run[start])
            start += 1


def _phrase(words: list[str], language: str, find: Found) -> Iterator[Clip | Lacking]:
    start = 0
    while start < len(words):
        for end in range(len(words), start, -1):
            clip = find(" ".join(words[start:end]))
            if clip is not None:
                yield clip
                start = end
                break
        else:
            yield Lacking(language, words[start])
            start += 1


def pinyin(run: str) -> list[str]:
    """One syllable a character with the figure of its tone, as said in this run: chuang1, kou3."""
    from pypinyin import Style, lazy_pinyin  # its dictionaries take a fifth of a second to load

    said = lazy_pinyin(run, style=Style.TONE3, neutral_tone_with_five=True, tone_sandhi=True)
    if len(said) != len(run):  # signs of another script come back as one
        return [lazy_pinyin(c, style=Style.TONE3, neutral_tone_with_five=True)[0] for c in run]
    return said
