"""What holds of every question, on the real services."""

import re

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.find.answer import find
from directory.find.criteria import Criteria
from directory.find.facets import count_options, match
from directory.find.held import fresh, holding
from directory.models import Contact, Service
from directory.models.dialling import national_digits
from tests.asking import read

pytestmark = pytest.mark.usefixtures("starter")

COUNCILS = [
    "E08000006",
    "E08000003",
    "E09000030",
    "W06000015",
    "S12000049",
    "N09000003",
]
VALUES = {
    "for": ["me", "someone", "young", "work", "change"],
    "area": [*COUNCILS, "E47000001", "E12000002", "E92000001", "K02000001"],
    "need": ["talk", "stay", "money", "status", "recent", "kids", "change", "indep"],
    "type": ["line", "rooms", "advocate", "law"],
    "gender": ["women", "men"],
    "accepts": ["kids", "pets", "nrpf"],
    "language": ["pl", "ur", "bsl"],
    "age": ["12", "16", "40", "82"],
}
QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@st.composite
def addresses(draw) -> str:
    chosen = draw(st.sets(st.sampled_from(sorted(VALUES)), max_size=4))
    pairs = []
    for parameter in sorted(chosen):
        most = 1 if parameter in ("for", "age") else 2
        values = st.lists(
            st.sampled_from(VALUES[parameter]), min_size=1, max_size=most, unique=True
        )
        pairs += [f"{parameter}={value}" for value in draw(values)]
    return "&".join(pairs)


def criteria(address: str) -> Criteria:
    fresh()
    return Criteria.read(QueryDict(address))


@QUICK
@given(address=addresses())
def test_the_number_beside_an_option_is_what_it_alone_in_its_group_gives(address):
    asked = criteria(address)
    found = match(asked)
    for code, counts in count_options(found).items():
        for term_id, count in list(counts.items())[:6]:
            term = holding().vocabulary.by_id[term_id]
            alone = asked.url(terms={**asked.terms, code: (term,)})
            # The need for a place to stay also widens where refuges may be.
            if "stay" in address or term.slug == "stay":
                continue
            if term.code == "help-for-children" or "need=kids" in address:
                continue
            assert len(match(read(alone.partition("?")[2])).matches) == count


@QUICK
@given(address=addresses())
def test_dropping_a_whole_group_never_lowers_the_count(address):
    asked = criteria(address)
    total = len(match(asked).matches)
    for code in asked.terms:
        rest = {group: chosen for group, chosen in asked.terms.items() if group != code}
        if code == "need":
            continue
        url = asked.url(terms=rest)
        assert len(match(read(url.partition("?")[2])).matches) >= total


@QUICK
@given(address=addresses())
def test_no_service_of_one_side_stands_in_a_list_of_the_other(address):
    asked = criteria(address)
    answer = find(asked)
    shown = [card.service.side for part in answer.sections for card in part.cards]
    assert set(shown) <= {asked.side}


def test_every_published_service_is_found_from_each_area_it_covers():
    fresh()
    index = holding().index
    for service in Service.objects.published().with_everything():
        position = index.position_of[service.pk]
        door = "change" if service.side == "change" else "work"
        for coverage in service.coverages.all():
            asked = read(f"for={door}&area={coverage.area.code}")
            assert position in match(asked).matches, service.name


def test_every_published_service_is_found_by_its_own_name():
    fresh()
    for service in Service.objects.published().order_by("pk")[::7]:
        door = "change" if service.side == "change" else "me"
        words = " ".join(service.name.split()[:6])
        asked = read(QueryDict(mutable=True).urlencode() or f"for={door}")
        query = QueryDict(mutable=True)
        query["for"], query["q"] = door, words
        found = match(Criteria.read(query))
        assert found.index.position_of[service.pk] in found.matches, service.name
        assert asked.who == door


def test_no_public_search_finds_anything_by_a_phone_number():
    fresh()
    everything = len(match(read("")).matches)
    for contact in Contact.objects.shown().exclude(dialable="")[:60]:
        for typed in (contact.value, national_digits(contact.value)):
            query = QueryDict(mutable=True)
            query["q"] = typed
            asked = Criteria.read(query)
            assert not re.search(r"\d{4}", asked.q)
            assert len(match(asked).matches) in (0, everything) or not asked.q


def test_no_trafford_only_service_is_ever_listed_for_salford():
    fresh()
    index = holding().index
    trafford = holding().areas.by_slug["trafford"]
    only = {
        service.pk
        for service in Service.objects.published().with_everything()
        if [cover.area_id for cover in service.coverages.all()] == [trafford.id]
        and not service.takes_from
    }
    assert only
    for address in ("", "need=stay", "need=talk", "type=rooms", "for=work"):
        answer = match(read(f"area=E08000006&{address}"))
        shown = {index.service_at[position] for position in answer.matches}
        assert not shown & only


@pytest.mark.parametrize("area", COUNCILS)
@pytest.mark.parametrize(
    "who", ["gender=men", "community=kindred", "for=young", "for=change"]
)
def test_anywhere_men_lgbt_people_and_young_people_see_a_national_service(area, who):
    answer = find(read(f"area={area}&{who}"))
    ranks = {
        cover.area.rank
        for part in answer.sections
        for card in part.cards
        for cover in card.service.coverages.all()
    }
    assert max(ranks) >= 4
