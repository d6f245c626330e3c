"""Settings: one frozen value, from a TOML file and the environment.

Every key can stand in `servicehall.toml` or as SERVICEHALL_<KEY> in the environment, which
wins. A bad value is refused by its name, in a sentence (docs/operating.md lists all keys).
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

PREFIX = "SERVICEHALL_"
FILE = "servicehall.toml"
WANTED = {
    "log_level": " DEBUG、INFO、WARNING 或 ERROR",
    "database": "以 sqlite:/// 或 postgresql:// 开头的地址",
    "public_url": "以 http:// 或 https:// 开头的网址",
    "port": " 0 到 65535 的整数",
    "proxies": " 0 到 5 的整数",
    "bool": " true 或 false",
    "string": "文字",
    "path": "文件夹的路径",
}
"""What a setting must be in Chinese, by its name or its kind."""


class Settings(BaseModel):
    """All that can be set. Defaults run one hall on this machine."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Path = Field(Path("data"), description="Folder of the SQLite database and of backups.")
    database: str | None = Field(
        None, description="Database address; without one, SQLite in the data folder."
    )
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    public_url: str | None = Field(
        None, description="What phones reach the hall by; printed in the QR of every ticket."
    )
    secure: bool = Field(False, description="The hall is reached over https.")
    proxies: int = Field(0, ge=0, le=5, description="Trusted reverse proxies in front.")
    hall: str | None = Field(None, description="Hall of pages that name none.")
    printing: bool = Field(
        True, description="This process prints; of several on one database exactly one should."
    )
    learning: bool = Field(
        False, description="Also try the learned model of waits; needs servicehall[ml], libgomp1."
    )
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR.")

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @field_validator("database")
    @classmethod
    def _known_database(cls, value: str | None) -> str | None:
        if value is None or value.startswith(("sqlite:///", "postgresql+psycopg://")):
            return value
        if value.startswith("postgresql://"):
            return value.replace("postgresql://", "postgresql+psycopg://", 1)
        raise ValueError("must begin with sqlite:/// or postgresql://")

    @field_validator("public_url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/") if value else None

    def reached_at(self, port: int) -> str:
        """The address that phones open."""
        scheme = "https" if self.secure else "http"
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host
        return self.public_url or f"{scheme}://{host}:{port}"


class SettingsError(ValueError):
    """A setting is wrong; the message names it and says what it must be, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def load(
    environ: Mapping[str, str] | None = None, file: Path | None = None, **given: Any
) -> Settings:
    """Settings from the file, above it the environment, above that what is `given`.

    Raises SettingsError with one line for each bad setting.
    """
    environ = os.environ if environ is None else environ
    path = file or Path(environ.get(PREFIX + "CONFIG", FILE))
    values: dict[str, Any] = {**_from_file(path, wanted=file is not None)}
    for name in Settings.model_fields:
        if PREFIX + name.upper() in environ:
            values[name] = environ[PREFIX + name.upper()]
    values |= {name: value for name, value in given.items() if value is not None}
    try:
        return Settings(**values)
    except ValidationError as error:
        said = [_sentence(found) for found in error.errors()]
        zh, en = ("\n".join(lines) for lines in zip(*said, strict=True))
        raise SettingsError(zh, en) from error


def _from_file(path: Path, wanted: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if wanted:
            raise SettingsError(
                f"没有设置文件 {path}。", f"There is no settings file {path}."
            ) from None
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(
            f"设置文件 {path} 读不了：{error}", f"The settings file {path} can't be read: {error}"
        ) from error


def _sentence(error: Any) -> tuple[str, str]:
    """Chinese and English."""
    name = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        known = ", ".join(Settings.model_fields)
        return (
            f"没有设置“{name}”。有：{known}。",
            f"Setting '{name}' does not exist. There are: {known}.",
        )
    message = str(error["msg"]).removeprefix("Value error, ")
    wanted = WANTED.get(name) or WANTED.get(error["type"].partition("_")[0], message)
    return (
        f"设置“{name}”不能是 {error['input']!r}：应是{wanted}。",
        f"Setting '{name}' is {error['input']!r}: {message[0].lower()}{message[1:]}.",
    )
