"""`servicehall voice`: the clips that a hall's calls need, recordings tested, a call as a file."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from server.cli.config_exchange import DATA, DATABASE, tell
from server.cli.database import standing, where
from server.cli.language import LANGUAGE, Failure
from server.cli.language import language as own_language
from server.cli.language import say as told_in
from server.cli.new_file import FORCE, refuse_to_overwrite
from server.cli.options import in_words, settings_of
from server.cli.voice_words import SILENT_PARTS, Told, table_row, told_of

if TYPE_CHECKING:
    from server.contracts.site import Hall, Site
    from server.voice.clips import Clips

SITE = click.option(
    "--site", type=click.Path(path_type=Path), help="A site file, instead of what is in force."
)
HALL = click.option("--hall", help="The hall's key, where there are several.")


@click.group()
def voice() -> None:
    """语音叫号 Calls aloud: the clips a hall needs, recordings tested, a call as a file."""


def with_sound(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command that decodes sound: says in a sentence what is to be installed, or unreadable."""

    @wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        from server.voice.measuring import SoundLibrariesMissing, SoundUnreadable

        try:
            return command(*args, **kwargs)
        except SoundLibrariesMissing as missing:
            said = (
                f"这条命令需要声音库（缺少 {missing}）：pip install 'servicehall[sound]'",
                f"This needs the sound libraries ({missing} is missing): "
                "pip install 'servicehall[sound]'",
            )
            raise Failure(*said) from missing
        except SoundUnreadable as unreadable:
            said = (f"声音读不出来：{unreadable}", f"A sound can't be read: {unreadable}")
            raise Failure(*said) from unreadable

    return guarded


@voice.command("list")
@SITE
@HALL
@click.option("--missing", is_flag=True, help="Only what no clip says.")
@LANGUAGE
@DATABASE
@DATA
@in_words
def list_clips(
    site: Path | None, hall: str | None, missing: bool, language: str, **given: Any
) -> None:
    """Every word that the hall says, with whose clip says it; exit code 1 if any has none.

    An announcer records them one by one, each in a file of that name, into voices/<language>/ of
    the data folder: 请.wav, A.wav, please go to.wav. docs/voice.md.
    """
    from server.voice.needs import Standing, by_standing, needs

    described, clips = _hall(site, hall, language, given), _clips(given)
    found = needs(described, clips)
    for need in found:
        if not missing or need.standing is Standing.MISSING:
            click.echo(table_row(need, language))
    counts = by_standing(found)
    click.echo(told_of(counts, language), err=True)
    if counts[Standing.MISSING]:
        click.echo(told_in(*SILENT_PARTS), err=True)
        raise SystemExit(1)


@voice.command("say")
@click.argument("number")
@click.argument("window")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--language", "spoken", help="The ticket's language; without it the hall's first.")
@click.option("--short", is_flag=True, help="The short sentence of a busy zone.")
@click.option("--again", is_flag=True, help="As the number is called again.")
@SITE
@HALL
@FORCE
@DATABASE
@DATA
@in_words
@with_sound
def say(
    number: str, window: str, out: Path, spoken: str | None, short: bool, again: bool,
    site: Path | None, hall: str | None, force: bool, **given: Any,
) -> None:  # fmt: skip
    """Write the call of NUMBER to WINDOW as it sounds in the hall into OUT, a WAV file.

    At full volume, whatever the hour; with chime, repetitions and every language of the call.
    """
    refuse_to_overwrite(out, force)
    words = own_language()
    described = _hall(site, hall, words, given)
    told = write_call(
        described, _clips(given), number, window, out, spoken=spoken, short=short, again=again
    )
    for each in told:
        click.echo(each.said(words), err=each.warning)


def write_call(
    hall: "Hall", clips: "Clips", number: str, window: str, out: Path,
    spoken: str | None = None, short: bool = False, again: bool = False,
) -> list[Told]:  # fmt: skip
    """Write one call as WAV; what was written and what no clip says."""
    from dataclasses import replace

    from server.voice.announcing import announcement
    from server.voice.measuring import write
    from server.voice.mixing import RATE, mixed
    from server.voice.needs import call_of
    from server.voice.settings import voice_settings

    found = next((each for each in hall.windows if each.key == window), None)
    if found is None:
        there = ", ".join(each.key for each in hall.windows[:12])
        said = (
            f"没有窗口 {window}；有：{there}",
            f"There is no window {window}; there are: {there}",
        )
        raise Failure(*said)
    call = replace(call_of(number.upper(), found, spoken), again=again)
    loud = replace(voice_settings(hall, found.zone), quiet=(), volume=100, volume_at=())
    made = announcement(call, loud, clips, minute=0, short=short)
    samples = mixed(made)
    write(out, samples, RATE)
    told = [Told.written(out, len(samples) / RATE)]
    return [*told, *(Told.silent(each) for each in made.lacking)]


def warn_of_silence(site: "Site", language: str, given: dict[str, Any]) -> None:
    """Name the words of a site's calls that no clip says, one line for each hall."""
    from server.voice.needs import needs

    clips = _clips(given, told=False)
    for hall in site.halls:
        lacking = [each for each in needs(hall, clips) if each.lacking]
        if lacking:
            click.echo(Told.unspoken(hall.key, lacking).said(language))


def _clips(given: dict[str, Any], told: bool = True) -> "Clips":
    from server.voice.clips import Clips

    return Clips(_own_folder(given, told))


def _hall(site: Path | None, key: str | None, language: str, given: dict[str, Any]) -> "Hall":
    """The hall of a site file, or of what is in force; with several, the one named."""
    from server.configuration.reading import check, read

    if site is not None:
        tell(site, check(site), language)
        halls = read(site).halls
    else:
        halls = _in_force({k: given.get(k) for k in ("data", "database")})
    found = [each for each in halls if key in (None, each.key)]
    if len(found) != 1:
        there = ", ".join(each.key for each in halls)
        said = (f"请用 --hall 写明一个大厅：{there}", f"Name one hall with --hall: {there}")
        raise Failure(*said)
    return found[0]


def _in_force(given: dict[str, Any]) -> "tuple[Hall, ...]":
    from server.configuration.halls import site_of_document
    from server.main import open_context
    from server.usecases.configuring import configuration

    context = open_context(standing(given))
    try:
        with context.store.database.reading() as connection:
            keys = [row.key for row in context.store.halls(connection) if row.mode == "live"]
        return tuple(
            site_of_document(configuration(context, key, None)[1]).halls[0] for key in keys
        )
    finally:
        context.store.database.close()


@voice.command("check")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--voice", "spoken", default="zh", show_default=True, help="Language recorded.")
@click.option("--sample", type=click.Path(dir_okay=False, path_type=Path),
              help="Where the sample call goes; else sample/call.wav in FOLDER.")  # fmt: skip
@click.option("--play", is_flag=True, help="Play the sample call by this machine's sound card.")
@SITE
@HALL
@LANGUAGE
@DATABASE
@DATA
@in_words
@with_sound
def check_recordings(
    folder: Path, spoken: str, sample: Path | None, play: bool, site: Path | None,
    hall: str | None, language: str, **given: Any,
) -> None:  # fmt: skip
    """Test each recording of FOLDER and write a call made of them; exit code 1 if any is bad.

    Tested: silence at the ends, length, loudness (EBU R 128), clipping, sample rate, and whether
    the hall says such a word at all.
    """
    from server.cli.voice_words import fault_sentence
    from server.voice.checking import check_folder
    from server.voice.needs import needs

    described = _hall(site, hall, language, given)
    wanted = [need.name for need in needs(described, _clips(given)) if need.language == spoken]
    checked = check_folder(folder, wanted)
    for each in checked:
        for found in each.faults:
            click.echo(f"{each.file.name}: {fault_sentence(found, language)}")
    bad = sum(not each.usable for each in checked)
    click.echo(Told.checked(len(checked), bad, len(wanted)).said(language))
    out = sample or folder / "sample" / "call.wav"
    for told in _sample(described, folder, spoken, out):
        click.echo(told.said(language), err=told.warning)
    if play:
        _play(out)
    if bad:
        raise SystemExit(1)


def _sample(hall: "Hall", folder: Path, spoken: str, out: Path) -> list[Told]:
    """A call to the hall's first window, with the recordings above the shipped clips."""
    from server.voice.clips import ClipsOfOneVoice

    out.parent.mkdir(parents=True, exist_ok=True)
    prefix = hall.series[0].prefix
    return write_call(
        hall, ClipsOfOneVoice(folder, spoken), f"{prefix}123", hall.windows[0].key, out, spoken
    )


def _play(file: Path) -> None:
    """By this machine's sound card; says so where there is none."""
    from display.speaker.playing import play_file
    from display.speaker.sinks import SinkError

    try:
        play_file(file)
    except SinkError as wrong:
        click.echo(told_in(wrong.zh, wrong.en), err=True)


@voice.command("take")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--voice", "spoken", default="zh", show_default=True, help="Language recorded.")
@LANGUAGE
@DATABASE
@DATA
@in_words
@with_sound
def take(folder: Path, spoken: str, language: str, **given: Any) -> None:
    """Put the recordings of FOLDER into the hall, ends cut, all equally loud; FOLDER stays.

    A running server plays them within two seconds.
    """
    from server.voice.clips import SOUNDS
    from server.voice.levelling import levelled
    from server.voice.measuring import read, write

    to = _own_folder(given) / spoken
    to.mkdir(parents=True, exist_ok=True)
    files = sorted(each for each in folder.iterdir() if each.suffix.lower() in SOUNDS)
    for each in files:
        sound = levelled(read(each))
        write(to / f"{each.stem}.wav", sound.samples, sound.rate)
    click.echo(Told.taken(len(files), to).said(language))


@voice.command("make")
@SITE
@HALL
@LANGUAGE
@DATABASE
@DATA
@in_words
@with_sound
def make(site: Path | None, hall: str | None, language: str, **given: Any) -> None:
    """Have espeak-ng speak what no clip says, where it is installed (apt install espeak-ng).

    Recordings of the same names replace what was made, whenever they come.
    """
    from server.voice.making import EspeakMissing, speak
    from server.voice.needs import needs

    lacking = {
        (each.language, each.name): None
        for need in needs(_hall(site, hall, language, given), _clips(given))
        for each in need.lacking
    }
    try:
        made = [speak(name, tag, _own_folder(given)) for tag, name in lacking]
    except EspeakMissing as missing:
        said = (
            "这台机器上没有 espeak-ng：apt install espeak-ng，或请人录音",
            "espeak-ng is not installed here: apt install espeak-ng, or record the words",
        )
        raise Failure(*said) from missing
    for file in made:
        click.echo(Told.made(file).said(language))
    if not made:
        click.echo(Told.nothing_lacks().said(language))


def _own_folder(given: dict[str, Any], told: bool = True) -> Path:
    from server.voice.clips import VOICES

    named = {key: given.get(key) for key in ("data", "database")}
    settings = settings_of(**where(named, told))
    return settings.data / VOICES
