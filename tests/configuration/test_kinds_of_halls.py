"""A site file that is no government centre: words, windows with letters, English first."""

from typing import Any

import pytest

from server.configuration.catalogue import catalogue
from server.configuration.halls import domain_hall, hall_document
from server.configuration.reading import examine
from server.contracts.site import Site
from server.paper.window_words import window_words
from server.voice.needs import call_of
from server.voice.sentences import place
from server.voice.settings import voice_settings

CLINIC = """
servicehall: 1
centre: {name: {zh: 仁和医院, en: Renhe Hospital}}
halls:
  - key: clinic
    name: {zh: 门诊楼, en: Outpatients}
    languages: [en, zh]
    complaint_phone: "12320"
    always_open: true
    words:
      window: {zh: 诊室, en: Room}
      guide: {zh: 导诊台, en: triage desk}
    zones: [{key: A, name: {zh: 一层, en: Ground floor}}]
    organisation_kinds: [{key: ward, name: {zh: 科室, en: Clinic}}]
    organisations: [{key: clinic, kind: ward, name: {zh: 内科, en: Medicine}}]
    series: [{key: med, prefix: NE, zone: A, name: {zh: 内科, en: Medicine}}]
    matters: [{key: med, series: med, organisation: clinic, name: {zh: 内科, en: Medicine}}]
    windows:
      - {number: 12, zone: A, matters: {med: 1}}
      - {number: 2A, zone: A, matters: {med: 1}, spoken: {zh: 二楼A诊室}}
      - {number: 3, zone: A, matters: {med: 1}, words: {window: {zh: 号台, en: Desk}}}
    devices: [{key: pad-2a, kind: pad, window: 2A}]
"""


def clinic(text: str = CLINIC) -> Site:
    site, findings = examine(text)
    assert site is not None, [found.sentence() for found in findings]
    return site


def offered() -> dict[str, Any]:
    return catalogue(clinic(), "clinic", 1)


def test_windows_stand_in_the_order_of_their_figures() -> None:
    assert [window["key"] for window in offered()["windows"]] == ["2A", "3", "12"]
    hall = domain_hall(hall_document(clinic(), "clinic"))
    assert list(hall.windows) == ["2A", "3", "12"]
    assert hall.named("2A") == {"zh": "2A 诊室", "en": "Room 2A"}
    assert hall.named("03") == {"zh": "03 号台", "en": "Desk 03"}


def test_the_catalogue_carries_the_halls_own_words_and_no_others() -> None:
    assert offered()["hall"]["words"] == {
        "window": {"zh": "诊室", "en": "Room"},
        "guide": {"zh": "导诊台", "en": "triage desk"},
    }
    assert offered()["windows"][0]["spoken"] == {"zh": "二楼A诊室"}


@pytest.mark.parametrize("number", ["2a", "0", "A1000", "12ABC", "诊"])
def test_what_no_sign_or_address_holds_is_no_number_of_a_window(number: str) -> None:
    site, findings = examine(CLINIC.replace("number: 3,", f"number: {number},"))
    assert site is None
    (found,) = findings
    assert (found.line, f"can't be '{number}'" in found.sentence()) == (21, True)


def test_papers_name_rooms_as_the_screens_do() -> None:
    rooms = {"zh": "诊室", "en": "Room"}
    assert window_words(["12", "2A", "3", "4", "5"], rooms) == {
        "zh": "2A、03–05、12 诊室", "en": "Room 2A, 03–05, 12",
    }  # fmt: skip
    desks = {"3": {"zh": "号台", "en": "Desk"}}
    assert window_words(["12", "2A", "3", "4", "5"], rooms, desks) == {
        "zh": "2A 诊室、03 号台、04、05、12 诊室", "en": "Room 2A, Desk 03, Room 04, 05, 12",
    }  # fmt: skip
    assert window_words(["12", "2A"]) == {"zh": "2A、12 号窗口", "en": "Windows 2A, 12"}
    assert window_words([]) is None


def test_kinds_of_organisations_are_the_halls_own() -> None:
    (organisation,) = offered()["organisations"]
    assert organisation["kind_name"] == {"zh": "科室", "en": "Clinic"}
    site, findings = examine(CLINIC.replace("kind: ward", "kind: agency"))
    assert site is None
    (found,) = findings
    assert "agency" in found.sentence()
    usual = CLINIC.replace(
        "    organisation_kinds: [{key: ward, name: {zh: 科室, en: Clinic}}]\n", ""
    )
    assert examine(usual.replace("kind: ward", "kind: bank"))[0] is not None


def test_a_call_to_a_desk_among_rooms_says_desk() -> None:
    (hall,) = clinic().halls
    settings = voice_settings(hall, "A")
    for number, words in (("12", ("十二", "诊室")), ("3", ("三", "号台"))):
        window = next(each for each in hall.windows if each.key == number)
        assert place(call_of("NE01", window), "zh", settings) == words
