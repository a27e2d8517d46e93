"""A broken CSV file says where it is broken."""

import pytest

from directory.exchange.formats.csv_rows import CellError, read

COLUMNS = ("name", "age")


def rows(data: bytes):
    return read(data, file="people.csv", columns=COLUMNS)


def test_rows_know_their_line_and_their_cells():
    found = rows(b'name,age\n"Ann\nLee",30\n\nBo ,\n')
    assert [(row.line, row["name"], row["age"]) for row in found] == [
        (2, "Ann\nLee", "30"),
        (5, "Bo", ""),
    ]


def test_columns_may_stand_in_any_order_and_after_a_byte_order_mark():
    (row,) = rows(b"\xef\xbb\xbfage,name\r\n30,Ann\r\n")
    assert row.cells == {"age": "30", "name": "Ann"}


@pytest.mark.parametrize(
    ("data", "line", "column", "why"),
    [
        (b"", 1, "", "empty"),
        (b"name\nAnn\n", 1, "age", "missing"),
        (b"name,age,size\n", 1, "", "unknown column"),
        (b"name,age,name\n", 1, "name", "twice"),
        (b"name,age\nAnn,30,x\n", 2, "", "3 cells"),
        (b"name,age\nBo,1\nAnn\n", 3, "", "1 cells"),
        (b"name,age\nBo,1\nAnn,\xff9\n", 3, "age", "UTF-8"),
        (b"name,age\nA\0nn,9\n", 2, "name", "UTF-8"),
        (b'name,age\n"Ann,9\n', 2, "", "not CSV"),
        (b'name,age\n"Ann"x,9\n', 2, "", "not CSV"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(data, line, column, why):
    with pytest.raises(CellError) as caught:
        rows(data)
    error = caught.value
    assert (error.file, error.line, error.column) == ("people.csv", line, column)
    assert why in str(error)


@pytest.mark.parametrize("value", ["-1", "1.5", "x", "²", "1e3"])
def test_a_whole_number_is_digits_only(value):
    (row,) = rows(f"name,age\nAnn,{value}\n".encode())
    with pytest.raises(CellError, match=r"line 2, column age: must be a whole number"):
        row.whole("age")


@pytest.mark.parametrize("value", ["nan", "inf", "x", "1e99"])
def test_a_decimal_is_a_number_of_this_world(value):
    (row,) = rows(f"name,age\nAnn,{value}\n".encode())
    with pytest.raises(CellError):
        row.decimal("age")


def test_an_error_repeats_only_the_beginning_of_a_long_value():
    (row,) = rows(b"name,age\n" + b"x" * 500 + b",1\n")
    assert len(str(row.wrong("name", "too long"))) < 200
