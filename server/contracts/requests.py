"""What may be asked of the interface: the bodies and queries of every operation.

Strict: no number counts as a text, nothing unknown is let through, no control characters.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from server.contracts.texts import Language, Part, Text

MINUTES_MOST = 8 * 60
JOURNAL_MOST = 1000
ID_MOST = 2**31 - 1
"""The largest number of a row or a journal entry that both databases hold."""

Name = Annotated[
    str, StringConstraints(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f]*$")
]
"""The key of a matter, lane, window or reason, or a ticket's number."""

Words = Annotated[
    str, StringConstraints(max_length=500, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$")
]
"""Words that a person typed; line breaks are allowed, other control characters are not."""

Line = Annotated[
    str, StringConstraints(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$")
]
Password = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
RoleName = Literal[
    "administrator", "manager", "supervisor", "clerk", "kiosk", "board", "window", "pad",
    "keypad", "strip",
]  # fmt: skip


class Nothing(Part):
    """No body, or `{}`."""


class SignOnBody(Part):
    """Sit down at a window."""

    instead_of: Line | None = Field(
        default=None,
        description="Take over from who sits there, by the name over the window, with whoever "
        "the window has.",
    )
    staff_no: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,12}$")] | None = Field(
        default=None, description="At a keypad: the figures of the clerk's staff number."
    )


class SignOffBody(Part):
    """Leave a window; the rest is for a manager who signs somebody else off."""

    visitor: Literal["park", "send_back"] | None = Field(
        default=None,
        description="What becomes of whom the window has; without it who was called waits again, "
        "and who was being served is parked.",
    )
    reason: Line | None = Field(default=None, description="Why; kept in the journal.")


# Tickets


class TakeTicketBody(Part):
    """Take a number."""

    matter: Name = Field(description="Key of the matter, from the catalogue.")
    priority: Name | None = Field(
        default=None, description="Key of a priority class (class); ordinary if left out."
    )
    language: Language | None = Field(default=None, description="The visitor's language, zh or en.")
    paper: bool | None = Field(
        default=None, description="Print it. A kiosk prints unless told not to, others don't."
    )
    appointment: AwareDatetime | None = Field(
        default=None,
        description="The time of an appointment; staff only, within the hall's minutes around it.",
    )
    materials: list[bool] | None = Field(
        default=None, max_length=50, description="Which of the matter's papers the visitor has."
    )
    late: bool = Field(
        default=False,
        description="The visitor was told that it may be too late today (matter.perhaps_too_late) "
        "and takes the number all the same.",
    )


class RateBody(Part):
    """Rate a visit. From where follows from who asks."""

    level: Annotated[int, Field(ge=1, le=5)] = Field(description="5 is 非常满意, 1 非常不满意.")
    reasons: list[Name] = Field(default_factory=list, max_length=10, description="Keys of reasons.")
    text: Words | None = Field(default=None, description="In the visitor's own words.")


class RateAtPad(Part):
    """Rate a visit that the window has finished: the one whose end the pad was told."""

    number: Name = Field(description="The number that the pad shows.")
    finished_seq: int = Field(
        ge=1, description="`seq` of the `ticket.finished` that the pad asks about."
    )
    level: Annotated[int, Field(ge=1, le=5)] = Field(description="5 is 非常满意, 1 非常不满意.")
    reasons: list[Name] = Field(default_factory=list, max_length=10, description="Keys of reasons.")
    text: Words | None = Field(default=None, description="In the visitor's own words.")


class PostponeBody(Part):
    """Let others go first, or be away for some minutes: one of the two."""

    places: Literal[1, 3] | None = Field(default=None, description="How many go first.")
    minutes: Literal[15] | None = Field(
        default=None, description="Not to be called for so long; the place is kept."
    )


# Windows


class CallNextBody(Part):
    """Call whoever is next."""

    finish: bool = Field(default=False, description="Finish whom the window serves first.")
    outcome: Name | None = Field(default=None, description="How that service ended.")


class NumberBody(Part):
    """One number of today."""

    number: Name = Field(description="As it stands on the ticket, e.g. A001.")


class CallBody(NumberBody):
    """Call one number of today."""

    reason: Name | None = Field(
        default=None,
        description="Why out of turn: one of the hall's call reasons. Whom the rule calls next "
        "anyway needs none.",
    )


class WindowDeviceStateBody(Part):
    """How a keypad or strip is."""

    state: Literal["ok", "no_port", "no_answer"] = Field(
        description="`no_port`: its line can't be opened or was lost. `no_answer`: it is silent."
    )


class FinishBody(Part):
    """The visit is over."""

    outcome: Name | None = Field(default=None, description="One of the hall's outcomes.")


class WalkInBody(Part):
    """Somebody at the window who has no ticket."""

    matter: Name = Field(description="Key of the matter; one that the window does.")
    reason: Name = Field(description="Why without a ticket: one of the hall's call reasons.")
    priority: Name | None = Field(default=None, description="Key of a priority class.")
    language: Language | None = Field(default=None, description="The visitor's language.")


class AddMatterBody(Part):
    """Another matter of the same visit."""

    matter: Name = Field(description="Key of the next matter; one that the window does.")
    outcome: Name | None = Field(
        default=None, description="How the matter in hand ended: one of the hall's outcomes."
    )


class ParkBody(Part):
    """The visitor is away for a while."""

    reason: Name | None = Field(default=None, description="One of the hall's park reasons.")
    minutes: Annotated[int, Field(ge=1, le=MINUTES_MOST)] | None = Field(
        default=None, description="Timer."
    )


class TransferBody(Part):
    """Send the visitor on: to a matter, a window or a colleague, one of the three. The number and
    its place stay."""

    matter: Name | None = Field(default=None, description="To whoever serves this matter.")
    window: Name | None = Field(default=None, description="To this window, whoever sits there.")
    colleague: Name | None = Field(
        default=None, description="To this person, by the staff number over their window."
    )
    note: Words | None = Field(default=None, description="For the colleague.")
    come_back: bool = Field(default=False, description="Back here when done there.")


class BounceBody(Part):
    """Send back whom a colleague sent on, before service begins."""

    reason: Words = Field(min_length=1, description="Why; the sender and the journal are told.")


class HallNotice(Part):
    """What boards, kiosks and phones are to say to everybody, or to those who wait for a matter."""

    notice: Text | None = Field(description="By language; null takes it away.")
    matter: Name | None = Field(
        default=None, description="Only for those who wait for it; everybody if left out."
    )
    until: AwareDatetime | None = Field(
        default=None, description="When it ends by itself; until it is taken away if left out."
    )


class PauseBody(Part):
    """The window pauses."""

    reason: Name | None = Field(default=None, description="One of the hall's pause reasons.")
    minutes: Annotated[int, Field(ge=1, le=MINUTES_MOST)] | None = Field(
        default=None, description="Until about when."
    )


# Sessions, people, devices


class SignInBody(Part):
    """Sign in with name and password."""

    login: Line = Field(description="Sign-in name.")
    password: Password = Field(description="Password.")
    slot: Name | None = Field(
        default=None, description="Which of this browser's sessions; the usual one if left out."
    )


class DeviceSecretBody(Part):
    """What a device was given when its one-time link connected it."""

    secret: Annotated[str, Field(min_length=20, max_length=200)] = Field(
        description="As the device's page kept it."
    )


class ChangePassword(Part):
    """Change one's own password."""

    old: Password | None = Field(
        default=None, description="The present one; whoever has none yet leaves it out."
    )
    new: Password = Field(description="At least ten characters.")


class NewPerson(Part):
    """Somebody who shall sign in."""

    login: Line = Field(description="Sign-in name: letters, digits, . _ -")
    name: Line = Field(description="As the window screen shows it.")
    role: RoleName = Field(description="administrator, manager, supervisor or clerk.")
    hall: Name = Field(description="Key of the hall where the role holds, or * for all.")
    name_en: Line | None = Field(default=None, description="In Latin letters.")
    staff_no: Line | None = Field(default=None, description="Public staff number (工号).")
    post: Line | None = Field(default=None, description="Public post (岗位).")
    languages: list[Language] = Field(
        default_factory=list, max_length=10, description="Languages served."
    )
    password: Password | None = Field(
        default=None, description="None: the person comes in by a one-time link and sets one."
    )


class NewPhotograph(Part):
    """A person's photograph."""

    picture: Annotated[str, StringConstraints(min_length=1, max_length=2_800_000)] = Field(
        description="JPEG, PNG or WebP, in base64."
    )


class PersonChanges(Part):
    """What is to be different; what is left out stays."""

    name: Line | None = Field(default=None, description="Name.")
    name_en: Line | None = Field(default=None, description="In Latin letters.")
    role: RoleName | None = Field(default=None, description="Role.")
    hall: Name | None = Field(default=None, description="Hall or *.")
    staff_no: Line | None = Field(default=None, description="Staff number.")
    post: Line | None = Field(default=None, description="Post.")
    languages: list[Language] | None = Field(default=None, max_length=10, description="Languages.")
    password: Password | None = Field(default=None, description="A new password.")
    disabled: bool | None = Field(default=None, description="True: can't sign in any more.")


class NewDevice(Part):
    """A device that shall be let in."""

    name: Line = Field(description="What people call it.")
    role: RoleName = Field(description="kiosk, board, window or pad.")
    hall: Name = Field(description="Key of its hall.")
    window: Name | None = Field(default=None, description="Window of a window screen or pad.")
    zone: Name | None = Field(default=None, description="Zone of a board or kiosk.")
    printer: Name | None = Field(default=None, description="Printer of a kiosk, by its key.")


class NewLink(Part):
    """A link that opens once."""

    target: Line | None = Field(
        default=None, description="Page of ours it leads to; the usual one if left out."
    )
    slot: Name | None = Field(default=None, description="Which of the browser's sessions it fills.")


class NewToken(Part):
    """A bearer token for a script."""

    label: Line = Field(description="What it is for.")
    role: RoleName = Field(description="What it may do.")
    hall: Name = Field(description="Key of its hall, or *.")
    window: Name | None = Field(default=None, description="The one window it may work at.")
    days: Annotated[int, Field(ge=1, le=3650)] = Field(default=365, description="Days it lasts.")


# Queries


class Query(BaseModel):
    """Base of queries: text from the address line, read as what is asked for."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class JournalQuery(Query):
    """A page of the journal."""

    after: Annotated[int, Field(ge=0, le=ID_MOST)] = Field(
        default=0, description="Entries with a greater number."
    )
    limit: Annotated[int, Field(ge=1, le=JOURNAL_MOST)] = Field(
        default=200, description="How many at most."
    )


class AuditQuery(Query):
    """A page of the audit log, newest first."""

    before: Annotated[int, Field(ge=1, le=ID_MOST)] | None = Field(
        default=None, description="Entries older than this one."
    )
    limit: Annotated[int, Field(ge=1, le=500)] = Field(default=100, description="How many at most.")
