"""Why a job failed or a printer can't print, in sentences for people, Chinese first."""

REASONS: dict[str, tuple[str, str]] = {
    "paper_out": ("打印机缺纸，请工作人员加纸。", "The printer is out of paper: load a roll."),
    "cover_open": ("打印机盖子没有合上，请合上。", "The printer's cover is open: close it."),
    "cutter": (
        "打印机切刀卡住，请开盖清理。",
        "The cutter is jammed: open the cover and clear it.",
    ),
    "fault": ("打印机故障，请断电重启。", "The printer reports a fault: switch it off and on."),
    "offline": (
        "打印机离线，请按联机键。",
        "The printer is offline: press its feed or online key.",
    ),
    "no_connection": (
        "连不上打印机，请检查电源和线路。",
        "The printer can't be reached: check power and cable.",
    ),
    "line_lost": ("打印中连线中断。", "The line to the printer broke while printing."),
    "no_answer": (
        "打印机没有应答，请看纸是否出来。",
        "The printer doesn't answer: look for the paper.",
    ),
    "too_slow": ("打印没有在规定时间内完成。", "The printer didn't finish in time."),
    "expired": ("已过有效时间，没有打印。", "Not printed: its time had passed."),
    "cancelled": ("已取消，没有打印。", "Cancelled before printing."),
    "glyph": ("票面有无法打印的字。", "The slip holds a character that can't be printed."),
    "layout": ("票面内容有误。", "The slip can't be laid out."),
    "unknown_printer": ("没有这台打印机。", "There is no printer of this name."),
    "interrupted": (
        "打印程序中断，请看纸是否出来。",
        "Printing was interrupted: look for the paper.",
    ),
    "near_end": ("打印纸快用完了。", "The paper roll is nearly used up."),
    "internal": ("打印程序出错，已记录。", "The print program failed; the log says where."),
}


def sentence(reason: str) -> tuple[str, str]:
    """Chinese and English for a reason; empty for none."""
    return REASONS.get(reason, (reason, reason)) if reason else ("", "")
