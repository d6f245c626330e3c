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
    GLYPH = "glyph"  # said of a paper that came out
    LAYOUT = "layout"
    UNKNOWN_PRINTER = "unknown_printer"
    INTERRUPTED = "interrupted"


PRINTER_STATES = (
    Reason.OK, Reason.NEAR_END, Reason.PAPER_OUT, Reason.COVER_OPEN, Reason.CUTTER, Reason.FAULT,
    Reason.OFFLINE, Reason.NO_CONNECTION, Reason.NO_ANSWER, Reason.NO_PERMISSION,
    Reason.UNKNOWN_HOST, Reason.BAD_SETTING, Reason.INTERNAL,
)  # fmt: skip
"""What a printer's health can be; the rest of `Reason` is said of jobs alone."""


class Sentence(NamedTuple):
    """What is wrong, in Chinese and English."""

    zh: str
    en: str


class Words(NamedTuple):
    """What is wrong and what to do, each in Chinese and English, without full stops; what to do
    is empty where there is nothing to do at the printer."""

    wrong: Sentence
    to_do: Sentence = Sentence("", "")

    @property
    def whole(self) -> Sentence:
        """Both in one sentence."""
        if not self.wrong.zh:
            return self.wrong
        zh = "，".join(filter(None, (self.wrong.zh, self.to_do.zh)))
        en = ": ".join(filter(None, (self.wrong.en, self.to_do.en)))
        return Sentence(f"{zh}。", f"{en}.")


def words(wrong_zh: str, wrong_en: str, zh: str = "", en: str = "") -> Words:
    """What is wrong, and what to do."""
    return Words(Sentence(wrong_zh, wrong_en), Sentence(zh, en))


WORDS: dict[Reason, Words] = {
    Reason.OK: words("", ""),
    Reason.NEAR_END: words(
        "打印纸快用完了", "The paper roll is nearly used up",
        "请备好纸卷", "have a new one ready",
    ),
    Reason.PAPER_OUT: words(
        "打印机缺纸", "The printer is out of paper", "请加纸", "load a roll",
    ),
    Reason.COVER_OPEN: words(
        "打印机盖子没有合上", "The printer's cover is open", "请合上", "close it",
    ),
    Reason.CUTTER: words(
        "打印机切刀卡住", "The cutter is jammed",
        "请开盖清理", "open the cover and clear it",
    ),
    Reason.FAULT: words(
        "打印机故障", "The printer reports a fault", "请断电重启", "switch it off and on",
    ),
    Reason.OFFLINE: words(
        "打印机离线", "The printer is offline",
        "请按联机键", "press its feed or online key",
    ),
    Reason.NO_CONNECTION: words(
        "连不上打印机", "The printer can't be reached",
        "请检查电源和线路", "check power and cable",
    ),
    Reason.NO_ANSWER: words(
        "打印机没有应答", "The printer doesn't answer",
        "请看纸是否出来", "look for the paper",
    ),
    Reason.NO_PERMISSION: words(
        "没有权限使用打印机设备", "There is no right to use the printer's device",
        "请把运行本程序的用户加入 lp 组（串口为 dialout）",
        "add the user that runs Servicehall to group lp (a serial port: dialout)",
    ),
    Reason.UNKNOWN_HOST: words(
        "查不到打印机地址里的主机名", "The host name in the printer's address is not found",
        "请检查地址和域名服务", "check the address and DNS",
    ),
    Reason.BAD_SETTING: words(
        "打印机设置有误，没有启用", "The printer's settings are wrong, so it isn't used",
        "请改正配置文件", "correct the site file",
    ),
    Reason.INTERNAL: words(
        "打印程序出错", "The print program failed", "请看日志", "the log says where",
    ),
    Reason.CONNECTION_LOST: words(
        "打印中连线中断", "The connection to the printer broke while printing",
        "请看纸是否出来", "look for the paper",
    ),
    Reason.TOO_SLOW: words("打印没有在规定时间内完成", "The printer didn't finish in time"),
    Reason.EXPIRED: words("已过有效时间，没有打印", "Not printed, its time had passed"),
    Reason.CANCELLED: words("已取消，没有打印", "Cancelled before printing"),
    Reason.GLYPH: words(
        "有的字没有字体，印成了编码", "A character without a font was printed as its code",
        "请在纸上补写", "write it in by hand",
    ),
    Reason.LAYOUT: words("票面内容有误", "The slip can't be laid out"),
    Reason.UNKNOWN_PRINTER: words("没有这台打印机", "There is no printer of this name"),
    Reason.INTERRUPTED: words(
        "打印程序中断", "Printing was interrupted", "请看纸是否出来", "look for the paper",
    ),
}  # fmt: skip


def sentence(reason: Reason | None) -> Sentence:
    """Chinese and English for a reason; empty for none."""
    return WORDS[reason or Reason.OK].whole
