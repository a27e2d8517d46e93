"""Moderators write guides: with a preview, with sources, and with plain refusals."""

import datetime

import pytest
from django.urls import reverse

from directory.models import Edition, Guide
from tests.forms import errors, filled, said
from tests.guides import BODY, make_guide
from tests.making import approve_what_waits, make_service, make_term, make_user
from tests.pages import read
from tests.signing_in import sign_in

pytestmark = pytest.mark.ignore_template_errors

ADD = reverse("admin:directory_guide_add")
PREVIEW = reverse("admin:directory_guide_preview")


@pytest.fixture
def moderator():
    return make_user(is_superuser=True)


@pytest.fixture
def signed_in(client, moderator):
    sign_in(client, moderator)
    return client


def address(guide: Guide) -> str:
    return reverse("admin:directory_guide_change", args=[guide.pk])


def form_of(client, guide: Guide, **changes) -> dict:
    """What a browser would send from the guide's form, after some changes."""
    return filled(client.get(address(guide)), "guide_form") | changes


def row(place: str, **cells) -> dict:
    """The cells of one row of an inline table, such as sources-0."""
    return {f"{place}-{name}": value for name, value in cells.items()}


def test_a_new_guide_begins_with_its_sources_and_needs(signed_in, moderator):
    term = make_term("stay")
    sent = filled(signed_in.get(ADD), "guide_form") | {
        "heading": "A guide",
        "summary": "One plain sentence.",
        "title": "Quiet words",
        "slug": "quiet",
        "body": BODY.replace("\n", "\r\n"),
        "reviewed_on": "2026-11-24",
        "status": "published",
    }
    make_guide("now")
    sent |= row(
        "sources-0",
        number="1",
        publisher="A charity",
        title="A report",
        url="https://example.org/report",
        dated="2026",
    )
    sent |= row("need_links-0", term=str(term.pk))
    answer = signed_in.post(ADD, sent)
    assert answer.status_code == 302, errors(answer)
    assert not Guide.objects.get(slug="quiet").is_published
    approve_what_waits()
    guide = Guide.objects.get(slug="quiet")
    assert guide.is_published
    assert guide.body == BODY.strip()
    assert guide.reviewed_by == moderator
    assert str(guide.due_on) == "2027-05-23"
    assert guide.sources.get().publisher == "A charity"
    assert guide.needs.get() == term
    assert signed_in.get("/guides/quiet/").status_code == 200


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("Ring 0808 2000 247 [1].", "looks like a phone number"),
        ("79 reports were made. So it is [1].", "without a source"),
        ("Nothing more [1].", "next step"),
        (f"[[find need=gold|x]] [1]\n\n{BODY}", "need=gold"),
    ],
)
def test_a_public_guide_is_not_saved_with_what_a_check_refuses(signed_in, body, why):
    make_guide("now")
    guide = make_guide()
    answer = signed_in.post(address(guide), form_of(signed_in, guide, body=body))
    assert answer.status_code == 200
    assert "It cannot be public like this." in errors(answer)
    assert why in errors(answer)
    guide.refresh_from_db()
    assert guide.body == BODY


def test_a_refusal_leaves_nothing_behind_in_what_is_held(signed_in):
    make_guide("now")
    guide = make_guide()
    before = Edition.objects.number()
    sent = form_of(signed_in, guide, body="Ring 0808 2000 247.")
    signed_in.post(address(guide), sent)
    assert Edition.objects.number() == before
    assert "told us this" in signed_in.get("/guides/quiet/").content.decode()


def test_a_draft_is_saved_unfinished_and_says_what_is_missing(signed_in):
    guide = make_guide(status="draft")
    sent = form_of(signed_in, guide, body="Ring 0808 2000 247.")
    answer = signed_in.post(address(guide), sent, follow=True)
    assert Guide.objects.get().body == "Ring 0808 2000 247."
    assert "looks like a phone number" in " ".join(said(answer))
    page = read(signed_in.get(address(guide)))
    assert "looks like a phone number" in page.text
    assert "words in a sentence" in page.text


def test_taking_a_source_away_that_is_still_cited_is_refused(signed_in):
    make_guide("now")
    guide = make_guide()
    sent = form_of(signed_in, guide) | {"sources-0-DELETE": "on"}
    answer = signed_in.post(address(guide), sent)
    assert "There is no source [1]" in errors(answer)
    assert guide.sources.count() == 1


def test_two_sources_do_not_share_a_number(signed_in):
    guide = make_guide()
    one = {"number": "1", "publisher": "B", "title": "C", "url": "https://x.org/y"}
    sent = form_of(signed_in, guide) | row("sources-1", **one)
    answer = signed_in.post(address(guide), sent)
    assert "stands here twice" in errors(answer)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"title": "Domestic abuse"}, "gives the reader away"),
        ({"status": "withdrawn"}, "Say why"),
        ({"reviewed_on": "", "due_on": ""}, "A public guide needs this"),
        ({"summary": ""}, "A public guide needs this"),
    ],
)
def test_what_is_missing_is_told_beside_its_field(signed_in, changes, why):
    guide = make_guide()
    answer = signed_in.post(address(guide), form_of(signed_in, guide, **changes))
    assert why in errors(answer)


def test_a_guide_is_withdrawn_at_once(signed_in):
    guide = make_guide()
    changes = {"status": "withdrawn", "withdrawn_because": "Wrong."}
    signed_in.post(address(guide), form_of(signed_in, guide, **changes))
    assert signed_in.get("/guides/quiet/").status_code == 410


def test_a_new_day_of_review_moves_the_day_it_is_due(signed_in, moderator):
    make_guide("now")
    guide = make_guide()
    sent = form_of(signed_in, guide, reviewed_on="2026-12-01")
    assert signed_in.post(address(guide), sent).status_code == 302
    guide.refresh_from_db()
    assert str(guide.due_on) == "2027-05-30"
    assert guide.reviewed_by == moderator


def test_several_are_marked_as_reviewed_today(signed_in, moderator):
    make_guide(reviewed_on=datetime.date(2020, 1, 1))
    listed = reverse("admin:directory_guide_changelist")
    page = read(signed_in.get(f"{listed}?due=yes"))
    assert "The quiet guide" in page.text
    chosen = {"action": "mark_reviewed", "_selected_action": [Guide.objects.get().pk]}
    answer = signed_in.post(listed, chosen, follow=True)
    assert said(answer) == ["1 guide reviewed."]
    assert Guide.objects.get().reviewed_by == moderator
    assert not Guide.objects.due_for_review()


def test_the_short_address_never_changes_and_what_was_public_is_not_deleted(signed_in):
    guide = make_guide()
    assert "slug" not in form_of(signed_in, guide)
    delete = reverse("admin:directory_guide_delete", args=[guide.pk])
    assert signed_in.get(delete).status_code == 403
    Guide.objects.update(status="draft")
    assert signed_in.get(delete).status_code == 200


# The preview


def test_the_form_offers_a_preview_without_any_script(signed_in):
    page = read(signed_in.get(address(make_guide())))
    (button,) = [tag for tag in page.all("input") if tag["formaction"] == PREVIEW]
    assert button["formtarget"] == "_blank"
    assert not [name for name in button.attributes if name.startswith("on")]


def test_a_preview_shows_the_form_as_it_was_sent_and_saves_nothing(signed_in):
    service = make_service("Night line", contacts=["0808 157 0101"])
    code = service.contacts.get().code
    guide = make_guide()
    body = f"<script>x</script> Words [1].\n\n## Next\n\n[[contact {code}]]"
    sent = form_of(signed_in, guide, heading="Not yet", body=body)
    page = read(signed_in.post(PREVIEW, sent))
    assert page.status == 200
    assert page.text_of("h1") == "Not yet"
    assert "<script>x</script> Words" in page.text
    assert not [tag for tag in page.all("script") if not tag["src"]]
    assert "0808 157 0101" in page.text
    assert "A charity: A report" in page.text
    assert "HTML is not taken" in page.text
    assert Guide.objects.get().body == BODY


def test_a_preview_of_a_new_guide_takes_what_is_there(signed_in):
    page = read(signed_in.post(PREVIEW, {"heading": "Begun", "body": "Words."}))
    assert page.text_of("h1") == "Begun"
    assert "next step" in page.text


def test_a_preview_says_when_nothing_is_wrong(signed_in):
    make_guide("now")
    page = read(signed_in.post(PREVIEW, form_of(signed_in, make_guide())))
    assert "finds nothing wrong" in page.text


@pytest.mark.parametrize(
    "sent",
    [
        {"sources-TOTAL_FORMS": "x"},
        {"sources-TOTAL_FORMS": "100000"},
        {"sources-TOTAL_FORMS": "1", "sources-0-number": "one"},
        {"need_links-TOTAL_FORMS": "1", "need_links-0-term": "x"},
        {"reviewed_on": "soon", "audience": "everyone"},
    ],
    ids=str,
)
def test_a_preview_forgives_what_is_no_value(signed_in, sent):
    assert signed_in.post(PREVIEW, sent).status_code == 200


def test_a_preview_is_for_people_who_may_write_guides(client):
    assert client.post(PREVIEW, {}).status_code == 302
    sign_in(client, make_user("other@example.org"))
    assert client.post(PREVIEW, {}).status_code == 403


def test_a_preview_that_is_only_opened_leads_to_the_list(signed_in):
    assert signed_in.get(PREVIEW).status_code == 302
