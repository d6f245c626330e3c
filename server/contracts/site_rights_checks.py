"""Rights of a site file that name nobody: a misspelt login would give its right to no one."""

from collections.abc import Iterator, Mapping, Sequence

from server.contracts.site_mistakes import Entry, Mistake, Path, entries, mistake, nearest


def rights_mistakes(hall: Entry, path: Path) -> Iterator[Mistake]:
    """Logins that no person of the hall has, where the file lists the hall's people."""
    known = [str(person.get("login")) for _, person in entries(hall, "staff")]
    rights = hall.get("rights")
    if not known or not isinstance(rights, Mapping):
        return
    for right, holders in rights.items():
        logins = holders.get("logins") if isinstance(holders, Mapping) else None
        if not isinstance(logins, Sequence) or isinstance(logins, str):
            continue
        for i, login in enumerate(logins):
            if isinstance(login, str) and login not in known:
                yield _nobody((*path, "rights", right, "logins", i), login, known)


def _nobody(where: Path, login: str, known: Sequence[str]) -> Mistake:
    near = nearest(login, known)
    fix = (f"是不是“{near}”？", f"did you mean '{near}'?")
    if not near:
        fix = ("写 staff 里的一个 login", "write a login of the staff")
    return mistake(where, f"没有人员“{login}”", f"there is no person '{login}'", *fix)
