"""Three answers: fits, does not say, does not fit."""

import pytest

from tests.asking import ask, counts, found, sections
from tests.making import make_service, make_term


def test_a_need_wants_a_stated_fit():
    make_service("Says so", needs=["money"])
    make_service("Does not say")
    make_service("Says no", answers={"need:money": "no"})
    assert found("need=money") == ["Says so"]


def test_what_a_service_accepts_may_be_not_stated_and_says_so():
    make_service("Says so", accepts=["pets"])
    make_service("Does not say")
    make_service("Asks to be asked", answers={"accepts:pets": "ask"})
    make_service("Says no", answers={"accepts:pets": "no"})
    assert sections("accepts=pets") == {
        "fits": ["Says so"],
        "asks": ["Asks to be asked", "Does not say"],
    }
    asked = ask("accepts=pets").sections[1].cards[0]
    assert asked.asks == ["Pets"]


def test_a_limit_is_a_fit_and_is_told_in_words():
    make_service("Harbour", answers={"accepts:sons": "limit:sons up to 14"})
    (card,) = ask("accepts=sons").sections[0].cards
    assert card.fits == ["Sons: sons up to 14"]


def test_in_a_closed_group_what_is_not_listed_does_not_fit():
    make_service("For women", genders=["women"])
    make_service("For men", genders=["men"])
    make_service("Does not say")
    make_term("non-binary", "gender")
    assert sections("gender=men") == {"fits": ["For men"], "asks": ["Does not say"]}
    assert found("gender=non-binary") == ["Does not say"]


def test_several_choices_in_a_group_mean_any_but_for_accepts_all():
    make_service("Money", needs=["money"], accepts=["pets"])
    make_service("Court", needs=["court"], answers={"accepts:sons": "no"})
    assert found("need=money&need=court") == ["Court", "Money"]
    make_service("Both", accepts=["pets", "sons"])
    assert found("accepts=pets&accepts=sons") == ["Both", "Money"]


def test_a_wider_term_is_met_by_a_narrower_and_the_other_way_after_exact_ones():
    wide = make_term("asian", "community")
    make_term("indian", "community", parent=wide)
    make_term("other", "community", parent=wide)
    make_service("Asian women", communities=["asian"])
    make_service("Indian women", communities=["indian"])
    make_service("Other women", communities=["other"])
    assert found("community=indian") == ["Indian women", "Asian women"]
    assert found("community=asian") == ["Asian women", "Indian women", "Other women"]


def test_the_two_sides_never_stand_in_one_list():
    make_service("For survivors", needs=["talk"])
    make_service("For change", side="change", needs=["talk"])
    assert found("need=talk") == ["For survivors"]
    assert found("for=change&need=talk") == ["For change"]
    assert found("side=change") == ["For change"]


def test_each_door_sees_the_services_meant_for_it():
    make_service("For friends too", audience=["survivor", "family-or-friend"])
    make_service("For survivors")
    make_service("For children", audience=["child"])
    assert found("for=someone") == ["For friends too", "For survivors"]
    assert found("for=young") == ["For children"]
    assert found("") == ["For friends too", "For survivors"]


@pytest.mark.parametrize(
    ("age", "names"),
    [
        ("15", ["Teens", "Any age"]),
        ("16", ["Adults", "Teens", "Any age"]),
        ("40", ["Adults", "Any age"]),
    ],
)
def test_an_age_fits_between_the_stated_ages(age, names):
    make_service("Teens", age_min=11, age_max=16)
    make_service("Adults", age_min=16)
    make_service("Any age")
    assert found(f"age={age}") == names


def test_the_number_beside_an_option_is_what_it_alone_would_give():
    make_service("One", needs=["money"], genders=["women"])
    make_service("Two", needs=["court"], genders=["women"])
    make_service("Three", needs=["court"], genders=["men"])
    assert counts("need=money&gender=women", "need") == {"money": 1, "court": 1}
    assert counts("need=money&gender=women", "gender") == {"women": 1, "men": 0}
    assert counts("need=court", "gender") == {"women": 1, "men": 1}


def test_few_results_say_what_to_drop_and_how_many_that_gives():
    make_service("One", needs=["money"], genders=["women"])
    make_term("men", "gender")
    answer = ask("need=money&gender=men")
    assert answer.total == 0
    assert [(way.label, way.count) for way in answer.drops] == [("Men", 1)]


def test_bodies_that_pass_on_reports_stand_last_and_apart():
    need = {"needs": ["abused-by-police"]}
    make_service("A force", organisation="Police", **need)
    make_service("Bold advice", organisation="Charity", **need)
    make_service("Common advice", organisation="Nobody knows", **need)
    force = make_service("X").organisation
    force.__class__.objects.filter(name="Police").update(run_by="police")
    charity = force.__class__.objects.get(name="Charity")
    charity.run_by = "charity"
    charity.save()
    assert sections("need=abused-by-police") == {
        "fits": ["Bold advice", "Common advice"],
        "reports": ["A force"],
    }
