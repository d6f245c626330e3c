"""Numbers: three digits, then four, then no more."""

from string import ascii_uppercase

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from server.contracts.site_places import Prefix
from server.domain.errors import Refused
from server.domain.numbering import LAST, number


@pytest.mark.parametrize(
    ("serial", "text"), [(1, "A001"), (42, "A042"), (999, "A999"), (1000, "A1000"), (LAST, "A9999")]
)
def test_the_form_of_a_number(serial: int, text: str) -> None:
    assert number("A", serial) == text


@pytest.mark.parametrize("serial", [0, -1, LAST + 1])
def test_there_is_no_number_outside(serial: int) -> None:
    with pytest.raises(Refused) as refused:
        number("A", serial)
    assert refused.value.code == "numbers.exhausted"


@given(st.lists(st.integers(1, LAST), min_size=2, max_size=2, unique=True))
def test_different_serials_never_read_the_same(serials: list[int]) -> None:
    first, second = (number("A", serial) for serial in serials)
    assert first != second


def test_the_site_file_takes_every_letter_but_the_lookalikes() -> None:
    prefix = TypeAdapter(Prefix)
    lookalikes = "IOQSZ"  # they pass for 1, 0, 0, 5 and 2
    for letter in ascii_uppercase:
        if letter in lookalikes:
            with pytest.raises(ValidationError):
                prefix.validate_python(letter)
        else:
            assert prefix.validate_python(letter) == letter
