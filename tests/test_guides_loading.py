"""Guides of the starter directory: loaded again and again, and never over a person."""

import pytest

from directory.exchange.formats.csv_rows import CellError
from directory.models import Guide, GuideSource
from tests.making import approve_what_waits
from tests.small_starter import SmallStarter, outcomes

# What these tests write to the public was decided by two people.
pytestmark = pytest.mark.usefixtures("all_decided")

FRONT = """---
slug: quiet
title: Quiet words
heading: A guide
summary: One plain sentence.
audience: survivors
order: 10
needs: talk-to-someone; safe-place-to-stay
reviewed: 2026-11-24
publish: yes
source: 1 | A charity | A report | https://example.org/report | 2026 | All of it.
---

"""
BODY = """People told us this [1].

## Next

- [[find need=talk-to-someone|Someone to talk to]]
- [[contact k7qm4x-1]]
"""


class Small(SmallStarter):
    """A small starter directory with one guide."""

    def write(self, text: str = FRONT + BODY, name: str = "quiet.md") -> None:
        folder = self.folder / "guides"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def small(tmp_path):
    starter = Small(tmp_path)
    starter.write()
    return starter


def counted(report) -> dict[str, int]:
    return dict(+report.counts["guides"])


def test_a_guide_is_loaded_whole(small):
    assert counted(small.load()) == {"created": 1}
    guide = Guide.objects.get()
    assert (guide.slug, guide.title, guide.heading) == (
        "quiet",
        "Quiet words",
        "A guide",
    )
    assert guide.is_published
    assert guide.body == BODY.strip("\n")
    assert (str(guide.reviewed_on), str(guide.due_on)) == ("2026-11-24", "2027-05-23")
    assert {term.code for term in guide.needs.all()} == {
        "talk-to-someone",
        "safe-place-to-stay",
    }
    source = guide.sources.get()
    assert (source.number, source.publisher, source.dated, source.note) == (
        1,
        "A charity",
        "2026",
        "All of it.",
    )


def test_loading_again_changes_nothing(small):
    small.load()
    assert outcomes(small.load()) == {"unchanged"}


def test_a_folder_without_guides_is_whole(tmp_path):
    SmallStarter(tmp_path).load()
    assert not Guide.objects.exists()


def test_the_file_that_says_how_to_write_one_is_no_guide(small):
    small.write("# How to\n", "README.md")
    assert counted(small.load()) == {"created": 1}


def test_new_words_of_the_file_are_taken(small):
    small.load()
    small.write((FRONT + BODY).replace("told us", "said to us").replace("A guide", "B"))
    assert small.load().proposed == ["guides A guide: body, heading"]
    approve_what_waits()
    guide = Guide.objects.get()
    assert "said to us" in guide.body
    assert guide.heading == "B"


def test_a_moderators_text_and_its_sources_survive_and_that_is_told(small):
    small.load()
    guide = Guide.objects.get()
    guide.body = f"Our own words.\n\n{guide.body}"
    guide.save()
    small.write((FRONT + BODY).replace("told us", "said to us").replace("report", "x"))
    report = small.load()
    guide = Guide.objects.get()
    assert "Our own words." in guide.body
    assert guide.sources.get().title == "A report"
    assert "guides/quiet.md" in report.kept[0]
    assert "column text" in report.kept[0]


@pytest.mark.parametrize(
    ("field", "value"), [("heading", "Ours"), ("summary", "Ours."), ("order", 99)]
)
def test_each_field_that_a_moderator_changed_is_theirs(small, field, value):
    small.load()
    Guide.objects.update(**{field: value})
    small.write((FRONT + BODY).replace("told us", "said to us"))
    small.load()
    approve_what_waits()
    guide = Guide.objects.get()
    assert getattr(guide, field) == value
    assert "said to us" in guide.body


def test_a_source_that_a_moderator_changed_stays(small):
    small.load()
    GuideSource.objects.update(note="Ours.")
    small.write((FRONT + BODY).replace("All of it.", "Some of it."))
    small.load()
    assert GuideSource.objects.get().note == "Ours."


def test_a_withdrawn_guide_is_left_alone(small):
    small.load()
    Guide.objects.update(status="withdrawn", withdrawn_because="Wrong.")
    small.write((FRONT + BODY).replace("told us", "said to us"))
    report = small.load()
    assert "told us" in Guide.objects.get().body
    assert "withdrawn here" in report.kept[0]


def test_a_guide_that_a_moderator_deleted_is_not_put_back(small):
    small.load()
    Guide.objects.all().delete()
    assert "not put back" in small.load().kept[0]
    assert not Guide.objects.exists()


def test_a_guide_that_left_the_folder_stays(small):
    small.load()
    (small.folder / "guides" / "quiet.md").unlink()
    small.load()
    assert Guide.objects.get().is_published


def test_a_file_takes_no_public_guide_down_and_publishes_a_draft_when_it_says_so(small):
    small.write((FRONT + BODY).replace("publish: yes", "publish: no"))
    small.load()
    assert not Guide.objects.get().is_published
    small.write()
    small.load()
    approve_what_waits()
    assert Guide.objects.get().is_published
    small.write((FRONT + BODY).replace("publish: yes", "publish: no"))
    report = small.load()
    assert Guide.objects.get().is_published
    assert "please decide" in str(report.doubts.found[-1])


def test_a_mark_that_leads_to_what_is_not_public_is_a_doubt(small):
    small.service["publish"] = "no"
    report = small.load()
    (doubt,) = [str(one) for one in report.doubts.found if "[[contact" in str(one)]
    assert "guides/quiet.md, line 19" in doubt


@pytest.mark.parametrize(
    ("old", "new", "line", "why"),
    [
        ("---\nslug", "slug", 1, "begins with a line ---"),
        ("---\n\n", "\n\n", 14, "the second --- is missing"),
        ("slug: quiet", "slug: other", 2, "the file's name"),
        ("title: Quiet words\n", "", 11, "'title' is missing"),
        ("title: Quiet words", "title: Police", 3, "gives the reader away"),
        ("order: 10", "order: ten", 7, "whole number"),
        ("order: 10", "order: 10\norder: 11", 8, "stands here twice"),
        ("order: 10", "colour: red", 7, "unknown key"),
        ("order: 10", "just words", 7, "a key, a colon"),
        ("audience: survivors", "audience: all", 6, "must be one of"),
        ("talk-to-someone; ", "gold; ", 8, "unknown term of need"),
        ("2026-11-24", "24 November", 9, "must be a day"),
        ("1 | A charity", "one | A charity", 11, "begin with its number"),
        ("| All of it.", "| a | b | c", 11, "number | publisher"),
        ("https://example.org/report", "nowhere", 11, "valid URL"),
        ("1 | A charity", f"1 | {'x' * 121}", 11, "at most 120 fit"),
        ("People told", "Ring 0808 2000 247. People told", 14, "phone number"),
        ("this [1].", "this.", 11, "cited nowhere"),
        ("need=talk-to-someone", "need=gold", 18, "need=gold"),
        ("k7qm4x-1", "abcdef-1", 19, "leads nowhere"),
        ("- [[contact k7qm4x-1]]", "- [[find for=change|x]]", 19, "the other side"),
    ],
)
def test_a_broken_file_says_where_and_nothing_is_loaded(small, old, new, line, why):
    text = FRONT + BODY
    assert old in text
    small.write(text.replace(old, new, 1))
    with pytest.raises(CellError) as told:
        small.load()
    assert why in str(told.value)
    assert told.value.file == "guides/quiet.md"
    assert told.value.line == line, str(told.value)
    assert not Guide.objects.exists()


def test_a_file_that_is_no_text_says_so(small):
    (small.folder / "guides" / "quiet.md").write_bytes(b"---\xff")
    with pytest.raises(CellError, match="not UTF-8"):
        small.load()


def test_windows_line_ends_make_no_difference(small):
    small.load()
    small.write((FRONT + BODY).replace("\n", "\r\n"))
    assert counted(small.load()) == {"unchanged": 1}
