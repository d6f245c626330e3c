"""Templates and the JSON form: what is refused, with which place and reason."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printers import slip as s
from printers.errors import SlipError, TemplateError
from printers.facts import KINDS, examples
from printers.slipjson import from_data, to_data
from printers.sliptree import as_shown, strip_languages, words_of
from printers.template import default_data, default_template, load_template
from tests.support.tries import tries


def changed(kind: str, change: Any) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(default_data(kind))
    change(data)
    return data


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_slips_of_every_kind_survive_json(kind: str) -> None:
    slip = default_template(kind).fill(examples(kind))
    assert from_data(json.loads(json.dumps(to_data(slip)))) == slip


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_required_facts_suffice(kind: str) -> None:
    facts = {name: spec.example for name, spec in KINDS[kind].items() if spec.required}
    assert default_template(kind).fill(facts).blocks


BROKEN = [
    (lambda d: d.update(kind="ticket"), "kind: 'ticket' is no kind of slip"),
    (lambda d: d.update(colour="red"), "colour: no such part"),
    (lambda d: d.update(languages=[]), "languages: must be a list"),
    (lambda d: d.update(languages=["zh", "de"]), "languages: “de” isn't one of"),
    (lambda d: d.update(blocks={}), "blocks: must be a list of blocks"),
    (lambda d: d["blocks"].pop(2), "blocks: a number-ticket can't do without a block of kind"),
    (lambda d: d["blocks"][2].update(value="{nummer}"), "blocks[2].value: “nummer” is no fact"),
    (lambda d: d["blocks"][2].update(value="{number"), "blocks[2].value: holds a brace"),
    (lambda d: d["blocks"][2].update(size=3), "blocks[2]: “size” is not a field here"),
    (lambda d: d["blocks"][2]["label"].update(zh=3), "blocks[2].label.zh: must be text"),
    (
        lambda d: d["blocks"][2].update(value="{matter} x"),
        "blocks[2].value: {matter} has languages",
    ),
    (lambda d: d["blocks"][3].update(names={"zh": "{materials}"}), "{materials} is a list"),
    (lambda d: d["blocks"][4]["items"][1].update(when="waiting"), "items[1].when: “waiting”"),
    (lambda d: d["blocks"].append({"kind": "video"}), "kind: 'video' is no block"),
    (lambda d: d["blocks"].append({"kind": "space", "mm": "4"}), "mm: must be a whole number"),
    (lambda d: d["blocks"].append({"kind": "text", "words": {"zh": "x" * 700}}), "longer than"),
    (lambda d: d["blocks"].extend([{"kind": "rule"}] * 60), "at most 60"),
    (lambda d: d["blocks"].append({"kind": "text"}), "“words” is missing"),
]


@pytest.mark.parametrize(("change", "reason"), BROKEN, ids=[reason for _, reason in BROKEN])
def test_a_broken_template_is_refused_with_place_and_reason(change: Any, reason: str) -> None:
    with pytest.raises(TemplateError) as refused:
        load_template(changed("number-ticket", change))
    assert reason in str(refused.value)


def test_order_texts_and_extra_lines_are_the_hall_s_to_choose() -> None:
    def change(data: dict[str, Any]) -> None:
        data["blocks"].reverse()
        data["blocks"].append({"kind": "text", "words": {"zh": "食堂在二楼，{phone}"}})

    slip = load_template(changed("number-ticket", change)).fill(examples("number-ticket"))
    assert slip.blocks[0].kind == "notes"
    assert slip.blocks[-1] == s.Text((s.Words("zh", "食堂在二楼，12345"),))


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"number": None}, "facts.number: must be given"),
        ({"wait": [20, 20]}, "never as a point"),
        ({"wait": 20}, "facts.wait: must be [low, high]"),
        ({"ahead": "7"}, "facts.ahead: must be number"),
        ({"url": "here"}, "facts.url: must be url"),
        ({"weather": "fine"}, "facts.weather: a number-ticket has no such fact"),
        ({"matter": "text"}, "facts.matter: must be words"),
        ({"materials": ["x"]}, "facts.materials: must be words list"),
    ],
)
def test_wrong_facts_are_refused(facts: dict[str, Any], reason: str) -> None:
    with pytest.raises(TemplateError) as refused:
        default_template("number-ticket").fill(examples("number-ticket") | facts)
    assert reason in str(refused.value)


def test_an_unknown_wait_says_so_and_shows_no_figure() -> None:
    facts = {k: v for k, v in examples("number-ticket").items() if k != "wait"}
    slip = default_template("number-ticket").fill(facts)
    values = [item.value[0].text for b in slip.blocks if isinstance(b, s.Facts) for item in b.items]
    assert values == ["7", "暂不确定"]


def test_a_leading_block_is_shown_in_one_language_and_can_still_lose_it() -> None:
    """Without the libraries that Uyghur needs, its sentences are said in the next language."""
    slip = default_template("number-ticket").fill(examples("number-ticket"), ("ug", "zh"))
    number = next(block for block in slip.blocks if isinstance(block, s.Number))
    assert [word.lang for word in words_of(as_shown(number))] == ["ug"]
    stripped = strip_languages(slip, {"ug"})
    number = next(block for block in stripped.blocks if isinstance(block, s.Number))
    assert [word.lang for word in words_of(as_shown(number))] == ["zh"]


def test_languages_can_be_chosen_per_slip_and_stripped() -> None:
    slip = default_template("number-ticket").fill(examples("number-ticket"), ("en", "zh"))
    assert next(words_of(slip.blocks[0])).lang == "en"
    only = strip_languages(slip, {"en"})
    assert {word.lang for block in only.blocks for word in words_of(block)} == {"zh"}


def test_a_reprint_mark_takes_its_place_or_the_top() -> None:
    slip = default_template("number-ticket").fill(examples("number-ticket"))
    assert slip.marked(3).blocks[1] == s.Reprint(3)
    assert slip.marked(3).marked(0) == slip
    assert s.Slip((s.Rule(),)).marked(1).blocks[0] == s.Reprint(1)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("[]", "slip: must be an object"),
        ('{"blocks": 3}', "slip.blocks: must be a list"),
        ('{"blocks": [{"kind": "number"}]}', "slip.blocks[0]: “value” is missing"),
        ('{"blocks": [{"kind": "matter", "names": {"fr": "x"}}]}', "“fr” is no language"),
        ('{"blocks": [{"kind": "text", "words": {}, "size": "giant"}]}', "'giant' is none of"),
    ],
)
def test_slips_in_json_are_refused_with_place_and_reason(data: str, reason: str) -> None:
    with pytest.raises(SlipError) as refused:
        from_data(json.loads(data))
    assert reason in str(refused.value)


scrambled = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["kind", "zh", "words", "blocks", "items", "value", "label", "when"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=tries(40), deadline=None)
@given(scrambled)
def test_no_nonsense_gets_past_with_anything_but_a_reason(blocks: Any) -> None:
    data = {"kind": "guide", "languages": ["zh"], "blocks": blocks}
    try:
        load_template(data)
    except TemplateError as error:
        assert str(error)
    try:
        from_data({"blocks": blocks})
    except SlipError as error:
        assert str(error)


def test_data_leaves_defaults_out() -> None:
    assert to_data(s.Slip((s.Rule(),))) == {"blocks": [{"kind": "rule"}]}
