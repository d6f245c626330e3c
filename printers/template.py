"""Templates are data: what stands where on a slip, with places for facts.

    {"kind": "number-ticket", "languages": ["zh", "en"], "blocks": [
      {"kind": "number", "value": "{number}", "label": {"zh": "您的号码", "en": "Your number"}},
      {"kind": "checklist", "when": "materials", "title": {"zh": "请备好"}, "items": "{materials}"},
      …]}

Blocks are those of `slip` with the same fields. A text may hold `{fact}`; a text
that is nothing but `{fact}` becomes the whole fact, lists and languages included.
`when` and `unless` name a fact that must, or must not, be given. A broken template
is refused (TemplateError) with the place and the reason, before it is saved. `unreviewed` names
languages whose sentences a machine wrote and no speaker has read yet.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from printers.errors import SlipError, TemplateError
from printers.facts import KINDS, FactSpec, checked_facts, examples, is_words
from printers.slip import LANGUAGES, Slip
from printers.slipjson import read_block

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
MOST_BLOCKS = 60
LONGEST_TEXT = 600
MUST_SHOW = {
    "number-ticket": ("number", "reprint"),
    "one-time-notice": ("checklist",),
    "receipt": ("reprint",),
}


@dataclass(frozen=True, slots=True)
class Template:
    """A checked template; `fill` makes slips of it."""

    kind: str
    languages: tuple[str, ...]
    blocks: tuple[Any, ...]

    def fill(self, facts: dict[str, Any], languages: tuple[str, ...] | None = None) -> Slip:
        """The slip for these facts, in the template's languages or those given.

        Refuses (TemplateError) missing, unknown and malformed facts.
        """
        given = checked_facts(self.kind, facts)
        order = languages or self.languages
        filling = Filling(KINDS[self.kind], given, order)
        blocks = []
        for index, block in enumerate(self.blocks):
            place = f"blocks[{index}]"
            data = filling.expand(block, place)
            if data is not None:
                blocks.append(built(data, place))
        number = given.get("number") or given.get("code") or ""
        return Slip(tuple(blocks), f"{self.kind} {number}".strip(), order)  # type: ignore[arg-type]


def load_template(data: Any) -> Template:
    """Checks a template whole: structure, facts, and that it fills with and without options."""
    if not isinstance(data, dict):
        raise TemplateError("", "a template must be an object")
    for name in data:
        if name not in ("kind", "languages", "blocks", "name", "unreviewed"):
            raise TemplateError(name, "no such part; a template has kind, languages and blocks")
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise TemplateError("kind", f"{kind!r} is no kind of slip; known are {', '.join(KINDS)}")
    template = Template(kind, checked_languages(data.get("languages")), checked_blocks(data, kind))
    full = examples(kind)
    template.fill(full)
    template.fill({name: full[name] for name, spec in KINDS[kind].items() if spec.required})
    return template


def checked_languages(data: Any) -> tuple[str, ...]:
    """At least one language, none twice."""
    if not isinstance(data, list) or not data or len(set(map(str, data))) != len(data):
        raise TemplateError("languages", "must be a list of languages, the leading one first")
    for lang in data:
        if lang not in LANGUAGES:
            raise TemplateError("languages", f"“{lang}” isn't one of {', '.join(LANGUAGES)}")
    return tuple(data)


def checked_blocks(data: dict[str, Any], kind: str) -> tuple[Any, ...]:
    """A list of blocks that holds what this kind of slip can't do without."""
    blocks = data.get("blocks")
    if not isinstance(blocks, list) or not blocks:
        raise TemplateError("blocks", "must be a list of blocks")
    if len(blocks) > MOST_BLOCKS:
        raise TemplateError("blocks", f"has {len(blocks)} blocks; at most {MOST_BLOCKS} fit")
    kinds = [block.get("kind") if isinstance(block, dict) else None for block in blocks]
    for wanted in MUST_SHOW.get(kind, ()):
        if wanted not in kinds:
            raise TemplateError("blocks", f"a {kind} can't do without a block of kind “{wanted}”")
    return tuple(blocks)


def built(data: Any, place: str) -> Any:
    """The block of a slip, refusals turned to the template's places."""
    if isinstance(data, dict) and data.get("kind") == "checklist":
        # A list of plain words becomes a list of empty boxes.
        items = data.get("items", [])
        data["items"] = [{"text": item} if is_words(item) else item for item in items]
    try:
        return read_block(data, place)
    except SlipError as error:
        where, _, reason = str(error).partition(": ")
        raise TemplateError(where, reason.rstrip(".")) from None


@dataclass(frozen=True, slots=True)
class Filling:
    """Puts facts into the places of one template."""

    specs: dict[str, FactSpec]
    facts: dict[str, Any]
    languages: tuple[str, ...]

    def expand(self, node: Any, place: str) -> Any:
        """The node with facts in place; None where `when` or `unless` leave it out."""
        if isinstance(node, str):
            return self._text_or_fact(node, place)
        if isinstance(node, list):
            found = [self.expand(item, f"{place}[{i}]") for i, item in enumerate(node)]
            return [item for item in found if item not in (None, {})]
        if not isinstance(node, dict):
            return node
        if node and all(key in LANGUAGES for key in node):
            return self._phrase(node, place)
        if not self._wanted(node, place):
            return None
        rest = {key: value for key, value in node.items() if key not in ("when", "unless")}
        return {
            key: value if key == "kind" else self._field(value, f"{place}.{key}")
            for key, value in rest.items()
        }

    def _field(self, node: Any, place: str) -> Any:
        """A field of a block; one left out by its condition stands empty."""
        found = self.expand(node, place)
        return [] if found is None or found == {} else found

    def _wanted(self, node: dict[str, Any], place: str) -> bool:
        for key, expected in (("when", True), ("unless", False)):
            if key in node:
                name = str(node[key])
                self._spec(name, f"{place}.{key}")
                if (name in self.facts) is not expected:
                    return False
        return True

    def _spec(self, name: str, place: str) -> FactSpec:
        if name not in self.specs:
            known = ", ".join(self.specs)
            raise TemplateError(place, f"“{name}” is no fact of this slip; known are {known}")
        return self.specs[name]

    def _text_or_fact(self, text: str, place: str) -> Any:
        whole = PLACEHOLDER.fullmatch(text)
        if whole:
            name = whole[1]
            spec = self._spec(name, place)
            if spec.type in ("words", "words list", "checks", "rows"):
                return self._in_order(self.facts.get(name, []))
        return self._filled(text, None, place)

    def _in_order(self, value: Any) -> Any:
        """Facts by language, in the template's languages and order; at least one is kept."""
        if isinstance(value, list):
            return [self._in_order(item) for item in value]
        if not isinstance(value, dict):
            return value
        if value and all(key in LANGUAGES for key in value):
            found = {lang: value[lang] for lang in self.languages if lang in value}
            return found or dict(list(value.items())[:1])
        return {key: self._in_order(item) for key, item in value.items()}

    def _phrase(self, node: dict[str, Any], place: str) -> dict[str, str]:
        """Texts by language; a language is left out where a fact isn't said in it."""
        found = {}
        for lang in self.languages:
            if lang in node:
                text = node[lang]
                if not isinstance(text, str):
                    raise TemplateError(f"{place}.{lang}", "must be text")
                filled = self._filled(text, lang, f"{place}.{lang}")
                if filled is not None:
                    found[lang] = filled
        return found

    def _filled(self, text: str, lang: str | None, place: str) -> str | None:
        if len(text) > LONGEST_TEXT:
            raise TemplateError(place, f"is longer than {LONGEST_TEXT} characters")
        if "{" in PLACEHOLDER.sub("", text) or "}" in PLACEHOLDER.sub("", text):
            raise TemplateError(place, "holds a brace that belongs to no {fact}")
        values = {name: self._value(name, lang, place) for name in PLACEHOLDER.findall(text)}
        if any(value is None for value in values.values()):
            return None if lang else ""
        return PLACEHOLDER.sub(lambda match: str(values[match[1]]), text)

    def _value(self, name: str, lang: str | None, place: str) -> str | None:
        """A fact as text; None when it isn't given, or not in this language."""
        spec = self._spec(name, place)
        value = self.facts.get(name)
        if spec.type in ("words list", "checks", "rows"):
            raise TemplateError(place, f"{{{name}}} is a list and can't stand inside a text")
        if spec.type == "words" and lang is None:
            raise TemplateError(place, f"{{{name}}} has languages and can't stand in this field")
        if value is None:
            return None
        if spec.type == "words":
            return value.get(lang)  # type: ignore[no-any-return]
        return f"{value[0]}–{value[1]}" if spec.type == "range" else str(value)


@cache
def default_data(kind: str) -> str:
    """The JSON of the template that is shipped for a kind."""
    return (files("printers") / "templates" / f"{kind}.json").read_text("utf-8")


@cache
def default_template(kind: str) -> Template:
    """The template that is shipped for a kind."""
    return load_template(json.loads(default_data(kind)))
