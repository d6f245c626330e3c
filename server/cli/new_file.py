"""Files that a command writes: never over one that is there, unless it is told to."""

from pathlib import Path

import click

from server.cli.language import Failure

FORCE = click.option("--force", is_flag=True, help="Write over a file that is there already.")


def refuse_to_overwrite(
    file: Path | None, force: bool, instead: tuple[str, str] = ("", "")
) -> None:
    """End the command when FILE is there and nobody said --force; `instead`: what it would do, in
    Chinese and English."""
    if file is None or force or not file.exists():
        return
    raise Failure(
        f"{file} 已经存在，没有写入。请换一个文件名，或加 --force{instead[0]}。",
        f"{file} is there already, and nothing was written. Name another file, or say --force"
        f"{instead[1]}.",
    )


def write_whole(file: Path, text: str) -> None:
    """All of it or, when the disk is full, nothing: a file that was there stays until then."""
    write_bytes(file, text.encode())


def write_bytes(file: Path, data: bytes) -> None:
    """The same for what is no text."""
    beside = file.with_name(f".{file.name}.part")
    try:
        beside.write_bytes(data)
        if file.exists():
            beside.chmod(file.stat().st_mode & 0o777)
        beside.replace(file.resolve())
    except OSError as denied:
        beside.unlink(missing_ok=True)
        reason = denied.strerror or type(denied).__name__
        raise Failure(
            f"{file} 写不了：{reason}。", f"{file} can't be written: {reason}."
        ) from denied
