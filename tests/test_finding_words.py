"""Words find names, summaries, descriptions and phrases, ranked, on both engines."""

from urllib.parse import quote

import pytest

from directory.models import Service
from directory.search.text import fold, place_key, stems
from tests.asking import found
from tests.making import make_service, make_term


def test_a_word_in_the_name_outranks_the_same_word_in_the_description():
    make_service(
        "Advice line", organisation="One", description="Can point you to a harbour."
    )
    make_service("Safe harbour", organisation="Other")
    assert found("q=harbour")[0] == "Safe harbour"


def test_word_forms_and_accents_find_each_other():
    make_service("Café for mothers", organisation="Other")
    assert found("q=cafe+mother") == ["Café for mothers"]


def test_a_term_is_found_by_the_phrases_people_use():
    make_term("stay", phrases="nowhere to go\nneed a bed")
    make_service("Harbour", needs=["stay"])
    assert found("q=bed") == ["Harbour"]


def test_all_words_are_wanted_and_where_nothing_has_all_any_is_enough():
    make_service("Money advice", organisation="One")
    make_service("Money", organisation="Two")
    assert found("q=money+advice") == ["Money advice"]
    assert found("q=money+nonsense") == ["Money", "Money advice"]


def test_a_quoted_phrase_and_a_minus_are_understood():
    make_service("Safe house", organisation="One")
    make_service("House of safe things", organisation="Two")
    assert found('q="safe+house"') == ["Safe house"]
    assert found("q=house+-things") == ["Safe house"]


def test_an_exact_name_stands_first():
    make_service("Karma Nirvana helpline", organisation="Others")
    make_service("Zeal", organisation="Karma Nirvana")
    assert found("q=karma+nirvana")[0] == "Zeal"


def test_a_phone_number_finds_nothing_in_public():
    make_service("Harbour", contacts=["0808 157 0123"])
    make_service("Other")
    assert found("q=0808+157+0123") == found("")


def test_a_withdrawn_service_is_gone_with_the_next_request():
    service = make_service("Harbour")
    assert found("q=harbour") == ["Harbour"]
    service.withdraw(because="closed")
    assert found("q=harbour") == []
    assert found("") == []


def test_a_changed_service_is_found_by_its_new_name_in_its_new_place():
    make_service("Alpha")
    service = make_service("Beta")
    make_service("Gamma")
    assert found("") == ["Alpha", "Beta", "Gamma"]
    service.name = "Zeta"
    service.save()
    assert found("") == ["Alpha", "Gamma", "Zeta"]
    assert found("q=zeta") == ["Zeta"]


def test_many_changes_at_one_place_keep_the_order():
    make_service("A")
    make_service("Z")
    found("")
    for letter in "YXWVUTSRQPO":
        make_service(letter)
        names = found("")
        assert names == sorted(names)


def test_a_bulk_update_reaches_the_index():
    make_service("Harbour")
    assert found("") == ["Harbour"]
    Service.objects.filter(name="Harbour").update(name="Haven")
    assert found("q=haven") == ["Haven"]


@pytest.mark.parametrize(
    "text",
    [
        'say "hello',
        "NEAR(",
        "%s",
        "title: x",
        "a AND",
        "OR OR",
        "*",
        "-",
        '""',
        "'",
        "\\",
        "a\0b",
        ":A & !b",
        "💙",
        "x" * 5000,
        "ھیلو",
    ],
)
def test_hostile_words_find_something_or_nothing_and_never_fail(text):
    make_service("Harbour")
    found("q=" + quote(text))


def test_folding_is_what_both_engines_hear():
    assert fold("St. Mary's  CAFÉ") == "st marys cafe"
    assert stems("hits hitting hit") == ["hit", "hit", "hit"]
    assert place_key("St Helens & Gtr. Manchester") == (
        "saint helens and greater manchester"
    )
