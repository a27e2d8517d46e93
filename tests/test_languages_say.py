"""Words to show or read out: in ten languages and English, large, marked, discreet."""

import pytest

from directory.find.languages import WORDS
from directory.find.sayings import ENGLISH, FIRST, MORE, TONGUES, in_english, sayings
from directory.models import Translation, TranslationKind
from tests.making import make_user
from tests.pages import TELLING, led_to, visit

NOTE = "No native reader has checked these words yet."
OTHERS = [code for code in TONGUES if code != ENGLISH]


def test_there_is_a_card_for_every_language_that_a_search_recognises():
    assert set(WORDS) <= set(TONGUES)
    assert len(OTHERS) >= 10


def test_all_cards_are_listed_each_in_its_own_script(starter):
    page = visit("/say/")
    for tongue in TONGUES.values():
        links = [tag for tag in page.all("a") if tag["href"] == f"/say/{tongue.code}/"]
        assert any(tongue.name in tag.text for tag in links), tongue.code
    names = {tag["lang"]: tag for tag in page.all("span") if tag["lang"] in TONGUES}
    assert names["ar"]["dir"] == names["ur"]["dir"] == "rtl"


@pytest.mark.parametrize("code", OTHERS)
def test_a_card_says_everything_in_its_language_and_in_english(starter, code):
    tongue, page = TONGUES[code], visit(f"/say/{code}/")
    own = [tag for tag in page.all("p", class_="saying-own") if tag["lang"] == code]
    english = page.all("p", class_="saying-english", lang="en")
    assert len(own) == len(english) == len(FIRST) + len(MORE)
    assert all(tag["dir"] == tongue.direction and tag.text for tag in own)
    assert [tag.text for tag in english][:3] == [
        f"I speak {tongue.english}.",
        "I need a woman interpreter.",
        "Please do not call back.",
    ]


def test_the_english_card_asks_for_no_interpreter(starter):
    page = visit("/say/en/")
    first, _more = sayings(TONGUES[ENGLISH])
    said = [tag.text for tag in page.all("p", class_="saying-own")]
    assert said[: len(first)] == [
        "I want to talk to a woman.",
        "Please do not call back.",
    ]
    assert "interpreter" not in " ".join(said[: len(first)])
    assert NOTE not in page.text


@pytest.mark.parametrize("code", OTHERS)
def test_a_card_says_that_nobody_checked_it_until_someone_has(starter, code):
    own = Translation.objects.get(kind="say", key="unchecked", language=code).text
    assert NOTE in visit(f"/say/{code}/").text
    assert own in visit(f"/say/{code}/").text
    cards = Translation.objects.of_kind(TranslationKind.SAY).in_language(code)
    cards.mark_checked(by=make_user())
    assert NOTE not in visit(f"/say/{code}/").text
    assert own not in visit(f"/say/{code}/").text


def test_a_saying_without_a_translation_stands_in_english_alone(starter):
    Translation.objects.filter(kind="say", key="children", language="so").update(
        text=""
    )
    page = visit("/say/so/")
    said = [tag for tag in page.all("p", class_="saying-own") if tag["lang"] == "en"]
    assert [tag.text for tag in said] == ["My children are with me."]


@pytest.mark.parametrize("address", ["/say/", "/say/so/", "/cy/say/so/", "/ur/say/"])
def test_a_cards_title_gives_nobody_away(starter, address):
    title = visit(address).text_of("title")
    assert title
    assert not TELLING.search(title)


def test_a_language_without_a_card_is_not_found(starter):
    assert visit("/say/xx/").status == 404
    assert visit("/say/EN/").status == 404


def test_the_english_of_a_card_names_its_language():
    assert in_english("speak", TONGUES["so"]) == "I speak Somali."
    assert in_english("yes", TONGUES["so"]) == "Yes"


def test_whoever_writes_in_another_language_is_offered_words_in_it(starter):
    address = led_to(place="Salford", text="Mój mąż mnie bije i nie mam gdzie iść")
    assert "offer=pl" in address
    page = visit(address)
    offer = page.all("section", class_="offer")[0]
    assert (offer["lang"], offer["dir"]) == ("pl", "ltr")
    assert "Możesz poprosić o tłumacza" in offer.text
    assert "I speak Polish. I need an interpreter." in offer.text
    assert "nie sprawdziła" in offer.text
    assert "/say/pl/" in page.links
    speaking = page.linked("którzy mówią w moim języku")
    assert "language=pl" in speaking
    assert "offer=pl" in speaking


def test_an_offer_leads_to_the_pages_in_that_language_where_there_are_any(starter):
    page = visit("/services/?area=E08000006&offer=ur")
    links = page.all("a", hreflang="ur")
    assert links[-1]["href"] == "/ur/services/?area=E08000006&offer=ur"
    # Who is there already is not led there again.
    there = visit("/ur/services/?area=E08000006&offer=ur")
    offer = there.all("section", class_="offer")[0]
    assert offer["lang"] == "ur"
    # The page itself says at its top that nobody has checked its words.
    own = Translation.objects.get(kind="say", key="unchecked", language="ur").text
    assert own in page.text_of("section", class_="offer")
    assert own not in offer.text
    assert not any(
        tag["hreflang"] == "ur" and tag.text == "اردو" for tag in there.all("li")
    )


@pytest.mark.parametrize("query", ["", "offer=en", "offer=xx"])
def test_nobody_else_is_offered_anything(starter, query):
    assert not visit(f"/services/?{query}").all("section", class_="offer")


def test_an_offer_is_no_part_of_the_canonical_address(starter):
    page = visit("/services/?area=E08000006&offer=pl")
    canonical = page.all("link", rel="canonical")[0]["href"]
    assert canonical == "/services/?area=E08000006"
