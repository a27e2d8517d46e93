"""Phone numbers keep what is printed and learn how they are dialled."""

import pytest

from directory.models import dialling

DIALLED = {
    "0161 496 0123": "+441614960123",
    "+44 (0)161 496 0123": "+441614960123",
    "01614-960123": "+441614960123",
    "08 08 157 01 23": "+448081570123",
    "+44 20 7946 0123": "+442079460123",
    "116 123": "116123",
    "85258": "85258",
    "0800 1111": "+448001111",
    "18001 0161 496 0123": "1800101614960123",
    "18001 then 0161 496 0123": "1800101614960123",
}


@pytest.mark.parametrize("printed", DIALLED)
def test_a_number_is_kept_as_printed_and_as_dialled(printed):
    number = dialling.read(printed)
    assert (number.printed, number.dialable) == (printed, DIALLED[printed])


@pytest.mark.parametrize(
    "printed",
    ["call us", "0161", "0161 496", "+99 123", "18001", "18001 0161", "(", ""],
)
def test_what_cannot_be_dialled_is_kept_as_printed(printed):
    number = dialling.read(printed)
    assert (number.printed, number.dialable) == (printed, "")


def test_a_label_stands_in_brackets_after_the_number():
    number = dialling.read("0161 496 0123 (out of hours: ask for Sam)")
    assert number.printed == "0161 496 0123"
    assert number.label == "out of hours: ask for Sam"


def test_several_numbers_are_parted_outside_brackets():
    cell = "0161 496 0123 (day; ring twice); 0161 496 0124;"
    found = dialling.read_all(cell)
    assert [number.printed for number in found] == ["0161 496 0123", "0161 496 0124"]
    assert found[0].label == "day; ring twice"


def test_a_mobile_number_is_known_as_one():
    assert dialling.read("07700 900123").is_mobile
    assert not dialling.read("0161 496 0123").is_mobile
    assert not dialling.read("116 123").is_mobile
