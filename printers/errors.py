"""What can be refused before anything reaches a printer, each with a sentence for people."""


class PrintingError(Exception):
    """Base of every refusal of this package; `str()` is a sentence for an administrator."""


class SlipError(PrintingError):
    """A slip in JSON form that isn't one; says the place and what is wrong there."""


class TemplateError(PrintingError):
    """A template that can't be used; `place` is a path such as `blocks[3].title.zh`."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}" if place else reason)
        self.place = place
        self.reason = reason


class SettingError(PrintingError):
    """A printer setting that can't be used: which one, what is wrong, what to write instead; each
    in Chinese and English, without a full stop."""

    def __init__(self, setting: str, zh: str, en: str, fix_zh: str, fix_en: str) -> None:
        super().__init__(f"{en}: {fix_en}.")
        self.setting = setting  # url, model, width, mode, near_end_mm, capabilities.NAME, or empty
        self.zh, self.en, self.fix_zh, self.fix_en = zh, en, fix_zh, fix_en
