"""The states of a printer and the reasons why a job wasn't printed: the only list of their names.

`server.contracts.printer_states` mirrors the names, and a test compares the two.
"""

from enum import StrEnum
from typing import NamedTuple


class Reason(StrEnum):
    """Why a printer can't print, will soon not print, or didn't print a job."""

    OK = "ok"
    NEAR_END = "near_end"  # still prints
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    CUTTER = "cutter"
    FAULT = "fault"
    OFFLINE = "offline"
    NO_CONNECTION = "no_connection"
    NO_ANSWER = "no_answer"
    NO_PERMISSION = "no_permission"
    UNKNOWN_HOST = "unknown_host"
    BAD_SETTING = "bad_setting"
    INTERNAL = "internal"
    CONNECTION_LOST = "connection_lost"
    TOO_SLOW = "too_slow"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    GLYPH = "glyph"
    LAYOUT = "layout"
    UNKNOWN_PRINTER = "unknown_printer"
    INTERRUPTED = "interrupted"


PRINTER_STATES = (
    Reason.OK, Reason.NEAR_END, Reason.PAPER_OUT, Reason.COVER_OPEN, Reason.CUTTER, Reason.FAULT,
    Reason.OFFLINE, Reason.NO_CONNECTION, Reason.NO_ANSWER, Reason.NO_PERMISSION,
    Reason.UNKNOWN_HOST, Reason.BAD_SETTING, Reason.INTERNAL,
)  # fmt: skip
"""What a printer's health can be; the rest of `Reason` is said of jobs alone."""

JOB_REASONS = tuple(each for each in Reason if each not in (Reason.OK, Reason.NEAR_END))
"""What can go with a job that isn't printed, or not for certain."""


class Sentence(NamedTuple):
    """One sentence that says what is wrong and what to do."""

    zh: str
    en: str


SENTENCES: dict[Reason, Sentence] = {
    Reason.OK: Sentence("", ""),
    Reason.NEAR_END: Sentence(
        "打印纸快用完了，请备好纸卷。", "The paper roll is nearly used up: have a new one ready."
    ),
    Reason.PAPER_OUT: Sentence(
        "打印机缺纸，请工作人员加纸。", "The printer is out of paper: load a roll."
    ),
    Reason.COVER_OPEN: Sentence(
        "打印机盖子没有合上，请合上。", "The printer's cover is open: close it."
    ),
    Reason.CUTTER: Sentence(
        "打印机切刀卡住，请开盖清理。", "The cutter is jammed: open the cover and clear it."
    ),
    Reason.FAULT: Sentence(
        "打印机故障，请断电重启。", "The printer reports a fault: switch it off and on."
    ),
    Reason.OFFLINE: Sentence(
        "打印机离线，请按联机键。", "The printer is offline: press its feed or online key."
    ),
    Reason.NO_CONNECTION: Sentence(
        "连不上打印机，请检查电源和线路。", "The printer can't be reached: check power and cable."
    ),
    Reason.NO_ANSWER: Sentence(
        "打印机没有应答，请看纸是否出来。", "The printer doesn't answer: look for the paper."
    ),
    Reason.NO_PERMISSION: Sentence(
        "没有权限使用打印机设备，请把运行本程序的用户加入 lp 组（串口为 dialout）。",
        "No right to use the printer's device: add the user that runs Servicehall to "
        "group lp (a serial port: dialout).",
    ),
    Reason.UNKNOWN_HOST: Sentence(
        "查不到打印机地址里的主机名，请检查地址和域名服务。",
        "The host name in the printer's address is not found: check the address and DNS.",
    ),
    Reason.BAD_SETTING: Sentence(
        "打印机设置有误，没有启用，请改正配置。",
        "The printer's settings are wrong, so it isn't used: correct the site file.",
    ),
    Reason.INTERNAL: Sentence(
        "打印程序出错，已记录。", "The print program failed; the log says where."
    ),
    Reason.CONNECTION_LOST: Sentence(
        "打印中连线中断，请看纸是否出来。",
        "The connection to the printer broke while printing: look for the paper.",
    ),
    Reason.TOO_SLOW: Sentence(
        "打印没有在规定时间内完成。", "The printer didn't finish in time."
    ),
    Reason.EXPIRED: Sentence("已过有效时间，没有打印。", "Not printed: its time had passed."),
    Reason.CANCELLED: Sentence("已取消，没有打印。", "Cancelled before printing."),
    Reason.GLYPH: Sentence(
        "票面有无法打印的字。", "The slip holds a character that can't be printed."
    ),
    Reason.LAYOUT: Sentence("票面内容有误。", "The slip can't be laid out."),
    Reason.UNKNOWN_PRINTER: Sentence("没有这台打印机。", "There is no printer of this name."),
    Reason.INTERRUPTED: Sentence(
        "打印程序中断，请看纸是否出来。", "Printing was interrupted: look for the paper."
    ),
}  # fmt: skip


def sentence(reason: Reason | None) -> Sentence:
    """Chinese and English for a reason; empty for none."""
    return SENTENCES[reason or Reason.OK]
