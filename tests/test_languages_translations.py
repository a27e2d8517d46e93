"""What texts say in other languages: kept as rows, shown, checked, told when not."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from directory.find.crisis_texts import CRISIS_TEXTS
from directory.find.held import fresh, holding
from directory.find.originals import originals
from directory.find.understanding import understand
from directory.models import (
    Edition,
    Original,
    Translation,
    TranslationKind,
)
from directory.pages.errors import broken
from directory.templatetags.languages import marked
from tests.making import (
    make_area,
    make_crisis_line,
    make_service,
    make_term,
    make_user,
)
from tests.pages import a_small_town, visit

TODAY = datetime.date(2026, 11, 24)
NOTE = "Nid oes siaradwr iaith gyntaf wedi gwirio"


def make_translation(kind: str, key: str, text: str, **fields) -> Translation:
    """What something says in Welsh."""
    fields = {"language": "cy"} | fields
    return Translation.objects.create(kind=kind, key=key, text=text, **fields)


def test_a_text_is_translated_once_into_a_language():
    make_translation("term", "need/stay", "Lle diogel", field="name")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_translation("term", "need/stay", "Lloches", field="name")
    make_translation("term", "need/stay", "Bezpieczne miejsce", language="pl")


def test_an_empty_text_cannot_have_been_checked():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_translation("crisis", "ring-999", "", checked_on=TODAY)


@pytest.mark.parametrize(
    ("english", "text", "is_right"),
    [
        ("Ring 999", "Ffoniwch 999", True),
        ("Ring 999", "Ffoniwch 998", False),
        ("Ring 999", "Ffoniwch", False),
        ("Ring them", "Ffoniwch 0808 80 10 800", False),
        ("Press 55, then 55", "55 ac 55", True),
        ("Press 55, then 55", "Pwyswch 55", False),
        ("Ring 999", "999 پر فون کریں", True),
        ("Ring 999", "۹۹۹ پر فون کریں", True),
    ],
)
def test_a_translation_holds_the_numbers_of_the_english_and_no_others(
    english, text, is_right
):
    row = Translation(kind="crisis", key="x", language="cy", english=english, text=text)
    if is_right:
        row.full_clean()
    else:
        with pytest.raises(ValidationError):
            row.full_clean()


def test_a_text_that_is_changed_is_one_that_nobody_has_checked():
    reader = make_user()
    row = make_translation("crisis", "ring-999", "Ffoniwch 999")
    Translation.objects.all().mark_checked(by=reader, on=TODAY)
    row.refresh_from_db()
    assert row.is_checked
    row.save()
    row.refresh_from_db()
    assert (row.checked_by, row.checked_on) == (reader, TODAY)
    row.text = "Galwch 999"
    row.save()
    row.refresh_from_db()
    assert (row.checked_by, row.checked_on) == (None, None)


def test_there_is_room_for_everything_that_should_be_said_once():
    said = [Original("crisis", "x", "text", "Ring 999", ("cy", "ur"))]
    assert Translation.objects.make_room(said) == 2
    assert Translation.objects.make_room(said) == 0
    assert Translation.objects.missing().count() == 2
    assert Translation.objects.unchecked().count() == 0


def test_a_translation_of_older_english_counts_as_unchecked_but_stays():
    said = [Original("crisis", "x", "text", "Ring 999", ("cy",))]
    row = make_translation("crisis", "x", "Ffoniwch 999", english="Ring 999")
    Translation.objects.all().mark_checked(by=make_user(), on=TODAY)
    assert Translation.objects.make_room(said) == 0
    newer = [Original("crisis", "x", "text", "Ring 999 now", ("cy",))]
    assert Translation.objects.make_room(newer) == 1
    row.refresh_from_db()
    assert (row.text, row.english) == ("Ffoniwch 999", "Ring 999 now")
    assert row.is_outdated
    assert not row.is_checked
    assert list(Translation.objects.unchecked()) == [row]
    assert not Translation.objects.checked().exists()
    Translation.objects.all().mark_checked(by=make_user("b@example.org"), on=TODAY)
    assert list(Translation.objects.checked()) == [row]


def test_each_change_is_a_new_edition():
    numbers = [Edition.objects.number()]
    row = make_translation("term", "need/stay", "Lle", field="name")
    numbers.append(Edition.objects.number())
    row.text = "Lle diogel"
    row.save()
    numbers.append(Edition.objects.number())
    Translation.objects.all().mark_checked(by=make_user())
    numbers.append(Edition.objects.number())
    row.delete()
    numbers.append(Edition.objects.number())
    assert numbers == sorted(set(numbers))


def test_a_term_is_named_in_the_language_of_the_page():
    make_service(needs=("stay",), areas=["Salford"])
    address = "/services/?area=E08000006&need=stay"
    make_translation("term", "need/stay", "Lle diogel i aros", field="name")
    make_translation("taxonomy", "need", "Beth sydd ei angen?", field="question")
    welsh, english = visit(f"/cy{address}"), visit(address)
    assert "Lle diogel i aros" in welsh.text_of("ul", class_="chips")
    assert "Beth sydd ei angen?" in welsh.text
    assert "Stay" in english.text_of("ul", class_="chips")
    assert "Lle diogel" not in english.text


def test_a_term_without_a_name_in_a_language_says_that_it_is_english():
    make_service(needs=("stay",), areas=["Salford"])
    with translation.override("cy"):
        fresh()
        assert holding().vocabulary.term("need", "stay").lang == "en"
        assert holding().english.term("need", "stay").lang == ""
    page = visit("/cy/services/?area=E08000006")
    marks = [tag for tag in page.all("span", lang="en") if tag.text == "Stay"]
    (chip,) = visit("/cy/services/?need=stay").all("a", class_="chip")
    assert "Stay" in chip.text
    chips = visit("/cy/services/?need=stay").all("span", lang="en")
    assert len([tag for tag in chips if tag.text == "Stay"]) == len(marks) + 1
    tiles = visit("/cy/in/salford/").all("span", lang="en")
    assert [tag for tag in tiles if tag.text == "Stay"]
    assert marks
    assert marks[0]["dir"] == "ltr"


def test_areas_have_their_welsh_names_on_welsh_pages():
    make_area("Cardiff", name_cy="Caerdydd")
    make_service(areas=["Cardiff"])
    assert "Caerdydd" in visit("/cy/services/?area=W06000015").text_of("h1")
    assert "Cardiff" in visit("/services/?area=W06000015").text_of("h1")
    assert "Cardiff" in visit("/ur/services/?area=W06000015").text_of("h1")


def test_phrases_of_any_language_are_understood_on_every_page():
    stay = make_term("safe-place-to-stay", slug="stay")
    make_service(needs=("safe-place-to-stay",))
    for language, phrases in (("ur", "محفوظ جگہ"), ("pl", "nie mam gdzie isc")):
        make_translation(
            "term",
            "need/safe-place-to-stay",
            f"{phrases}\nsomething else",
            field="phrases",
            language=language,
        )
    for sentence in ("مجھے محفوظ جگہ چاہیے", "Nie mam gdzie iść, mąż mnie bije"):
        for language in ("en-gb", "ur"):
            with translation.override(language):
                fresh()
                terms = understand(sentence).terms
            assert [term.id for term in terms["need"]] == [stay.pk], sentence


def test_what_to_do_in_an_emergency_comes_from_a_row():
    a_small_town()
    make_translation("crisis", "ring-999", "Mewn perygl? Ffoniwch 999")
    page = visit("/cy/now/")
    assert page.all("a", href="tel:999")[0].text == "Mewn perygl? Ffoniwch 999"
    assert visit("/now/").all("a", href="tel:999")[0].text == "In danger now? Ring 999"


def test_an_emergency_text_without_a_translation_is_english_and_says_so():
    a_small_town()
    page = visit("/ur/now/")
    english = CRISIS_TEXTS["me-get-out"]
    marks = [tag for tag in page.all("span", lang="en") if tag.text == english]
    assert marks
    assert marks[0]["dir"] == "ltr"
    assert not visit("/now/").all("span", lang="en")


def test_a_moderators_word_shows_with_the_next_request():
    a_small_town()
    row = make_translation("crisis", "just-ring-999", "Ffoniwch 999 nawr")
    assert "Ffoniwch 999 nawr" in visit("/cy/now/").text
    row.text = "Galwch 999"
    row.save()
    text = visit("/cy/now/").text
    assert "Galwch 999" in text
    assert "Ffoniwch 999 nawr" not in text


def test_the_words_beside_a_free_line_are_named_by_themselves():
    service = make_service("Night line", contacts=["0808 157 0101"])
    make_crisis_line(service.contacts.get(), words="Free, day and night.")
    make_translation("line", "Free, day and night.", "Am ddim, ddydd a nos.")
    assert "Am ddim, ddydd a nos." in visit("/cy/now/").text
    page = visit("/ur/now/")
    assert any(
        tag.text == "Free, day and night." for tag in page.all("span", lang="en")
    )


def test_a_page_says_that_nobody_checked_its_words_until_someone_has():
    a_small_town()
    for key in CRISIS_TEXTS:
        make_translation("crisis", key, f"{key} 999")
    make_translation("interface", "pages", "Geiriau")
    assert NOTE in visit("/cy/").text
    Translation.objects.of_kind(TranslationKind.CRISIS).mark_checked(by=make_user())
    assert NOTE in visit("/cy/").text
    Translation.objects.of_kind(TranslationKind.INTERFACE).mark_checked(
        by=make_user("b@example.org")
    )
    assert NOTE not in visit("/cy/").text
    Translation.objects.get(key="relay").delete()
    make_translation("crisis", "relay", "")
    assert NOTE in visit("/cy/").text
    assert "native reader" not in visit("/").text


def test_a_site_without_any_row_says_so_too():
    assert NOTE in visit("/cy/").text


def test_markup_is_ours_and_nobody_elses():
    html = marked("**Ffôn** <b>&'</b> 999 BSL {site} 55", "999bsl.co.uk")
    assert "<strong>Ffôn</strong>" in html
    assert "&lt;b&gt;&amp;&#x27;&lt;/b&gt;" in html
    assert '<bdi dir="ltr">999</bdi> BSL' in html
    assert 'href="https://999bsl.co.uk/" rel="nofollow noreferrer"' in html


def test_a_page_for_a_broken_database_needs_none(django_assert_num_queries):
    with translation.override("cy"), django_assert_num_queries(0):
        html = broken(None).content.decode()
    assert 'lang="cy"' in html
    assert "999" in html


def test_every_original_is_named_once(starter):
    seen = set()
    for one in originals():
        for language in one.languages:
            identity = (one.kind, one.key, one.field, language)
            assert identity not in seen
            seen.add(identity)


def test_a_page_costs_no_more_queries_in_another_language(starter):
    def cost(address: str) -> int:
        visit(address.replace("age=20", "age=30"))
        with CaptureQueriesContext(connection) as asked:
            assert visit(address).status == 200
        return len(asked)

    address = "/services/?area=E08000006&age=20"
    assert cost(f"/cy{address}") == cost(address)
