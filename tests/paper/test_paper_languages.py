"""A language that printers do not lay out themselves stands in the place of the one it follows."""

from server.paper.jobs import in_order
from server.paper.paper_languages import for_paper


def test_its_words_lead_where_it_has_them() -> None:
    given = {"title": {"zh": "过号", "en": "Missed"}, "lines": [{"zh": "无此句", "en": "None"}]}
    assert for_paper(given, "zh-Hant") == {
        "title": {"zh": "過號", "en": "Missed"},
        "lines": [{"zh": "无此句", "en": "None"}],
    }


def test_the_halls_own_words_come_before_ours() -> None:
    name = {"zh": "取号", "en": "Take", "zh-Hant": "領號"}
    assert for_paper(name, "zh-Hant") == {"zh": "領號", "en": "Take"}
    assert for_paper(name, "en") == {"zh": "取号", "en": "Take"}


def test_a_paper_in_it_holds_the_halls_other_language_beside() -> None:
    assert in_order("zh-Hant", ["zh", "en", "zh-Hant"]) == ("zh", "en")
    assert in_order("en", ["zh", "en", "zh-Hant"]) == ("en", "zh")
