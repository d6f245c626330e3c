"""Our line protocol: checked, numbered lines; what is repeated counts once."""

from hypothesis import given
from hypothesis import strategies as st

from window_client.keypads.adapter import Acknowledged, Key, PadFace, Pressed, Restarted
from window_client.keypads.lines import LineReader, LinesAdapter, NumberedLine

LINES = st.builds(
    NumberedLine,
    st.integers(1, 247),
    st.integers(0, 9999),
    st.sampled_from(["KEY", "OK", "SHOW", "HELLO"]),
    st.sampled_from(["", "NEXT", "5", "012 034"]),
)


def test_a_line_is_plain_text() -> None:
    assert bytes(NumberedLine(3, 17, "KEY", "NEXT")) == b"3 17 KEY NEXT *23\n"


@given(st.lists(LINES, max_size=6), st.data())
def test_lines_are_found_however_they_are_cut(
    sent: list[NumberedLine], data: st.DataObject
) -> None:
    stream = b"\x00\xff?\n" + b"".join(map(bytes, sent))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    reader, found = LineReader(), []
    for begin, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        found += reader.feed(stream[begin:end])
    assert found == sent


@given(LINES, st.integers(0, 200), st.integers(1, 255))
def test_a_byte_that_was_changed_is_not_read_as_another_line(
    line: NumberedLine, where: int, by: int
) -> None:
    whole = bytearray(bytes(line)[:-1])
    whole[where % len(whole)] ^= by
    found = LineReader().feed(bytes(whole) + b"\n")
    assert found in ([], [line])  # a hexadecimal letter in the other case is the same


@given(st.binary(max_size=400), LINES)
def test_after_any_noise_the_next_line_is_heard(noise: bytes, line: NumberedLine) -> None:
    reader = LineReader()
    reader.feed(noise)
    assert reader.feed(b"\n" + bytes(line))[-1] == line


def test_a_key_that_is_sent_again_counts_once_and_is_answered_twice() -> None:
    adapter = LinesAdapter()
    line = bytes(NumberedLine(3, 17, "KEY", "NEXT"))
    answer = bytes(NumberedLine(3, 17, "OK"))
    assert adapter.receive(line, 0.0) == ([Pressed(3, Key.NEXT)], answer)
    assert adapter.receive(line, 0.5) == ([], answer)


def test_a_keypad_that_got_power_again_begins_with_any_number() -> None:
    adapter = LinesAdapter()
    adapter.receive(bytes(NumberedLine(3, 1, "KEY", "NEXT")), 0.0)
    heard, _ = adapter.receive(bytes(NumberedLine(3, 0, "HELLO")), 1.0)
    assert heard == [Restarted(3)]
    heard, _ = adapter.receive(bytes(NumberedLine(3, 1, "KEY", "NEXT")), 2.0)
    assert heard == [Pressed(3, Key.NEXT)]


def test_what_is_not_understood_is_refused_and_not_sent_again() -> None:
    for line in (NumberedLine(3, 5, "KEY", "JUMP"), NumberedLine(3, 5, "BREW")):
        assert LinesAdapter().receive(bytes(line), 0.0) == (
            [], bytes(NumberedLine(3, 5, "NO"))
        )  # fmt: skip


def test_what_a_keypad_shows() -> None:
    adapter = LinesAdapter()
    (message,) = adapter.show(3, PadFace(7, "A034"))
    assert message.data.startswith(b"3 1 SHOW __7 034 *")
    heard, _ = adapter.receive(bytes(NumberedLine(3, message.token, "OK")), 0.0)
    assert heard == [Acknowledged(3, message.token)]
