"""Narrowing a list by links and by a form that needs no script."""

from directory.models import Term
from tests.making import make_area, make_service, make_term
from tests.pages import a_small_town, visit

SALFORD = "/services/?area=E08000006"


def test_each_thing_asked_for_is_a_link_that_drops_it():
    a_small_town()
    page = visit(f"{SALFORD}&need=stay&age=30&q=rooms")
    chips = [
        (" ".join(chip.text.split()), chip["href"])
        for chip in page.all("a", class_="chip")
    ]
    assert chips == [
        ("Remove Salford", "/services/?need=stay&age=30&q=rooms"),
        ("Remove Somewhere safe to stay", f"{SALFORD}&age=30&q=rooms"),
        ("Remove Age 30", f"{SALFORD}&need=stay&q=rooms"),
        ("Remove Words: rooms", f"{SALFORD}&need=stay&age=30"),
    ]


def test_the_form_holds_every_option_with_its_count_and_what_was_chosen():
    a_small_town()
    make_term("money", name="Money")
    make_service("Money advice", needs=["money"])
    page = visit(f"{SALFORD}&need=stay")
    options = {
        " ".join(label.text.split()) for label in page.all("label", class_="option")
    }
    assert options == {"Somewhere safe to stay1", "Money1", "Open now"}
    chosen = [box["value"] for box in page.all("input", type="checkbox") if is_on(box)]
    assert chosen == ["stay"]


def is_on(box) -> bool:
    return "checked" in box.attributes


def test_the_form_can_be_applied_from_above_and_from_below():
    a_small_town()
    page = visit(SALFORD)
    applies = [tag for tag in page.all("button") if tag.text == "Apply"]
    assert len(applies) == 2
    hidden = {
        (field["name"], field["value"]) for field in page.all("input", type="hidden")
    }
    assert ("area", "E08000006") in hidden


def test_the_summary_says_how_many_filters_are_chosen():
    a_small_town()
    assert "(1 chosen)" in visit(f"{SALFORD}&need=stay").text
    assert "chosen)" not in visit(SALFORD).text


def test_a_term_that_a_moderator_adds_is_an_option_at_once():
    a_small_town()
    assert "Goats welcome" not in visit(SALFORD).text
    make_term("goats", "accepts", name="Goats welcome")
    assert "Goats welcome" in visit(SALFORD).text


def test_a_name_with_signs_of_html_stays_a_name():
    make_area("Salford")
    make_term("odd", "accepts", name='<b>"Odd" & co</b>')
    assert "&lt;b&gt;&quot;Odd&quot; &amp; co&lt;/b&gt;" in visit(SALFORD).html


def test_what_is_not_understood_is_left_out_and_said():
    a_small_town()
    page = visit(f"{SALFORD}&need=xyz&utm=1&age=abc&page=zero")
    assert page.status == 200
    assert "“need=xyz”" in page.text_of("div", class_="notice")


def test_a_retired_term_leads_on_to_what_replaced_it():
    a_small_town()
    old = make_term("refuge-space", slug="shelter")
    new = Term.objects.get(slug="stay")
    Term.objects.filter(pk=old.pk).update(is_retired=True, replaced_by=new)
    new.save()
    page = visit(f"{SALFORD}&need=shelter")
    assert page.status == 302
    assert page.headers["Location"] == f"{SALFORD}&need=stay"


def test_a_place_by_its_short_name_leads_to_its_code():
    a_small_town()
    page = visit("/services/?area=salford&need=stay")
    assert page.headers["Location"] == f"{SALFORD}&need=stay"


def test_each_question_names_its_one_address():
    a_small_town()
    page = visit("/services/?q=&age=&need=stay&area=E08000006&near=M6")
    (canonical,) = page.all("link", rel="canonical")
    assert canonical["href"] == f"{SALFORD}&need=stay"


def test_a_list_says_how_sure_it_is_of_the_place():
    a_small_town()
    page = visit(f"{SALFORD}&meant=salford")
    assert "more than one place of this name" in page.text
    assert page.linked("Choose another") == "/choose/?n=salford"


def test_words_of_danger_bring_what_to_do_first():
    a_small_town()
    page = visit(f"{SALFORD}&now=1")
    assert page.linked("What to do this minute") == "/now/"
    assert "open" in page.all("details")[0].attributes
