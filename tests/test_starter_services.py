"""The services that every site begins with: counts, sides, and what stays unsaid."""

import pytest
from django.core.management import call_command

from directory.exchange.formats.addresses import traces
from directory.models import (
    Contact,
    CrisisLine,
    Edition,
    Location,
    Organisation,
    SearchDocument,
    Service,
    ServiceTerm,
    Taxonomy,
    Term,
    Verification,
)
from directory.starter.reading.folder import HERE, read

pytestmark = pytest.mark.usefixtures("starter")

ROWS = read(HERE, "services.csv")


def test_there_is_a_service_for_every_row():
    codes = Service.objects.values_list("code", flat=True)
    assert sorted(codes) == sorted(row["code"] for row in ROWS)
    names = {row["organisation"] for row in ROWS}
    assert set(Organisation.objects.values_list("name", flat=True)) == names
    assert Term.objects.count() == len(read(HERE, "terms.csv"))
    assert CrisisLine.objects.count() == len(read(HERE, "crisis_lines.csv"))


def test_the_410_rows_of_the_research_are_all_here():
    keys = Service.objects.values_list("source_key", flat=True)
    assert len(set(keys)) == 410
    two_sided = {key for key in keys if list(keys).count(key) == 2}
    for key in two_sided:
        sides = Service.objects.filter(source_key=key).values_list("side", flat=True)
        assert sorted(sides) == ["change", "survivors"]


def test_a_row_that_says_no_is_a_draft():
    unwanted = [row["code"] for row in ROWS if row["publish"] == "no"]
    assert unwanted
    assert not Service.objects.published().filter(code__in=unwanted).exists()


def test_a_draft_is_one_that_nobody_could_reach_or_that_the_file_holds_back():
    for service in Service.objects.awaiting_publication():
        row = next(row for row in ROWS if row["code"] == service.code)
        assert row["publish"] == "no" or not service.contacts.shown().exists()


def test_nobody_of_us_has_checked_anything_yet():
    assert not Verification.objects.exists()


def test_everything_public_can_be_found_by_its_words():
    assert SearchDocument.objects.count() == Service.objects.published().count()


def test_no_number_is_shown_on_both_sides():
    shown = Contact.objects.shown().exclude(dialable="")
    survivors = shown.filter(service__side="survivors").values("dialable")
    both = shown.filter(service__side="change", dialable__in=survivors)
    assert not both.exists()
    assert Contact.objects.filter(held="both-sides").count() >= 10


def test_no_old_or_undated_mobile_is_shown():
    held = Contact.objects.filter(held="old-mobile")
    assert held.exists()
    shown = Contact.objects.shown().filter(dialable__startswith="+447")
    assert not shown.filter(seen_on="").exists()


def test_every_number_is_kept_as_dialled_too():
    numbers = Contact.objects.filter(kind__in=["phone", "text", "whatsapp", "relay"])
    assert not numbers.filter(dialable="").exists()


def test_no_confidential_service_has_a_place():
    assert Location.objects.exists()
    assert not Location.objects.filter(service__is_confidential=True).exists()
    refuges = Service.objects.filter(answers__term__code="refuge")
    assert not refuges.filter(is_confidential=False).exists()


def test_no_text_of_a_confidential_service_names_an_address():
    for service in Service.objects.confidential():
        texts = (
            service.summary,
            service.description,
            service.eligibility,
            service.hours_words,
            service.police_words,
            service.notes,
        )
        assert traces("\n".join(texts)) == [], service.code


def test_no_public_text_holds_a_phone_number():
    for service in Service.objects.published():
        texts = (service.summary, service.description, service.eligibility)
        words = "\n".join((*texts, service.hours_words, service.police_words))
        digits = "".join(
            sign if sign.isdigit() or sign == " " else "|" for sign in words
        )
        runs = [run.replace(" ", "") for run in digits.split("|")]
        assert max(map(len, runs)) < 9, service.code


@pytest.mark.parametrize(
    ("side", "code"), [("survivors", "perpetrator"), ("change", "survivor")]
)
def test_no_service_is_offered_to_the_other_side(side, code):
    answers = ServiceTerm.objects.on("audience").filter(term__code=code)
    assert not answers.filter(service__side=side).exists()


def test_every_crisis_line_stands_on_its_own_side():
    for line in CrisisLine.objects.select_related("contact__service"):
        assert line.contact.service.side == line.side
    for nation in ("england", "wales", "scotland", "northern-ireland"):
        lines = CrisisLine.objects.showable().filter(nation__slug=nation)
        assert lines.filter(audience="survivor").exists()


def test_every_need_and_type_has_phrases_that_people_use():
    for term in Term.objects.filter(taxonomy__code__in=["need", "type"]):
        assert len(term.phrase_list()) >= 8, term.code


def test_the_taxonomies_are_those_the_public_filters_by():
    public = Taxonomy.objects.filter(is_public_filter=True)
    assert set(public.values_list("parameter", flat=True)) == {
        "need",
        "type",
        "community",
        "gender",
        "language",
        "accepts",
        "access",
        "delivery",
    }


def test_a_second_load_of_the_whole_changes_nothing(capsys):
    edition = Edition.objects.number()
    call_command("load_starter")
    said = capsys.readouterr().out
    assert f"services: {len(ROWS)} unchanged\n" in said
    assert "created" not in said
    assert "changed" not in said.replace("unchanged", "")
    assert Edition.objects.number() == edition + 1
