"""The starter's translations: whole, unchecked, and never over a moderator's own."""

import datetime

import pytest

from directory.exchange.formats.csv_rows import CellError
from directory.find.originals import originals
from directory.models import Translation
from directory.models.translation import numbers_in
from directory.starter.reading.folder import HERE, read
from tests.making import make_user
from tests.small_starter import SmallStarter

FILE = "translations.csv"
CHECKED = datetime.date(2026, 11, 30)


@pytest.fixture
def small(tmp_path):
    small = SmallStarter(tmp_path)
    small.said = small.add(
        FILE,
        kind="term",
        key="need/safe-place-to-stay",
        field="name",
        language="cy",
        english="safe-place-to-stay",
        text="Lle diogel",
    )
    small.load()
    return small


def welsh() -> Translation:
    return Translation.objects.get(
        key="need/safe-place-to-stay", language="cy", field="name"
    )


def test_all_but_the_text_of_guides_is_said_in_every_language(starter):
    missing = Translation.objects.missing().exclude(field="body")
    assert list(missing) == []


def test_nothing_of_the_starter_claims_that_a_native_reader_checked_it(starter):
    assert not Translation.objects.checked().exists()
    assert Translation.objects.unchecked().count() > 700


def test_every_row_was_made_from_the_english_of_today(starter):
    english = {
        (one.kind, one.key, one.field, language): one.english
        for one in originals()
        for language in one.languages
    }
    for row in read(HERE, FILE):
        identity = (row["kind"], row["key"], row["field"], row["language"])
        if row["field"] != "phrases":
            assert english.get(identity) == row["english"], (row.line, identity)
    assert not Translation.objects.outdated().exists()


def test_every_row_keeps_the_marks_of_the_english():
    for row in read(HERE, FILE):
        said, english = row["text"], row["english"]
        if row["field"] != "phrases":
            assert numbers_in(said) == numbers_in(english), row.line
            assert said.count("**") == english.count("**"), row.line
            assert said.count("{site}") == english.count("{site}"), row.line
        assert not any(sign in said for sign in "<>"), row.line


def test_a_load_makes_room_for_what_nobody_has_said(small):
    assert welsh().text == "Lle diogel"
    urdu = Translation.objects.get(
        key="need/safe-place-to-stay", language="ur", field="name"
    )
    assert (urdu.text, urdu.english) == ("", "safe-place-to-stay")


def test_a_second_load_changes_nothing(small):
    report = small.load()
    assert +report.counts["translations"] == {"unchanged": 1}


def test_new_words_of_the_file_are_taken_and_count_as_unchecked(small):
    Translation.objects.filter(pk=welsh().pk).mark_checked(by=make_user())
    small.said["text"] = "Rhywle diogel"
    small.load()
    assert welsh().text == "Rhywle diogel"
    assert not welsh().is_checked


def test_a_moderators_words_and_tick_stay(small):
    row = welsh()
    row.text = "Lloches ddiogel"
    row.save()
    Translation.objects.filter(pk=row.pk).mark_checked(by=make_user())
    small.said["text"] = "Rhywle diogel"
    report = small.load()
    assert welsh().text == "Lloches ddiogel"
    assert welsh().is_checked
    assert "translations.csv, line 2" in report.kept[0]


def test_a_tick_stays_while_the_words_do(small):
    Translation.objects.filter(pk=welsh().pk).mark_checked(by=make_user())
    small.load()
    assert welsh().is_checked


def test_the_file_can_say_when_a_native_reader_checked_a_text(small):
    small.said["checked_on"] = CHECKED.isoformat()
    small.load()
    assert welsh().checked_on == CHECKED


def test_words_made_from_other_english_than_ours_count_as_old(small):
    small.said |= {"english": "Somewhere safe", "text": "Rhywle diogel"}
    small.load()
    assert welsh().is_outdated


def test_phrases_come_one_a_line(small):
    small.add(
        FILE,
        kind="term",
        key="need/safe-place-to-stay",
        field="phrases",
        language="pl",
        english="safe-place-to-stay",
        text="nie mam gdzie isc; schronienie",
    )
    small.load()
    row = Translation.objects.get(field="phrases", language="pl")
    assert row.text == "nie mam gdzie isc\nschronienie"


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("kind", "poem", "must be one of"),
        ("language", "xx", "must be one of"),
        ("text", "", "must not be empty"),
        ("text", "Ffoniwch 999", "other numbers"),
        ("checked_on", "yesterday", "must be a day"),
    ],
)
def test_a_broken_row_says_what_is_wrong(small, column, value, why):
    small.said[column] = value
    with pytest.raises(CellError, match=why) as refused:
        small.load()
    assert (refused.value.file, refused.value.line) == (FILE, 2)
    assert refused.value.column == column


def test_the_same_text_twice_is_refused(small):
    small.rows[FILE].append(dict(small.said))
    with pytest.raises(CellError, match="stands in line 2 already"):
        small.load()
