"""The pages of guides, and the ways that lead to them."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.models import Guide, Translation
from tests.guides import BODY, make_guide
from tests.making import (
    make_area,
    make_crisis_line,
    make_service,
    make_term,
    make_user,
)
from tests.pages import TELLING, a_small_town, is_outside, visit

# What these tests write to the public was decided by two people.
pytestmark = pytest.mark.usefixtures("all_decided")


def test_the_list_groups_guides_by_who_reads_them():
    make_guide("quiet", heading="For me", order=2)
    make_guide("first", heading="Me first", order=1)
    make_guide("pal", heading="For a friend", audience="someone")
    make_guide("turn", heading="For a change", audience="change")
    page = visit("/guides/")
    assert page.status == 200
    headings = [tag.text.strip() for tag in page.all("h2")]
    assert [words for words in headings if words.startswith("If you h")] == [
        "If you help someone else",
        "If you hurt someone, or fear that you will",
    ]
    assert page.text.index("Me first") < page.text.index("For me")
    assert page.linked("For a friend") == "/guides/pal/"
    assert "If you work or campaign" not in page.text


def test_a_list_without_guides_says_so_and_leads_on():
    page = visit("/guides/")
    assert page.status == 200
    assert "no guides here yet" in page.text


def test_a_guide_says_what_it_knows_from_where_and_when():
    make_guide(heading="Should I ring?", summary="Both sides of it.")
    page = visit("/guides/quiet/")
    assert page.text_of("h1") == "Should I ring?"
    assert page.text_of("title") == "Quiet words"
    assert "Both sides of it." in page.text
    assert "People told us this [1]." in page.text
    (source,) = [tag for tag in page.all("li") if tag["id"] == "source-1"]
    assert "A charity: A report (2026)." in " ".join(source.text.split())
    assert page.linked("example.org") == "https://example.org/report"
    assert "Last read against its sources on 24 November 2026" in page.text
    (canonical,) = page.all("link", rel="canonical")
    assert canonical["href"] == "/guides/quiet/"


def test_every_link_that_leads_away_says_nothing_of_where_it_came_from():
    make_guide()
    for link in visit("/guides/quiet/").all("a"):
        if is_outside(link["href"]):
            assert {"nofollow", "noreferrer"} <= set(link["rel"].split())


def test_an_old_source_says_that_it_is_old():
    guide = make_guide()
    guide.sources.update(dated="2015")
    assert "This is old" in visit("/guides/quiet/").text


def test_a_long_guide_begins_with_a_list_of_its_parts():
    parts = "\n\n".join(f"## Part {n}\n\nWords." for n in range(4))
    make_guide(body=f"{parts}\n\n{BODY}")
    page = visit("/guides/quiet/")
    assert page.linked("Part 2") == "#part-3"
    assert [tag["id"] for tag in page.all("section") if tag["id"] == "part-3"]
    make_guide("brief")
    assert "On this page" not in visit("/guides/brief/").text


def test_a_guide_is_for_the_nation_and_the_area_in_view():
    make_area("Cardiff")
    for nation, number in (("Wales", "0808 157 0102"), ("England", "0808 157 0101")):
        service = make_service(f"{nation} line", areas=[nation], contacts=[number])
        make_crisis_line(service.contacts.get(), nation)
    make_term("stay")
    text = "## Next\n\n- [[find need=stay|A place]]\n- [[line survivor]]"
    make_guide(body=text, sources=())
    make_guide("kids", heading="Children")
    page = visit("/guides/quiet/?area=W06000015")
    assert page.linked("A place") == "/services/?area=W06000015&need=stay"
    assert page.linked("Children") == "/guides/kids/?area=W06000015"
    assert "0808 157 0102" in page.text_of("section", class_="emergency")
    assert "0808 157 0101" not in page.text
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_a_guide_for_people_who_hurt_shows_their_line_and_no_other():
    a_small_town()
    make_guide("turn", audience="change")
    block = visit("/guides/turn/").text_of("section", class_="emergency")
    assert "0808 157 0202" in block


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"status": "draft"}, 404),
        ({"status": "withdrawn", "withdrawn_because": "Wrong."}, 410),
    ],
)
def test_a_guide_that_is_not_public_is_not_shown(fields, status):
    a_small_town()
    make_guide(**fields)
    page = visit("/guides/quiet/")
    assert page.status == status
    assert "People told us this" not in page.text
    assert "The quiet guide" not in visit("/guides/").text
    assert "Wrong." not in page.text


def test_taking_a_guide_down_beats_every_page_that_is_kept():
    make_guide()
    assert visit("/guides/quiet/").status == 200
    Guide.objects.update(status="withdrawn", withdrawn_because="Wrong.")
    assert visit("/guides/quiet/").status == 410
    assert "The quiet guide" not in visit("/").text


def test_a_change_of_a_source_or_a_need_shows_at_the_next_request():
    make_term("stay")
    guide = make_guide()
    assert "A report" in visit("/guides/quiet/").text
    guide.sources.update(title="Another report")
    assert "Another report" in visit("/guides/quiet/").text
    assert "The quiet guide" not in visit("/services/?need=stay").text
    guide.needs.set([make_term("stay")])
    assert visit("/services/?need=stay").linked("The quiet guide") == "/guides/quiet/"


def test_an_overdue_guide_says_so():
    guide = make_guide(due_on=timezone.localdate() + datetime.timedelta(days=9))
    assert "time for us to read" not in visit("/guides/quiet/").text
    Guide.objects.update(reviewed_on="2020-01-01", due_on="2020-07-01")
    assert "time for us to read" in visit("/guides/quiet/").text
    assert guide.is_overdue(timezone.localdate() + datetime.timedelta(days=10))


def test_easy_read_stands_on_the_page_where_there_is_some():
    make_guide(easy_read="Short words.\n\n## One thing\n\nMore short words.")
    page = visit("/guides/quiet/")
    assert page.linked("Easy Read") == "#easy"
    assert "More short words." in page.text
    make_guide("brief")
    assert "Easy Read" not in visit("/guides/brief/").text_of("main")


def test_a_film_in_sign_language_is_our_own_and_has_captions(settings, tmp_path):
    settings.OWN_FILES = tmp_path
    make_guide(bsl_video="quiet.mp4")
    assert not visit("/guides/quiet/").all("video")
    (tmp_path / "quiet.mp4").write_bytes(b"x")
    (tmp_path / "quiet.vtt").write_text("WEBVTT")
    Guide.objects.update(order=9)
    (film,) = visit("/guides/quiet/").all("video")
    assert film["preload"] == "none"
    assert "autoplay" not in film.attributes


# The ways to a guide


def test_a_list_offers_the_guides_about_its_need():
    make_term("stay")
    make_guide("quiet", needs=["stay"], heading="About a place")
    make_guide("other", needs=["talk"], heading="About talking")
    page = visit("/services/?need=stay")
    assert page.linked("About a place") == "/guides/quiet/"
    assert "About talking" not in page.text_of("main")
    assert "About a place" not in visit("/services/").text_of("main")


def test_a_list_for_people_who_hurt_offers_only_their_guide():
    make_guide("quiet", needs=["talk"], heading="For me")
    make_guide("turn", audience="change", heading="To change")
    page = visit("/services/?for=change&need=talk")
    assert page.linked("To change") == "/guides/turn/"
    assert "For me" not in page.text_of("main")
    assert "To change" not in visit("/services/?need=talk").text_of("main")


def test_those_who_stand_beside_someone_are_offered_their_guide():
    make_guide("pal", audience="someone", heading="For a friend")
    assert "For a friend" in visit("/services/?for=someone").text_of("main")
    assert "For a friend" not in visit("/services/").text_of("main")


def test_a_guide_about_a_retired_need_is_offered_for_what_replaced_it():
    old, new = make_term("bed"), make_term("roof")
    make_guide("quiet", needs=["bed"], heading="About a place")
    old.is_retired, old.replaced_by = True, new
    old.save()
    assert "About a place" in visit("/services/?need=roof").text_of("main")


def test_a_service_offers_the_guides_about_what_it_helps_with():
    service = make_service(needs=("stay",))
    make_guide("quiet", needs=["stay"], heading="About a place")
    page = visit(f"/services/{service.code}/")
    assert page.linked("About a place") == "/guides/quiet/"


def test_home_the_foot_and_the_page_for_now_lead_to_guides():
    make_guide("now", heading="This minute")
    home = visit("/")
    assert home.linked("This minute") == "/guides/now/"
    assert home.linked("All guides") == "/guides/"
    assert "/guides/" in visit("/services/").links
    assert visit("/now/").linked("This minute") == "/guides/now/"


# Languages


def test_a_guide_is_read_in_another_language_as_far_as_it_is_translated():
    make_guide(heading="Should I ring?", summary="Both sides of it.")
    Translation.objects.create(
        kind="guide", key="quiet", field="heading", language="cy", text="A ddylwn i?"
    )
    page = visit("/cy/guides/quiet/")
    (heading,) = page.all("h1")
    assert heading.text.strip() == "A ddylwn i?"
    assert not heading["lang"]
    (left,) = page.all("p", class_="lead")
    assert (left["lang"], left["dir"]) == ("en", "ltr")
    assert page.all("p", class_="notice")
    Translation.objects.all().mark_checked(by=make_user())
    assert not visit("/cy/guides/quiet/").all("p", class_="notice")


# How much it costs


def queries(address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert visit(address).status == 200
    return len(captured)


def test_a_guide_asks_as_often_whatever_it_holds():
    services = [make_service(f"Line {n}") for n in range(6)]
    marks = [f"- [[contact {one.contacts.get().code}]]" for one in services]
    marks += [f"- [[service {one.code}]]" for one in services]
    make_guide("brief", body=f"{marks[0]}\n{marks[-1]}\n\n{BODY}")
    make_guide("quiet", body="\n".join(marks) + f"\n\n{BODY}")
    visit("/guides/")
    few, many = queries("/guides/brief/"), queries("/guides/quiet/")
    assert few == many
    assert many <= 8
    assert queries("/guides/") == 1


def test_a_list_asks_no_more_because_guides_stand_beside_it():
    make_service(needs=("stay",))
    visit("/services/?need=stay")
    before = queries("/services/?need=stay&page=1")
    for number in range(5):
        make_guide(f"guide-{number}", needs=["stay"])
    visit("/services/?need=stay")
    assert queries("/services/?need=stay&page=1") == before


def test_the_pages_of_the_starters_guides_give_nobody_away(starter):
    for guide in Guide.objects.published():
        page = visit(guide.get_absolute_url())
        assert page.status == 200
        assert not TELLING.search(page.text_of("title")), guide.slug
        assert not TELLING.search(guide.slug)
        assert len(page.html) < 70_000
        ids = [tag["id"] for tag in page.tags if tag["id"]]
        assert len(ids) == len(set(ids)), guide.slug
        for link in page.all("a"):
            if link["href"].startswith("#"):
                assert link["href"][1:] in ids, (guide.slug, link["href"])
