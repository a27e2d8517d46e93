"""What a person's words mean: for whom, which side, what is needed, danger now."""

import pytest

from directory.find.held import fresh
from directory.find.understanding import understand

pytestmark = pytest.mark.usefixtures("starter")


@pytest.fixture(autouse=True)
def _up_to_date():
    fresh()


def codes(text: str) -> set[str]:
    found = understand(text)
    return {term.code for terms in found.terms.values() for term in terms}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "my husband hits me and ive nowhere to go with the kids",
            "safe-place-to-stay",
        ),
        ("nowere to go", "safe-place-to-stay"),
        ("NRPF refuge GM", "no-recourse"),
        ("he posted naked pictures of me online", "online-abuse"),
        ("they want to send me to pakistan to marry", "forced-marriage-or-honour"),
        ("stalcking", "stalking-and-harassment"),
        ("my son is hitting me", "child-to-parent-abuse"),
        ("he is a police officer", "abused-by-police"),
        ("i was raped last night", "recent-sexual-assault"),
        ("my visa depends on him", "immigration-and-no-recourse"),
        ("he takes my wages and i have no money", "money-and-work"),
        ("IDVA", "advocacy"),
        ("SARC", "sexual-assault-referral-centre"),
        ("I want him to change", "wants-him-to-change"),
        ("conselling", "counselling"),
    ],
)
def test_phrases_mean_terms_whatever_the_spelling(text, wanted):
    assert wanted in codes(text)


@pytest.mark.parametrize(
    ("text", "door"),
    [
        ("i hit my girlfriend and want to stop", "change"),
        ("ive been hitting my wife", "change"),
        ("i am abusive and i need help", "change"),
        ("i hit him back", ""),
        ("he says I hit him", ""),
        ("I want him to change", ""),
        ("he hits me", ""),
        ("im worried about my sister", "someone"),
        ("my friends boyfriend hits her", "someone"),
        ("im 15 and my dad hits me", "young"),
        ("my dad hits my mum and im 14", "young"),
        ("my son is 15", ""),
        ("i am a GP and my patient is being hurt", "work"),
    ],
)
def test_whom_a_sentence_is_about(text, door):
    assert understand(text).who == door


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("im 15", 15),
        ("I am 16 years old", 16),
        ("my son is 15", None),
        ("shes 82", None),
        ("he hit me 20 times", None),
        ("im 3 months pregnant", None),
    ],
)
def test_only_the_writers_own_age_is_taken(text, age):
    assert understand(text).age == age


def test_the_other_side_is_offered_where_both_are_meant():
    found = understand("she hits me and i hit her back")
    assert found.who != "change"


@pytest.mark.parametrize(
    "text",
    [
        "he is going to kill me",
        "im bleeding",
        "he's outside",
        "he strangled me last night",
        "i want to kill myself",
        "he has a knife",
    ],
)
def test_danger_now_is_heard(text):
    assert understand(text).danger


@pytest.mark.parametrize(
    "text",
    ["i need a solicitor", "my son is hitting me", "rape crisis", "money advice"],
)
def test_no_danger_is_heard_where_none_is_told(text):
    assert not understand(text).danger


def test_what_is_not_wanted_is_left_out():
    found = understand("somewhere to stay but not with kids")
    assert "children" not in codes("somewhere to stay but not with kids")
    assert "children" in {term.code for term in found.refused}


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("SARC manchester", "Manchester"),
        ("refuge in hull", "Kingston upon Hull"),
        ("IDVA salford", "Salford"),
        ("help near M14 5SX please", "Manchester"),
    ],
)
def test_a_place_in_the_words_is_the_place(text, area):
    assert understand(text).place.areas[0].name == area


@pytest.mark.parametrize(
    "text", ["he will bury me", "im reading his messages", "they send me home"]
)
def test_everyday_words_that_are_also_places_are_words(text):
    assert understand(text).place is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("karma nirvanna", ("karma", "nirvana")),
        ("galopp", ("galop",)),
        ("safe net bury", ("safenet",)),
        ("respect phone line", ("respect", "phoneline")),
        ("tdas", ("tdas",)),
    ],
)
def test_names_are_known_however_they_are_spelt(text, words):
    assert understand(text).words == words


def test_a_phone_number_is_neither_looked_up_nor_kept():
    found = understand("who is 0808 2000 247")
    assert not any(sign.isdigit() for word in found.words for sign in word)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("mąż mnie bije i nie mam gdzie iść", "pl"),
        ("soțul meu mă bate, am nevoie de ajutor", "ro"),
        ("mi marido me pega y no tengo donde ir", "es"),
        ("meu marido me bate e eu preciso de ajuda", "pt"),
        ("mae fy ngŵr yn fy nharo, dwi angen help", "cy"),
        ("ninkayga ayaa i garaaca waan baqayaa", "so"),
        ("میرا شوہر مجھے مارتا ہے", "ur"),
        ("زوجي يضربني وأحتاج مساعدة", "ar"),
        ("আমার স্বামী আমাকে মারে", "bn"),
        ("ਮੇਰਾ ਪਤੀ ਮੈਨੂੰ ਮਾਰਦਾ ਹੈ", "pa"),
        ("my husband hits me", ""),
        ("NRPF refuge", ""),
        ("help", ""),
    ],
)
def test_another_language_is_recognised_by_its_words(text, language):
    assert understand(text).language == language


@pytest.mark.parametrize(
    "text", ["", "%s", "'; drop table", "x" * 5000, "\0", "💙 💙", "NEAR(", "-", '"']
)
def test_hostile_words_never_fail(text):
    assert understand(text) is not None
