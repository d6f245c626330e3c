"""What the doctor looks at on the machine: settings, port, addresses, folder, disk, fonts."""

import errno
import json
import os
import shutil
import socket
import urllib.request
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from server.cli.diagnosis import Diagnosis, error, ok, warning
from server.settings import PREFIX, Settings
from server.storage.engine import sqlite_file
from server.web.auth.principal import is_loopback

ENOUGH_BYTES = 1_000_000_000
OTHER_VARIABLES = ("CONFIG", "LANGUAGE", "TOKEN")
"""Read from the environment beside the settings."""

LOST = "missing from the package"
FONTS_ZH = (
    # a part of what the printing package says; the same in Chinese
    (LOST, "安装包里少了字体文件。请重新安装 servicehall。"),
    ("raqm", "这个 Pillow 没有 raqm：维吾尔文和藏文的字母印出来不相连。"),
    (
        "libfribidi0",
        "缺少 Debian 的 libfribidi0：维吾尔文和藏文的字母印出来不相连"
        "（apt install libfribidi0）。中文和英文不受影响。",
    ),
    ("WOFF2", "这个 Pillow 不能读 WOFF2：少见的汉字印成编码。请安装 Pillow 自己的安装包。"),
    ("hanazono", "扩展 B 至 F 区的少见汉字印成编码。要印出来：apt install fonts-hanazono。"),
)

ASKED_FOR_S = 2.0
OF_ROOT = 1024  # ports below belong to root


def machine(settings: Settings, environ: Mapping[str, str]) -> Iterator[Diagnosis]:
    """Every check that needs no database."""
    yield from _variables(environ)
    yield from _port(settings)
    yield from _public_url(settings)
    yield from _folder(settings)
    yield from _disk(settings)
    yield from _fonts()


def _variables(environ: Mapping[str, str]) -> Iterator[Diagnosis]:
    known = [PREFIX + name.upper() for name in (*Settings.model_fields, *OTHER_VARIABLES)]
    wrong = [name for name in environ if name.startswith(PREFIX) and name not in known]
    for name in sorted(wrong):
        near = get_close_matches(name, known, n=1, cutoff=0.6)
        meant_zh = f"是不是 {near[0]}？" if near else f"有：{'、'.join(known)}。"
        meant = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}."
        yield warning(
            "settings",
            f"环境变量 {name} 没有作用，不认识这个名字。{meant_zh}",
            f"The variable {name} has no effect: there is no such setting. {meant}",
        )
    if not wrong:
        yield ok("settings", "设置的名字都认识", "Every setting is known")


def _port(settings: Settings) -> Iterator[Diagnosis]:
    """Whether the server answers at its port, or could listen there."""
    where = f"{settings.host}:{settings.port}"
    if settings.port == 0:
        yield ok("port", "启动时取一个空闲端口", "A free port is taken at the start")
        return
    if _ours(settings):
        yield ok("port", f"{where} 有服务器应答", f"The server answers at {where}")
        return
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((settings.host, settings.port))
        yield ok("port", f"{where} 空着，服务器没有运行", f"{where} is free; no server runs there")
    except OSError as refused:
        yield _no_port(where, settings.port, refused)


def _no_port(where: str, port: int, refused: OSError) -> Diagnosis:
    if refused.errno == errno.EADDRINUSE:
        return error(
            "port",
            f"{where} 被别的程序占用。请停掉它，或设置 {PREFIX}PORT 换一个端口。",
            f"Another program listens at {where}. Stop it, or choose another with {PREFIX}PORT.",
        )
    if refused.errno == errno.EACCES and port < OF_ROOT:
        return error(
            "port",
            f"普通用户不能用 {OF_ROOT} 以下的端口 {port}。请换一个端口，或在前面放一个反向代理。",
            f"Ports below {OF_ROOT} are root's, {port} too. Choose a higher one, or put a reverse "
            "proxy in front.",
        )
    said = refused.strerror or type(refused).__name__
    return error(
        "port",
        f"不能在 {where} 上监听（{said}）。请检查 {PREFIX}HOST：应是这台机器的地址或 0.0.0.0。",
        f"Nothing can listen at {where} ({said}). {PREFIX}HOST must be an address of this machine, "
        "or 0.0.0.0.",
    )


def _ours(settings: Settings) -> bool:
    """Whether what answers there is a Servicehall."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    host = f"[{host}]" if ":" in host else host
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://{host}:{settings.port}/healthz", timeout=ASKED_FOR_S) as answer:
            return "halls" in json.loads(answer.read())
    except (OSError, ValueError, TypeError):
        return False


def _public_url(settings: Settings) -> Iterator[Diagnosis]:
    reached = settings.reached_at(settings.port)
    parts = urlsplit(reached)
    if is_loopback(parts.hostname or "") or parts.hostname == "localhost":
        yield warning(
            "public_url",
            f"号票上的二维码指向 {reached}，手机打不开。"
            f"请把 {PREFIX}PUBLIC_URL 设为手机能打开的地址。",
            f"The QR codes on tickets lead to {reached}, which no phone can open. Set "
            f"{PREFIX}PUBLIC_URL to an address that phones reach.",
        )
        return
    if parts.query or parts.fragment or any(c.isspace() for c in reached):
        yield error(
            "public_url",
            f"public_url“{reached}”不是一个网址的开头。请写成 https://大厅的地址。",
            f"public_url {reached} is not the beginning of an address. Write https://host.",
        )
    elif parts.scheme == "https" and not settings.secure:
        yield warning(
            "public_url",
            f"public_url 是 https，而 secure 没有打开。请设置 {PREFIX}SECURE=true。",
            f"public_url is https, but secure is off. Set {PREFIX}SECURE=true.",
        )
    else:
        yield ok("public_url", f"手机打开 {reached}", f"Phones open {reached}")


def _folder(settings: Settings) -> Iterator[Diagnosis]:
    """Whether this user may write the database, and no other."""
    file = sqlite_file(settings.database, settings.data)
    if file is None or not file.parent.exists():
        return
    folder, found = file.parent.resolve(), []
    if not os.access(folder, os.W_OK | os.X_OK) or (file.exists() and not os.access(file, os.W_OK)):
        found.append(
            error(
                "permissions",
                f"这个用户不能写 {folder}。请用运行服务器的用户来运行，或改正权限。",
                f"This user may not write {folder}. Run as the user that serves, or mend the "
                "permissions.",
            )
        )
    open_to_all = [path for path in (folder, *_files(file)) if path.stat().st_mode & 0o002]
    if open_to_all:
        names = ", ".join(path.name for path in open_to_all)
        found.append(
            error(
                "permissions",
                f"这台机器上的任何人都能改 {folder} 里的 {names}。请运行 chmod o-w。",
                f"Anybody on this machine may change {names} in {folder}. Run chmod o-w on it.",
            )
        )
    owners = {path.stat().st_uid for path in _files(file)}
    if len(owners) > 1:
        found.append(
            error(
                "permissions",
                f"{folder} 里数据库的文件属于不同的用户，服务器可能写不了。请用 chown 改成同一个。",
                f"The files of the database in {folder} belong to several users, so that the "
                "server may fail to write them. Give them to one with chown.",
            )
        )
    yield from found or [ok("permissions", f"{folder} 的权限正确", f"{folder} may be written")]


def _files(file: Path) -> list[Path]:
    """The database's files that are there."""
    beside = (file.with_name(file.name + end) for end in ("", "-wal", "-shm"))
    return [path for path in beside if path.exists()]


def _disk(settings: Settings) -> Iterator[Diagnosis]:
    folder = settings.data if settings.data.exists() else Path()
    free = shutil.disk_usage(folder).free // 1_000_000
    if free * 1_000_000 < ENOUGH_BYTES:
        yield error(
            "disk",
            f"{folder.resolve()} 只剩 {free} MB。存不下的号发不出去：请腾出 1 GB。",
            f"Only {free} MB are free in {folder.resolve()}. A ticket that can't be stored can't "
            "be issued: free a gigabyte.",
        )
    else:
        yield ok("disk", f"磁盘剩 {free} MB", f"{free} MB of disk are free")


def _fonts() -> Iterator[Diagnosis]:
    from printers.faces import advice, doctor

    for en in (*doctor(), *advice()):
        zh = next((zh for part, zh in FONTS_ZH if part in en), en)
        yield (error if LOST in en else warning)("fonts", zh, en)
