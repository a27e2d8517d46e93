"""Areas that someone looks after: their work first, and nobody kept out."""

import pytest

from directory.models import AreaKeeper, Service
from tests.doors import refused
from tests.making import make_area, make_service, make_user


@pytest.fixture
def keeper():
    person = make_user()
    AreaKeeper.objects.create(person=person, area=make_area("Greater Manchester"))
    return person


def names(person) -> list[tuple[str, bool]]:
    found = Service.objects.theirs_first(person)
    return [(service.name, service.is_theirs) for service in found]


def test_services_of_ones_areas_come_first_and_the_others_follow(keeper):
    make_service("Alpha", areas=["Leeds"])
    make_service("Beta", areas=["Salford", "Leeds"])
    make_service("Gamma", areas=["Greater Manchester"])
    make_service("Delta", areas=["United Kingdom"])
    assert names(keeper) == [
        ("Beta", True),
        ("Gamma", True),
        ("Alpha", False),
        ("Delta", False),
    ]


def test_whoever_looks_after_nothing_sees_all_in_order(keeper):
    make_service("Beta")
    make_service("Alpha", areas=["Leeds"])
    assert names(make_user("other@example.org")) == [("Alpha", False), ("Beta", False)]


def test_it_is_one_query_however_many(keeper, django_assert_num_queries):
    for number in range(4):
        make_service(f"Harbour {number}", areas=["Salford", "Manchester"])
    with django_assert_num_queries(1):
        assert len(names(keeper)) == 4


def test_an_area_is_kept_once_by_one_and_by_several_people(keeper):
    area = make_area("Greater Manchester")
    assert refused(lambda: AreaKeeper.objects.create(person=keeper, area=area))
    AreaKeeper.objects.create(person=make_user("other@example.org"), area=area)
