"""The photographs of people, a file each in a folder beside the database."""

from dataclasses import dataclass
from pathlib import Path

from server.domain.errors import Refused


@dataclass(frozen=True)
class Photographs:
    """Files are named by the number of their person."""

    folder: Path | None

    def of(self, person: int) -> bytes | None:
        """JPEG, or None for somebody who has none."""
        try:
            return None if self.folder is None else self._file(person).read_bytes()
        except FileNotFoundError:
            return None

    def has(self, person: int) -> bool:
        return self.folder is not None and self._file(person).exists()

    def put(self, person: int, made: bytes) -> None:
        """In one step: a screen gets the old one or the new one."""
        file = self._file(person)
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_suffix(".new")
        beside.write_bytes(made)
        beside.replace(file)

    def remove(self, person: int) -> None:
        if self.folder is not None:
            self._file(person).unlink(missing_ok=True)

    def _file(self, person: int) -> Path:
        """Refuses `photograph.no_folder` where the server keeps none."""
        if self.folder is None:
            raise Refused("photograph.no_folder")
        return self.folder / f"{person}.jpg"
