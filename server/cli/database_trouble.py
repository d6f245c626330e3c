"""A database that can't be opened or read, in one sentence: what, where, and what to do."""

import os
import pwd
from collections.abc import Mapping
from typing import Any

from server.settings import SettingsError, load
from server.storage.base import SQLAlchemyError
from server.storage.engine import FILE, shown_address, sqlite_file
from server.storage.migrating import TooNewError
from server.storage.unavailable import Reason, StorageUnavailable, reason_of

Words = tuple[str, str]
"""Chinese and English."""

ERRORS = (
    *(SQLAlchemyError, StorageUnavailable, TooNewError),
    *(PermissionError, NotADirectoryError),
)

KNOWN: Mapping[Reason, Words] = {
    Reason.DAMAGED: (
        "数据库 {where} 已损坏，读不了。请停掉服务器，把这个文件原样另存一份，再恢复最近的备份。",
        "The database {where} is damaged and can't be read. Stop the server, keep a copy of "
        "the file as it is, then restore the last backup.",
    ),
    Reason.READ_ONLY: (
        "用户 {user} 不能写数据库 {where}。请用运行服务器的用户来运行，或改正文件和文件夹的权限。",
        "The user {user} may not write the database {where}. Run this as the user that "
        "serves, or mend the permissions of the file and its folder.",
    ),
    Reason.DISK_FULL: (
        "数据库 {where} 所在的磁盘满了。请腾出一些空间。",
        "The disk of the database {where} is full. Make some room.",
    ),
    Reason.DISK_ERROR: (
        "数据库 {where} 所在的磁盘读写出错：{said}。请检查磁盘，并马上备份。",
        "The disk of the database {where} fails: {said}. Look at the disk, and make a backup now.",
    ),
    Reason.BUSY: (
        "数据库 {where} 一直被别的程序占用。请看看是否有别的程序打开着它，再试一次。",
        "Another program keeps the database {where} locked. See which one has it open, and "
        "try again.",
    ),
    Reason.AWAY: (
        "连不上数据库 {where}：{said}。请检查地址、用户和密码，以及 PostgreSQL 是否在运行。",
        "The database {where} can't be reached: {said}. Check the address, the user and the "
        "password, and whether PostgreSQL runs.",
    ),
}
NO_FILE: Words = (
    "用户 {user} 打不开数据库 {where}。请检查它是不是一个文件，"
    "以及这个用户能否读写它和它的文件夹。",
    "The database {where} can't be opened by the user {user}. See that it is a file, and "
    "that this user may read and write it and its folder.",
)
OTHER: Words = (
    "数据库 {where} 出错：{said}。请运行 servicehall doctor。",
    "The database {where} reports: {said}. Run servicehall doctor.",
)
TOO_NEW: Words = (
    "数据库 {where} 属于更新的版本（{said}）。请安装新版程序，或恢复这一版的备份。",
    "The database {where} belongs to a newer version of the program ({said}). Install the newer "
    "program, or restore a backup of this version.",
)


def trouble(error: Exception, where: str) -> Words:
    """The sentence for an error of the database at `where`, in Chinese and English."""
    said = error.words if isinstance(error, StorageUnavailable) else str(error)
    if isinstance(error, TooNewError):
        words, said = TOO_NEW, f"{error.standing} > {error.known}"
    elif isinstance(error, OSError) or (_reason(error) is Reason.AWAY and where.startswith("/")):
        words = NO_FILE
    else:
        reason = _reason(error)
        words = OTHER if reason is None else KNOWN[reason]
    first = said.strip().splitlines() or [type(error).__name__]
    told = {"where": where, "said": first[0].rstrip(".")[:200], "user": _user()}
    return words[0].format_map(told), words[1].format_map(told)


def _reason(error: Exception) -> Reason | None:
    return error.reason if isinstance(error, StorageUnavailable) else reason_of(error)


def meant(given: Mapping[str, Any]) -> str:
    """Which database a command was about, as its sentence names it; no password is shown."""
    try:
        named = {key: given.get(key) for key in ("data", "database")}
        settings = load(**named)
    except SettingsError:
        return "?"
    file = sqlite_file(settings.database, settings.data)
    if file is None:
        return shown_address(str(settings.database))
    demo = settings.data / "demo" / FILE
    other = settings.database is None and not file.exists() and demo.exists()
    return str((demo if other else file).resolve())


def _user() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:  # a container's user has no name
        return str(os.geteuid())
