"""Tables of calls as sounds: what is still to be spoken, who has a zone's turn, who is mute."""

from datetime import datetime

from sqlalchemy import Boolean, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from server.storage.base import Base, Instant

KEY = String(64)
SPEAKER = String(192)


class AnnouncementRow(Base):
    """A call that is still to be spoken or is being spoken; the journal says how each ended.

    See server.domain.announcing.PendingCall.
    """

    __tablename__ = "announcement"

    hall: Mapped[str] = mapped_column(KEY, primary_key=True)
    call: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    zone: Mapped[str] = mapped_column(KEY)
    ticket: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(String(8))
    window: Mapped[str] = mapped_column(KEY)
    language: Mapped[str] = mapped_column(String(16))
    times: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Instant)
    speaker: Mapped[str | None] = mapped_column(SPEAKER)
    attempts: Mapped[int] = mapped_column(Integer)
    begun_at: Mapped[datetime | None] = mapped_column(Instant)
    form: Mapped[str | None] = mapped_column(String(8))
    over: Mapped[str | None] = mapped_column(String(16))


_announcement = AnnouncementRow.__table__.c
Index("ix_announcement_ticket", _announcement.hall, _announcement.ticket)


class SpeakingTurnRow(Base):
    """Who speaks in a zone, where several processes serve; see server.storage.speaking_turns."""

    __tablename__ = "speaking_turn"

    hall: Mapped[str] = mapped_column(KEY, primary_key=True)
    zone: Mapped[str] = mapped_column(KEY, primary_key=True)
    speaker: Mapped[str] = mapped_column(SPEAKER)
    narrow: Mapped[bool] = mapped_column(Boolean)
    until: Mapped[datetime] = mapped_column(Instant)


class SpeakerReportRow(Base):
    """What a speaker last said of itself, where several processes serve."""

    __tablename__ = "speaker_report"

    hall: Mapped[str] = mapped_column(KEY, primary_key=True)
    speaker: Mapped[str] = mapped_column(SPEAKER, primary_key=True)
    zones: Mapped[str] = mapped_column(Text)
    trouble: Mapped[str | None] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(Instant)
