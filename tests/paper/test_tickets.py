"""Number tickets of the example centre: how long they are, and what their words say."""

from typing import Any

import pytest

from printers.models import find_model
from printers.pace import BARRIER_BYTES
from printers.rendering import render
from printers.slip import Slip
from printers.sliptree import as_shown, words_of
from printers.template import default_template
from server.configuration.catalogue import catalogue
from server.domain.vocabulary import Vocabulary
from server.domain.waiting.quoted import WHY_UNKNOWN, WaitUnknown
from server.paper.facts import ticket_facts
from server.paper.jobs import in_order
from tests.support.web import example_site

HALL = "main"
LONGEST_MM, MOST_BYTES = 180, 45_000


@pytest.fixture(scope="module")
def known() -> dict[str, Any]:
    return dict(catalogue(example_site(), HALL, 1))


def ticket_of(known: dict[str, Any], matter: dict[str, Any], language: str, **view: Any) -> Slip:
    """As `jobs.ticket_job` makes it, of a ticket as its holder sees it."""
    ticket = {
        "matter": matter["key"], "number": "W108", "ahead": 27, "wait": [118, 130],
        "zone": matter.get("zone") or "C", "code": "7K3M9QX2AB",
        "issued_at": "2026-11-22T09:44:00+08:00",
        "windows": [{"key": key} for key in matter["windows"]],
        **view,
    }  # fmt: skip
    facts = ticket_facts(ticket, known, "https://hall.example.gov.cn", language)
    languages = in_order(language, known["hall"]["languages"])
    return default_template("number-ticket").fill(facts, languages)


def said(slip: Slip) -> str:
    return "\n".join(word.text for block in slip.blocks for word in words_of(as_shown(block)))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_matter_s_ticket_is_short(known: dict[str, Any], language: str) -> None:
    model = find_model("generic-80")
    too_long = []
    for matter in known["matters"]:
        slip = ticket_of(known, matter, language)
        ticket = render(slip, model, "raster", BARRIER_BYTES)
        mm = ticket.rows / 8
        if mm > LONGEST_MM or ticket.size > MOST_BYTES:
            too_long.append((matter["key"], round(mm), ticket.size))
    assert len(known["matters"]) == 28
    assert too_long == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_rule_on_paper_is_the_hall_s_own(known: dict[str, Any], language: str) -> None:
    rule = {
        "zh": "过号 20 分钟内回来，再叫 5 个号后叫您。",
        "en": "Back in 20 min: after the next 5.",
    }
    hall = {**known["hall"], "no_show": {**known["hall"]["no_show"], "text": rule}}
    slip = ticket_of({**known, "hall": hall}, known["matters"][0], language)
    assert rule[language] in said(slip)
    assert "下 3 位" not in said(slip)


def test_an_english_ticket_without_a_wait_says_so_in_english(known: dict[str, Any]) -> None:
    matter = known["matters"][0]
    assert "暂不确定" in said(ticket_of(known, matter, "zh", wait=None))
    english = said(ticket_of(known, matter, "en", wait=None))
    assert "暂不确定" not in english
    assert "not known" in english


@pytest.mark.parametrize("language", ["ug", "bo"])
def test_every_sentence_of_the_ticket_is_said_in_the_citizen_s_language(
    known: dict[str, Any], language: str
) -> None:
    """Names are the hall's, and stand in the languages that it gave them."""
    template = default_template("number-ticket")
    sentences = [phrase for block in template.blocks for phrase in phrases(block)]
    assert len(sentences) >= 13
    assert [phrase for phrase in sentences if language not in phrase] == []


def phrases(node: Any) -> list[dict[str, str]]:
    """Every text by language of a template."""
    if isinstance(node, list):
        return [found for item in node for found in phrases(item)]
    if not isinstance(node, dict):
        return []
    if "zh" in node:
        return [node]
    return [found for item in node.values() for found in phrases(item)]


@pytest.mark.parametrize(
    ("language", "why"),
    [("zh", "现在没有窗口办理此事项"), ("en", "No window is open for this now")],
)
def test_a_wait_that_is_not_known_has_its_reason_on_paper(
    known: dict[str, Any], language: str, why: str
) -> None:
    words = Vocabulary().say(WHY_UNKNOWN[WaitUnknown.NO_WINDOW])
    matter = known["matters"][0]
    assert why in said(ticket_of(known, matter, language, wait=None, wait_words=words))
    told = ticket_of(known, matter, language, wait=[5, 9], wait_words={"zh": "5–9 分钟"})
    assert why not in said(told)
    assert "5–9 分钟" not in said(told)
