"""Every guide of the starter directory is whole, sourced and plain."""

import re
from dataclasses import replace

import pytest

from directory.guides.checks import problems
from directory.guides.known import known_here
from directory.guides.reading import ease
from directory.models import Term
from directory.starter.reading.folder import HERE
from directory.starter.reading.guides import GuideFile, names

NAMES = names(HERE)


@pytest.fixture
def draft(name, starter):
    needs = dict(Term.objects.of("need").values_list("code", "side"))
    return GuideFile(HERE, name).draft(needs)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_wrong_with_a_guide_of_the_starter(name, draft):
    slugs = {name.removesuffix(".md") for name in NAMES}
    found = problems(draft, replace(known_here(), guides=slugs))
    assert "\n".join(str(problem) for problem in found) == ""


@pytest.mark.parametrize("name", NAMES)
def test_a_guide_of_the_starter_is_read_in_short_sentences(name, draft):
    measured = ease(draft.body)
    assert measured.average <= 20
    assert not measured.too_long


@pytest.mark.parametrize("name", NAMES)
def test_a_guide_of_the_starter_cites_pages_not_start_pages(name, draft):
    for source in draft.sources:
        path = re.sub(r"^https?://[^/]+", "", source.url).strip("/")
        assert path, source.url
