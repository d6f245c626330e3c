"""Raster, native text, status and the commands: bytes against the manuals' facts."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bench.drawing import slips
from printers import slip as s
from printers.commands import ask_completion, feed
from printers.drawing import draw
from printers.facts import KINDS, examples
from printers.models import MODELS, find_model
from printers.print_protocol import chunks, new_token
from printers.raster import REAL_TIME, TALLEST, bands
from printers.raster import dots as dots_of
from printers.rendering import render
from printers.status import (
    TOGETHER,
    Answer,
    Automatic,
    Barrier,
    Block,
    Condition,
    Parser,
    after_answer,
    after_automatic,
)
from printers.template import default_template
from printers.virtual.paper import Receipt
from printers.virtual.printer import VirtualPrinter
from tests.printers.scene import complete, ticket
from tests.support.papers_out import papers_out
from tests.support.tries import tries

FAST = 100_000.0


def fed(parts: tuple[bytes, ...] | list[bytes], model: str = "80") -> tuple[Receipt, list[str]]:
    """What a strict printer makes of these bytes."""
    with VirtualPrinter(speed=FAST, model=model) as printer:
        session = printer.engine.new_session()
        for part in parts:
            printer.engine.receive(part, session)
        printer.engine.receive(b"\x1dVB\0", session)
        return papers_out(printer)[0], printer.errors


@pytest.mark.parametrize(("name", "paper"), [("generic-80", "80"), ("generic-58", "58")])
def test_raster_comes_back_as_it_was_drawn(name: str, paper: str) -> None:
    model = MODELS[name]
    drawn = render(ticket(), model, "raster")
    receipt, errors = fed(drawn.parts, paper)
    assert errors == []
    assert complete(receipt, ticket(), model.dots)


@pytest.mark.parametrize("dots", [384, 512, 576])
@pytest.mark.parametrize("kind", KINDS)
def test_the_paper_shows_each_dot_that_was_drawn(kind: str, dots: int) -> None:
    """However a picture is cut into bands. Dots that look like commands are thickened before."""
    image = draw(default_template(kind).fill(examples(kind)), dots)
    rows = dots_of(image)
    for shortest in (4, 24):
        found = bands(image, shortest)
        assert not REAL_TIME.search(b"".join(part for part in found if part[0] == 0x1D))
        assert decoded(found, dots // 8) == rows


def decoded(parts: list[bytes], stride: int) -> list[bytes]:
    """Rows of dots by what the manuals say of GS v 0 and ESC J, on an endless strip."""
    rows: list[bytes] = []
    for part in parts:
        if part[:2] == b"\x1bJ":
            rows += [bytes(stride)] * sum(part[2::3])
            continue
        assert part[:4] == b"\x1dv0\0"
        width, height = int.from_bytes(part[4:6], "little"), int.from_bytes(part[6:8], "little")
        assert len(part) == 8 + width * height
        for at in range(8, len(part), width):
            rows.append(part[at : at + width].ljust(stride, b"\0"))
    return rows


@pytest.mark.parametrize("languages", [("zh",), ("zh", "en")])
def test_a_ticket_at_80_mm_stays_under_45_kb(languages: tuple[str, ...]) -> None:
    sizes = [render(slip, MODELS["generic-80"], "raster").size for slip in slips(40, languages)]
    assert max(sizes) < 45_000


def test_a_printer_that_shows_where_bands_meet_gets_taller_ones() -> None:
    image = draw(ticket(), 576)
    rows = dots_of(image)
    at = 0
    seams = []
    for part in bands(image, 24):
        height = sum(part[2::3]) if part[0] == 0x1B else part[6]
        inked = [any(rows[n : n + 1] and rows[n]) for n in (at - 1, at, at + height)
                 if 0 <= n < len(rows)]  # fmt: skip
        seams += [height] if part[0] == 0x1D and len(inked) == 3 and all(inked) else []
        at += height
    assert len(rows) == at
    assert seams
    assert min(seams) >= 24


@pytest.mark.parametrize("mode", [0, 1, 2, 3])
def test_the_virtual_printer_doubles_as_the_manual_says(mode: int) -> None:
    """GS v 0 with m = 1 doubles the width, 2 the height, 3 both."""
    receipt, errors = fed([bytes((0x1D, 0x76, 0x30, mode, 1, 0, 2, 0, 0b10000001, 0xFF))])
    assert errors == []
    box = receipt.image.point(lambda value: 255 - value).getbbox()
    assert box is not None
    assert box[2] - box[0] == 8 * (2 if mode in (1, 3) else 1)
    assert box[3] - box[1] == 2 * (2 if mode in (2, 3) else 1)


def noise(seed: int, density: float) -> Image.Image:
    chance = random.Random(seed)
    dots = bytes(255 if chance.random() > density else 0 for _ in range(576 * 300))
    return Image.frombytes("L", (576, 300), dots).convert("1", dither=Image.Dither.NONE)


@pytest.mark.parametrize("density", [0.02, 0.12, 0.5])
def test_no_picture_holds_a_real_time_command(density: float) -> None:
    """Lone dots make `10 04`, `10 05` and `10 14` by the hundred in such noise."""
    image = noise(7, density)
    found = bands(image)
    assert not REAL_TIME.search(b"".join(found))
    receipt, errors = fed(found)
    assert errors == []
    assert receipt.image.width == 576


def test_look_alikes_over_a_row_s_end_are_split_apart() -> None:
    rows = [b"\xff" * 71 + b"\x10", b"\x04" + b"\xff" * 71] * 40
    image = Image.frombytes("1", (576, 80), b"".join(rows), "raw", "1;I")
    found = bands(image)
    assert not REAL_TIME.search(b"".join(found))
    receipt, errors = fed(found)
    assert errors == []
    box = receipt.image.point(lambda v: 255 - v).getbbox()
    assert box is not None
    assert box[3] - box[1] == 80
    assert receipt.image.crop((0, box[1], 576, box[3])).tobytes() == image.convert("L").tobytes()


def test_bands_are_short_and_white_is_fed() -> None:
    image = Image.new("1", (576, 2000), 1)
    image.paste(0, (0, 0, 80, 300))
    found = bands(image)
    assert all(part[:4] in (b"\x1dv0\0",) or part[0] == 0x1B for part in found)
    pictures = [part for part in found if part[0] == 0x1D]
    assert all(part[4] == 10 and part[6] <= TALLEST for part in pictures)
    assert found[-1] == feed(1700)
    assert sum(found[-1][2::3]) == 1700


def test_chunks_keep_commands_whole() -> None:
    parts = tuple(bytes([n]) * 700 for n in range(1, 8))
    found = chunks(parts, 2048)
    assert b"".join(found) == b"".join(parts)
    assert all(len(chunk) % 700 == 0 and len(chunk) <= 2048 for chunk in found)


def test_native_text_is_small_and_comes_out() -> None:
    drawn = render(ticket(), MODELS["generic-80"], "native")
    assert drawn.mode == "native"
    receipt, errors = fed(drawn.parts)
    assert errors == []
    text = "".join(receipt.texts)
    assert "C047" in text
    assert "不动产转移登记（存量房买卖）" in text.replace("\n", "")


def test_native_with_its_own_qr_stays_under_1_kb() -> None:
    model = find_model("generic-80", {"native_qr": True})
    drawn = render(ticket(), model, "native")
    assert drawn.size < 1500
    receipt, errors = fed(drawn.parts)
    assert errors == []
    import zxingcpp

    codes = [code.text for code in zxingcpp.read_barcodes(receipt.image)]
    assert codes == ["HTTPS://HALL.EXAMPLE.GOV.CN/T/C047"]


@pytest.mark.parametrize("character", ["¥", "☐", "ñ", "㛃"])
def test_a_character_that_rom_lacks_turns_the_ticket_into_a_picture(character: str) -> None:
    slip = s.Slip((s.Text((s.Words("zh", f"费用 {character}"),)),))
    assert render(slip, MODELS["generic-80"], "native").mode == "raster"


def test_uyghur_and_tibetan_are_never_native() -> None:
    slip = s.Slip((s.Text((s.Words("ug", "نومۇر"),)),))
    assert render(slip, MODELS["generic-80"], "native").mode == "raster"


def test_status_bytes_are_told_apart() -> None:
    parser = Parser()
    stream = (
        b"\x12" + b"\x10\x00\x00\x0f" + b"\x37\x22ABCD\x00" + b"\x00" + b"\x37\x25\x00" + b"\x1a"
    )
    assert parser.feed(stream, 0.0) == [
        Answer(0x12),
        Automatic(b"\x10\x00\x00\x0f"),
        Block(0x22, b"ABCD"),
        Barrier(0),
        Block(0x25, b""),
        Answer(0x1A),
    ]
    assert parser.noise == 0


@given(st.lists(st.sampled_from(
    [b"\x12", b"\x1a", b"\x72", b"\x10\x00\x00\x0f", b"\x18\x00\x0c\x0f", b"\x37\x25\x00",
     b"\x37\x22ZQXA\x00", b"\x0f"]), max_size=30), st.integers(1, 7))  # fmt: skip
def test_it_does_not_matter_how_the_bytes_arrive(pieces: list[bytes], size: int) -> None:
    stream = b"".join(pieces)
    whole, split = Parser(), Parser()
    together = whole.feed(stream, 0.0)
    cut = [stream[at : at + size] for at in range(0, len(stream), size)]
    apart = [event for piece in cut for event in split.feed(piece, 0.0)]
    assert together == apart
    assert len(together) == len(pieces)


@pytest.mark.parametrize("stray", [b"\x10", b"\x37"])
def test_a_stray_byte_takes_nothing_with_it(stray: bytes) -> None:
    """It looks like the beginning of a message whose rest never comes."""
    parser = Parser()
    assert parser.feed(stray + b"\x00"[: stray == b"\x10"], 0.0) == []
    assert parser.feed(b"", TOGETHER / 2) == []
    found = parser.feed(b"", TOGETHER) + parser.feed(b"\x12", TOGETHER)
    assert found == [Barrier(0), Answer(0x12)][stray == b"\x37" :]
    assert parser.noise == 1
    assert parser.feed(b"\x10\x00\x12", 9.0) == [Barrier(0), Answer(0x12)]


@given(st.binary(max_size=300))
def test_noise_never_stops_the_parser(data: bytes) -> None:
    parser = Parser()
    parser.feed(data, 0.0)
    parser.feed(b"\x00" * 4, 0.0)
    parser.reset()
    assert parser.feed(b"\x12", 0.0) == [Answer(0x12)]


@pytest.mark.parametrize(
    ("kind", "byte", "blocked"),
    [(1, 0x12, None), (1, 0x1A, "offline"), (2, 0x16, "cover_open"), (2, 0x32, "paper_out"),
     (2, 0x52, "fault"), (3, 0x1A, "cutter"), (4, 0x1E, None), (4, 0x7E, "paper_out")],
)  # fmt: skip
def test_answers_to_dle_eot(kind: int, byte: int, blocked: str | None) -> None:
    assert after_answer(Condition(), kind, byte).blocked == blocked


@pytest.mark.parametrize(
    ("data", "blocked", "paper"),
    [("1000000f", None, "ok"), ("1000030f", None, "near_end"), ("18000f0f", "paper_out", "out"),
     ("3800000f", "cover_open", "ok"), ("1808000f", "cutter", "ok")],
)  # fmt: skip
def test_automatic_status(data: str, blocked: str | None, paper: str) -> None:
    found = after_automatic(bytes.fromhex(data))
    assert (found.blocked, found.paper) == (blocked, paper)


def test_tokens_differ_and_hold_no_command() -> None:
    tokens = {new_token() for _ in range(5000)}
    assert len(tokens) == 5000
    assert all(0x41 <= byte <= 0x5A for token in tokens for byte in token)
    assert ask_completion(b"ABCD") == bytes.fromhex("1d284806003030") + b"ABCD"


@settings(max_examples=tries(25), deadline=None)
@given(st.text(st.characters(codec="gb2312", exclude_categories=["C", "Z"]), max_size=60))
def test_any_text_of_gb2312_can_be_drawn_and_parsed_back(text: str) -> None:
    slip = s.Slip((s.Text((s.Words("zh", text),)), s.Rule()))
    image = draw(slip, 384)
    receipt, errors = fed(bands(image), "58")
    assert errors == []
    assert receipt.image.getbbox() is not None
