"""What `servicehall voice` tells a person, in Chinese and English."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.voice.checking import Found
    from server.voice.joining import Lacking
    from server.voice.needs import SpokenWord, Standing

SILENT_PARTS = (
    "缺的词叫号时不出声，其余照说；窗口自己的说法缺词时改说窗口号。请录音，"
    "或在装有 espeak-ng 的机器上：servicehall voice make",
    "A missing word is left out of the call, the rest is said; where a window's own words lack "
    "one, its number is said. Record it, or where espeak-ng is installed: servicehall voice make",
)
STANDINGS = {
    "human": ("真人", "human"),
    "made": ("本厅合成", "made here"),
    "shipped": ("自带", "shipped"),
    "joined": ("拼接", "joined"),
    "missing": ("缺", "missing"),
}

FAULTS = {
    "unreadable": ("读不出来：{words}", "can't be read: {words}"),
    "no_sound_file": (
        "不是 WAV、FLAC 或 Ogg 文件",
        "is no WAV, FLAC or Ogg file",
    ),
    "lead": (
        "开头有 {figure:.0f} 毫秒静音，最多 60：剪掉",
        "begins with {figure:.0f} ms of silence, at most 60: cut it",
    ),
    "tail": (
        "结尾有 {figure:.0f} 毫秒静音，最多 120：剪掉",
        "ends with {figure:.0f} ms of silence, at most 120: cut it",
    ),
    "short": ("只有 {figure:.0f} 毫秒，重录", "is only {figure:.0f} ms long: record it again"),
    "long": ("长 {figure:.0f} 毫秒，一个词太长了", "is {figure:.0f} ms long, too much for a word"),
    "quiet": (
        "偏轻：加 {figure:.1f} dB（应为 −20 LUFS，差 1 以内）",
        "is too quiet: add {figure:.1f} dB (−20 LUFS, within 1)",
    ),
    "loud": (
        "偏响：减 {down:.1f} dB（应为 −20 LUFS，差 1 以内）",
        "is too loud: take {down:.1f} dB off (−20 LUFS, within 1)",
    ),
    "peak": (
        "峰值 {figure:.1f} dBTP，最好不超过 −1",
        "peaks at {figure:.1f} dBTP; better not above −1",
    ),
    "clipped": (
        "削波（连续 {figure:.0f} 个采样顶到头）：离麦克风远些重录",
        "is clipped ({figure:.0f} samples at the top): record it again, further from the mouth",
    ),
    "rate": (
        "采样率 {figure:.0f}，至少要 22050：重录",
        "has {figure:.0f} samples a second, at least 22050 are needed: record it again",
    ),
    "unknown": ("本厅不说这个词{near_zh}", "is no word that the hall says{near}"),
    "many_channels": (
        "有 {figure:.0f} 个声道，会混成一个",
        "has {figure:.0f} channels, which are mixed to one",
    ),
}


def fault_sentence(found: "Found", language: str) -> str:
    """What is wrong with a recording, and what to do."""
    near = (f"；是不是“{found.words}”？", f": did you mean '{found.words}'?")
    facts = {
        "figure": found.figure,
        "down": -found.figure,
        "words": found.words,
        "near_zh": near[0] if found.words else "",
        "near": near[1] if found.words else "",
    }
    return FAULTS[found.fault][language != "zh"].format_map(facts)


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence for a person; a warning goes to standard error."""

    zh: str
    en: str
    warning: bool = False

    def said(self, language: str) -> str:
        return self.zh if language == "zh" else self.en

    @classmethod
    def written(cls, file: Path, seconds: float) -> "Told":
        return cls(f"已写入 {file}（{seconds:.1f} 秒）", f"Written: {file} ({seconds:.1f} s)")

    @classmethod
    def checked(cls, files: int, bad: int, wanted: int) -> "Told":
        return cls(
            f"{files} 个文件，{bad} 个要改；本厅要说 {wanted} 个词",
            f"{files} files, {bad} to be mended; the hall says {wanted} words",
        )

    @classmethod
    def taken(cls, files: int, to: Path) -> "Told":
        return cls(f"{files} 段录音已放入 {to}", f"{files} recordings are in {to}")

    @classmethod
    def made(cls, file: Path) -> "Told":
        return cls(f"已合成：{file}", f"Made: {file}")

    @classmethod
    def unspoken(cls, hall: str, lacking: "Sequence[SpokenWord]") -> "Told":
        named = ", ".join(f"{each.name} ({each.language})" for each in lacking[:8])
        return cls(
            f"提醒：大厅 {hall} 叫号时有 {len(lacking)} 个词没有录音，不出声：{named}。"
            "见 servicehall voice list",
            f"warning: calls of {hall} leave out {len(lacking)} words that no clip says: {named}. "
            "See servicehall voice list",
        )

    @classmethod
    def nothing_lacks(cls) -> "Told":
        return cls("没有缺的词", "No word is missing")

    @classmethod
    def silent(cls, lacking: "Lacking") -> "Told":
        return cls(
            f"没有录音，不出声：{lacking.name}（{lacking.language}）",
            f"No clip says '{lacking.name}' ({lacking.language}); it is left out",
            warning=True,
        )


def table_row(need: "SpokenWord", language: str) -> str:
    """zh  请  shipped  314 ms"""
    standing = STANDINGS[need.standing][language != "zh"]
    detail = f"{need.length_ms} ms"
    if need.lacking:
        detail = ", ".join(each.name for each in need.lacking)
    elif len(need.parts) > 1:
        detail = f"{detail}: {' + '.join(clip.name for clip in need.parts)}"
    return f"{need.language}\t{need.name}\t{standing}\t{detail}"


def told_of(counts: "Mapping[Standing, int]", language: str) -> str:
    """How many words are whose, in a line."""
    words = (f"{STANDINGS[s][language != 'zh']} {n}" for s, n in counts.items() if n)
    return ("，" if language == "zh" else ", ").join(words)
