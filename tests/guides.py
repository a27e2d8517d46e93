"""Makes guides for tests, as rows and as drafts."""

import datetime
from collections.abc import Iterable
from typing import Any

from directory.guides.drafts import Draft, SourceDraft
from directory.models import Guide, GuideNeed, GuideSource
from tests.making import decided, make_term

REVIEWED = datetime.date(2026, 11, 24)
# A guide that nothing is wrong with.
BODY = """People told us this [1].

## What you can do next

- [[guide now|What to do now]]
"""
SOURCE = SourceDraft(1, "A charity", "A report", "https://example.org/report", "2026")


def a_draft(body: str = BODY, **only_what_matters) -> Draft:
    """A guide as it is judged, with nothing wrong but what the test puts there."""
    values: dict[str, Any] = {
        "slug": "quiet",
        "title": "Quiet words",
        "heading": "A guide",
        "summary": "One plain sentence.",
        "audience": "survivors",
        "sources": (SOURCE,),
        "reviewed_on": REVIEWED,
    }
    return Draft(body=body, **values | only_what_matters)


def make_guide(
    slug: str = "quiet",
    *,
    needs: Iterable[str] = (),
    sources: Iterable[SourceDraft] = (SOURCE,),
    **fields,
) -> Guide:
    """A public guide with its sources and needs."""
    values: dict[str, Any] = {
        "title": "Quiet words",
        "heading": f"The {slug} guide",
        "summary": "One plain sentence.",
        "body": BODY,
        "reviewed_on": REVIEWED,
        "status": "published",
    }
    with decided():
        guide = Guide.objects.create(slug=slug, **values | fields)
        for source in sources:
            GuideSource.objects.create(guide=guide, **vars(source))
    for code in needs:
        GuideNeed.objects.create(guide=guide, term=make_term(code))
    return guide
