"""The field-bus frame: what the parser finds whatever stands around it, and what it never does."""

from hypothesis import given
from hypothesis import strategies as st

from window_client.keypads.adapter import Acknowledged, Key, PadFace, Pressed, StripFace
from window_client.keypads.bus import BOUNCE_S, GAP_S, BusAdapter, BusFrame, BusReader

FRAMES = st.builds(BusFrame, st.integers(1, 247), st.integers(0, 255), st.binary(max_size=33))
QUIET_NOISE = st.binary(max_size=60).map(lambda noise: noise.replace(b"\x68", b"\x00"))


def test_a_frame_is_what_the_field_knows() -> None:
    assert bytes(BusFrame(3, 0x01, b"\x0c")) == bytes.fromhex("FF 68 03 03 68 03 01 0C 10 16")
    assert BusReader().feed(bytes.fromhex("68 03 03 68 03 01 0C 10 16"), 0.0) == [
        BusFrame(3, 1, b"\x0c")  # the wake byte may be missing
    ]


@given(st.lists(st.tuples(QUIET_NOISE, FRAMES), max_size=6), st.data())
def test_frames_are_found_in_noise_and_however_they_are_cut(
    sent: list[tuple[bytes, BusFrame]], data: st.DataObject
) -> None:
    stream = b"".join(noise + bytes(frame) for noise, frame in sent)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    reader, found = BusReader(), []
    for begin, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        found += reader.feed(stream[begin:end], 0.0)
    assert found == [frame for _, frame in sent]


@given(FRAMES, st.integers(0, 200), st.integers(1, 255))
def test_a_byte_that_was_changed_makes_no_other_frame(frame: BusFrame, where: int, by: int) -> None:
    whole = bytearray(bytes(frame))
    place = 1 + where % (len(whole) - 1)
    whole[place] ^= by
    found = BusReader().feed(bytes(whole), 0.0)
    assert frame not in found
    assert [each for each in found if len(each.data) >= len(frame.data)] == []


@given(st.binary(max_size=200), FRAMES)
def test_after_any_noise_and_a_silence_the_next_frame_is_heard(
    noise: bytes, frame: BusFrame
) -> None:
    reader = BusReader()
    reader.feed(noise, 0.0)
    assert reader.feed(bytes(frame), GAP_S + 1)[-1] == frame


def test_several_keypads_on_one_bus_and_an_answer_for_each() -> None:
    adapter = BusAdapter()
    heard, answers = adapter.receive(
        bytes(BusFrame(1, 1, b"\x0c")) + bytes(BusFrame(2, 1, b"\x0d")), 0.0
    )
    assert heard == [Pressed(1, Key.NEXT), Pressed(2, Key.RECALL)]
    assert answers == bytes(BusFrame(1, 0x81)) + bytes(BusFrame(2, 0x81))


def test_a_contact_that_bounces_is_one_press_and_two_fingers_are_two() -> None:
    adapter = BusAdapter()
    press = bytes(BusFrame(1, 1, b"\x01"))
    assert len(adapter.receive(press, 0.0)[0]) == 1
    assert len(adapter.receive(press, BOUNCE_S / 2)[0]) == 0
    assert len(adapter.receive(press, 3 * BOUNCE_S)[0]) == 1


def test_every_key_of_the_field_is_known() -> None:
    codes = bytes((0x0C, 0x0D, 0x0B, 0x12, 0x13, 0x0E, 0x0F, 0, 9, 0x77))
    heard, _ = BusAdapter().receive(bytes(BusFrame(5, 1, codes)), 0.0)
    assert [each.key.value for each in heard if isinstance(each, Pressed)] == [
        *("NEXT", "RECALL", "RATE", "PAUSE", "TRANSFER", "CANCEL", "CONFIRM", "0", "9")
    ]


def test_three_figures_waiting_and_three_of_the_number() -> None:
    adapter = BusAdapter()
    (message,) = adapter.show(3, PadFace(12, "A034"))
    assert message.data == bytes(BusFrame(3, 2, b"\x0b\x01\x02\x00\x03\x04"))
    heard, _ = adapter.receive(bytes(BusFrame(3, 0x82)), 0.0)
    assert heard == [Acknowledged(3, message.token)]
    assert [PadFace(1500, "AB1234").six, PadFace().six, PadFace(0, "").six] == [
        *("999234", "------", "  0   ")
    ]


def test_a_strip_gets_its_cells_one_after_another() -> None:
    messages = BusAdapter().show(9, StripFace(bytes(range(256))))
    assert len(messages) == 9
    assert messages[1].data == bytes(BusFrame(9, 4, b"\x01" + bytes(range(32, 64))))
    assert len({message.token for message in messages}) == 9  # an answer of another cell is none
