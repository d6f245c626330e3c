"""A template is drawn with long values before it is saved: what can't be printed is refused."""

import json
import queue
from typing import Any

import pytest

from printers.errors import SlipError, TemplateError
from printers.facts import KINDS
from printers.pictures import opened
from printers.process import Service
from printers.proof import long_facts, prove
from printers.template import default_data, default_template, load_template
from tests.support.patience import PATIENCE_S

ALL = ("zh", "en", "ug", "bo")


def changed(kind: str, *blocks: dict[str, Any]) -> dict[str, Any]:
    """The shipped template with blocks added at its foot."""
    data: dict[str, Any] = json.loads(default_data(kind))
    return {**data, "blocks": [*data["blocks"], *blocks]}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_shipped_template_holds_long_values_in_all_languages(kind: str) -> None:
    prove(default_template(kind), ALL)
    examples = {name: spec.example for name, spec in KINDS[kind].items()}
    assert len(str(long_facts(kind))) > len(str(examples)) or kind in ("pangram", "test-page")


def test_a_character_without_a_font_is_no_reason_to_refuse() -> None:
    prove(load_template(changed("guide", {"kind": "text", "words": {"zh": "笑脸 \ue123"}})))


def test_an_address_that_only_a_long_one_breaks_is_refused() -> None:
    code = {"kind": "qr", "url": "https://hall.example/" + "{url}" * 8, "title": {"zh": "扫码"}}
    template = load_template(changed("guide", code))
    with pytest.raises(TemplateError, match=r"blocks\[8\]: The address .* too long"):
        prove(template)


def test_a_paper_without_end_is_refused() -> None:
    template = load_template(changed("guide", *[{"kind": "text", "words": "{matter}"}] * 50))
    with pytest.raises(TemplateError, match="cm long"):
        prove(template, ALL)


def test_ink_beyond_the_edge_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("printers.proof.across", lambda item: (-40, 10))
    with pytest.raises(TemplateError, match=r"blocks\[0\]: runs 5 mm off the paper at 384 dots"):
        prove(default_template("guide"))


def test_the_print_process_proves_beside_its_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    told: queue.Queue[tuple[str, dict[str, Any]]] = queue.Queue()
    service = Service(out=-1)
    monkeypatch.setattr(service, "write", lambda ev, **values: told.put((ev, values)))
    service.obey(
        json.dumps({"op": "prove", "id": "1", "template": json.loads(default_data("guide"))})
    )
    assert told.get(timeout=PATIENCE_S) == ("proved", {"id": "1"})
    broken = changed("guide", *[{"kind": "text", "words": "{matter}"}] * 50)
    service.obey(json.dumps({"op": "prove", "id": "2", "template": broken}))
    ev, said = told.get(timeout=PATIENCE_S)
    assert (ev, said["id"]) == ("refused", "2")
    assert said["sentence"].startswith("blocks: with long texts the paper is")


def test_a_broken_logo_is_refused_in_a_sentence_of_ours() -> None:
    with pytest.raises(SlipError, match=r"^The logo is not a PNG picture in base64\.$"):
        opened("abcd")
