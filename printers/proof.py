"""Draws a template with long values before it is saved: what can't be printed is said at once.

Every block is drawn alone, on every width and with every language leading, so that an
address too long for its code, or ink beyond the edge, is told with its place.
"""

from collections.abc import Iterable
from typing import Any

from PIL import Image

from printers.drawing import draw_page
from printers.errors import SlipError, TemplateError
from printers.facts import KINDS, FactSpec
from printers.ink import mask
from printers.layout import WIDTHS, lay_out
from printers.page import Bar, Code, Frame, Item, Line, Page, Picture, Texture
from printers.slip import Slip
from printers.template import Template

MOST_MM = 1200
DOTS_PER_MM = 8
REPEATED = 3  # a name this many times as long as its example
IN_LISTS = 2  # lists: so many times the items, each so many times as long
LONGEST_URL = 120
IN_OTHER_SCRIPTS = {
    "ug": "كۆچمەس مۈلۈك تىزىملاش ئىشلىرى",
    "bo": "ཁང་ཁྱིམ་དབང་ཆ་སྤོ་བའི་ཐོ་འགོད།",
}


def long_facts(kind: str) -> dict[str, Any]:
    """Values of every fact of a kind, as long as they get in a large hall."""
    return {name: lengthened(name, spec) for name, spec in KINDS[kind].items()}


def lengthened(name: str, spec: FactSpec) -> Any:
    """The example of a fact, made long; a ticket number has one more digit."""
    example = spec.example
    if spec.type == "text":
        return f"{example}8" if name == "number" else example
    if spec.type == "url":
        return f"{example}/{'x' * LONGEST_URL}"[:LONGEST_URL]
    if spec.type == "number":
        return 9999 if name == "ahead" else example
    if spec.type == "range":
        return [180, 1440]
    if spec.type == "words":
        return longer(example)
    return [each for item in example for each in [longer_item(item)] * IN_LISTS]


def longer(words: dict[str, str], times: int = REPEATED) -> dict[str, str]:
    """Every language so many times over, and those that the example leaves out."""
    said = {**IN_OTHER_SCRIPTS, **words}
    return {lang: " ".join([text] * times) for lang, text in said.items()}


def longer_item(item: dict[str, Any]) -> dict[str, Any]:
    """A line of a list: words, a box to tick, or a labelled value."""
    if "text" in item:
        return {**item, "text": longer(item["text"], IN_LISTS)}
    if "label" in item:
        return {
            "label": {**IN_OTHER_SCRIPTS, **item["label"]},
            "value": longer(item["value"], IN_LISTS),
        }
    return longer(item, IN_LISTS)


def prove(template: Template, languages: Iterable[str] = ()) -> None:
    """Refuses (TemplateError) what can't be drawn, in the languages of a hall and the template.

    A character that no font holds is no reason: it is drawn as its code.
    """
    facts = long_facts(template.kind)
    known = tuple(dict.fromkeys((*languages, *template.languages)))
    for order in orders(known):
        for dots in WIDTHS:
            places = range(len(template.blocks))
            height = sum(height_of(template, place, (facts, order), dots) for place in places)
            if height > MOST_MM * DOTS_PER_MM:
                long = f"{height // DOTS_PER_MM // 10} cm long at {dots} dots"
                raise TemplateError("blocks", f"with long texts the paper is {long}")


def orders(known: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """Each language leading the others, and each alone."""
    for lead in known:
        yield from dict.fromkeys([(lead, *others(lead, known)), (lead,)])


def others(lead: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The languages that follow a leading one."""
    return tuple(lang for lang in known if lang != lead)


def height_of(
    template: Template, place: int, said: tuple[dict[str, Any], tuple[str, ...]], dots: int
) -> int:
    """Draws one block; its height in dots."""
    alone = Template(template.kind, template.languages, (template.blocks[place],))
    try:
        return drawn_whole(alone.fill(*said), dots)
    except SlipError as error:
        raise TemplateError(f"blocks[{place}]", str(error)) from error


def drawn_whole(slip: Slip, dots: int) -> int:
    """Draws a slip; SlipError when something would stand beyond the edge of the paper."""
    page = lay_out(slip, dots)
    for item in page.items:
        left, right = across(item)
        if left < 0 or right > page.width:
            what = f" (“{item.text[:20]}”)" if isinstance(item, Line) else ""
            raise SlipError(
                f"runs {beyond(left, right, page)} mm off the paper at {dots} dots{what}"
            )
    picture: Image.Image = draw_page(page)
    return picture.height


def beyond(left: int, right: int, page: Page) -> int:
    """Millimetres off the paper, at least one."""
    return max(1, max(-left, right - page.width) // DOTS_PER_MM)


def across(item: Item) -> tuple[int, int]:
    """First dot of an item, and the one after its last."""
    if isinstance(item, Line):
        found = mask(item.text, item.style, item.lang)
        if found is None:
            return item.x, item.x
        return item.x + found.left, item.x + found.left + found.image.width
    if isinstance(item, Bar | Frame | Picture | Texture):
        return item.x, item.x + item.width
    return code_across(item)


def code_across(item: Code) -> tuple[int, int]:
    """A code with its quiet zone."""
    from printers.qr import modules

    return item.x, item.x + modules(item.url) * item.module
