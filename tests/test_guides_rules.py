"""The rules of a guide, tried through every door there is."""

import pytest
from django.core.exceptions import ValidationError

from directory.models import Edition, Guide, GuideNeed, GuideSource
from tests.doors import ADDITIONS, CHANGES, refused
from tests.guides import make_guide
from tests.making import decided, make_term, make_user

# What these tests write to the public was decided by two people.
pytestmark = pytest.mark.usefixtures("all_decided")


@pytest.mark.parametrize("door", CHANGES)
@pytest.mark.parametrize(
    "values",
    [
        {"status": "hidden"},
        {"audience": "everyone"},
        {"slug": ""},
        {"title": ""},
        {"heading": ""},
        {"summary": ""},
        {"body": ""},
        {"reviewed_on": None},
        {"status": "withdrawn"},
        {"due_on": "2020-01-01"},
    ],
    ids=str,
)
def test_a_public_guide_is_not_changed_into_what_cannot_be(door, values):
    guide = make_guide()
    assert refused(lambda: door(guide, **values))


@pytest.mark.parametrize("door", ADDITIONS)
def test_no_two_guides_share_a_short_address(door):
    make_guide()
    values = {"slug": "quiet", "title": "Other", "heading": "Other"}
    assert refused(lambda: door(Guide, **values)) or Guide.objects.count() == 1


@pytest.mark.parametrize("values", [{"slug": "police"}, {"title": "Domestic abuse"}])
def test_a_telling_title_or_address_is_refused_when_it_is_saved(values):
    with pytest.raises(ValidationError, match="gives the reader away"):
        make_guide(**{"slug": "quiet"} | values)


@pytest.mark.parametrize("door", ADDITIONS)
@pytest.mark.parametrize(
    "wrong",
    [
        {"number": 1},
        {"number": 0},
        {"number": 100},
        {"publisher": ""},
        {"title": ""},
        {"url": "javascript:alert(1)"},
        {"url": ""},
    ],
    ids=str,
)
def test_a_source_that_cannot_be_is_refused(door, wrong):
    guide = make_guide()
    whole = {"number": 2, "publisher": "A", "title": "B", "url": "https://x.org/y"}
    assert refused(lambda: door(GuideSource, guide=guide, **whole | wrong))


@pytest.mark.parametrize("door", ADDITIONS)
def test_a_guide_names_a_need_once(door):
    guide = make_guide(needs=["stay"])
    row = {"guide": guide, "term": make_term("stay")}
    refused(lambda: door(GuideNeed, **row))
    assert guide.needs.count() == 1


@pytest.mark.parametrize("door", CHANGES)
@pytest.mark.parametrize("part", ["guide", "source"])
def test_every_change_of_a_guide_is_a_new_edition(door, part):
    guide = make_guide()
    row, value = {
        "guide": (guide, {"order": 7}),
        "source": (guide.sources.get(), {"note": "changed"}),
    }[part]
    before = Edition.objects.number()
    with decided():
        door(row, **value)
    assert Edition.objects.number() > before


def test_needs_that_come_and_go_are_new_editions():
    guide = make_guide()
    for needs in ([make_term("stay")], []):
        before = Edition.objects.number()
        guide.needs.set(needs)
        assert Edition.objects.number() > before


def test_what_a_guide_rests_on_is_not_deleted():
    guide = make_guide(needs=["stay"], reviewed_by=make_user())
    assert refused(make_term("stay").delete)
    assert refused(guide.reviewed_by.delete)
