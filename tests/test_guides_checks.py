"""What is refused in a guide, each with a plain reason and its line."""

import datetime

import pytest

from directory.guides.checks import problems
from directory.guides.drafts import SourceDraft
from directory.guides.figures import bare_numbers, has_figure, sentences
from directory.guides.known import Known
from directory.guides.reading import ease
from tests.guides import BODY, SOURCE, a_draft

NEXT = "\n\n## Next\n\n[[guide now|Now]]"
KNOWN = Known(
    terms={"need": {"stay": "survivors", "talk": "", "change": "change"}},
    areas={"E08000006"},
    contacts={"k7qm4x-1": "survivors", "c4ange-1": "change"},
    services={"k7qm4x": "survivors", "c4ange": "change"},
    guides={"now"},
)
FULL_WIDTH = {ord("0") + n: 0xFF10 + n for n in range(10)}
ARABIC = {ord("0") + n: 0x0660 + n for n in range(10)}


def told(text: str, **draft) -> str:
    """What is wrong with a text that is otherwise whole."""
    draft.setdefault("sources", ())
    found = problems(a_draft(text + NEXT, **draft), KNOWN)
    return "\n".join(str(problem) for problem in found)


def test_a_whole_guide_has_no_problem():
    assert problems(a_draft(), KNOWN) == []
    assert told("Hello.") == ""


# Numbers


@pytest.mark.parametrize(
    "number",
    [
        "0808 2000 247",
        "08082000247",
        "0808-2000-247",
        "0808.2000.247",
        "0808 **2000** 247",
        "(0161) 496 0123",
        "+44 161 496 0123",
        "+44(0)161 496 0123",
        "116 123",
        "116123",
        "85258",
        "0808\u00a02000\u00a0247",
        "0808 2000 247".translate(FULL_WIDTH),
        "0808 2000 247".translate(ARABIC),
        "ring 119",
        "text 61016",
        "07700 900123",
        "18001 0808 2000 247",
    ],
)
def test_a_phone_number_that_is_typed_into_a_text_is_refused(number):
    assert "looks like a phone number" in told(f"You can try {number} today.")


@pytest.mark.parametrize(
    "text",
    [
        "Ring 999, or 112.",
        "Press 55 when asked.",
        "You can ring 101, 111 or 105.",
        "Relay UK has 18000 for emergencies.",
        "It was so in 2019, in 2019-20 and in 2020.",
        "About 80,000 crimes, and 1,294 claims.",
        "It rose by 2.7 years.",
        "On 10 December 2020.",
    ],
)
def test_what_is_no_phone_number_is_not_taken_for_one(text):
    assert bare_numbers(text) == []


def test_a_number_is_refused_in_the_words_of_a_mark_and_in_every_other_field():
    assert "phone number" in told("[[find need=stay|Ring 0808 2000 247]]")
    for field in ("heading", "summary", "title"):
        assert f"{field}: “0808" in told("Hello.", **{field: "0808 2000 247"})
    noted = SourceDraft(1, "A", "B", "https://example.org/x", "2026", "0808 2000 247")
    assert "[1] “0808" in told("So it is [1].", sources=(noted,))
    assert "easy_read, line 1" in told("Hello.", easy_read="Ring 0808 2000 247.")


# Figures and sources


@pytest.mark.parametrize(
    "sentence",
    [
        "79 reports were made.",
        "It happens to one in four.",
        "One out of every five said so.",
        "Four in five never ring.",
        "80% said so.",
        "Ten per cent said so.",
        "It takes five tries on average.",
        "Almost half of them left.",
        "A third less likely.",
        "Thousands of people rang.",
        "It is 12 weeks.",
    ],
)
def test_a_figure_needs_a_source_in_its_own_sentence(sentence):
    assert has_figure(sentence)
    assert "A figure without a source" in told(f"It was said in 2026. {sentence}")


@pytest.mark.parametrize(
    "sentence",
    [
        "Ring 999, and agree a code word.",
        "If you are under 18, or 16 or over.",
        "She was 15 years old in 2020.",
        "Since 31 January 2024 you can.",
        "Form FL401 is for that.",
        "See step 2.",
        "It takes three minutes, day and night.",
    ],
)
def test_what_is_no_figure_needs_no_source(sentence):
    assert not has_figure(sentence)
    assert told(sentence) == ""


def test_a_figure_says_from_which_year_it_is_and_when_it_is_old():
    new = SourceDraft(1, "A", "B", "https://example.org/x", "2026-01")
    old = SourceDraft(1, "A", "B", "https://example.org/x", "2019")
    assert "from which year" in told("There were 79 reports [1].", sources=(new,))
    assert told("In 2025 there were 79 reports [1].", sources=(new,)) == ""
    text = "In 2019 there were 79 reports [1]."
    assert "does not say so" in told(text, sources=(old,))
    assert told(f"{text} This is old.", sources=(old,)) == ""
    undated = SourceDraft(1, "A", "B", "https://example.org/x")
    assert "does not say so" in told(text, sources=(undated,))


def test_a_limit_of_time_needs_a_source_but_no_year():
    assert told("It works for up to 72 hours [1].", sources=(SOURCE,)) == ""


@pytest.mark.parametrize(
    ("dated", "day"),
    [
        ("2020", datetime.date(2020, 12, 31)),
        ("2020-02", datetime.date(2020, 2, 28)),
        ("2020-02-03", datetime.date(2020, 2, 3)),
        ("2020-02-31", None),
        ("", None),
        ("May", None),
    ],
)
def test_a_date_means_the_last_day_it_can_mean(dated, day):
    assert SourceDraft(1, "A", "B", "https://x.org/y", dated).latest_day == day


def test_sources_are_numbered_from_one_and_all_cited():
    two = SourceDraft(2, "A", "B", "https://example.org/x")
    assert "without a gap" in told("So it is [2].", sources=(two,))
    assert "cited nowhere" in told("So it is.", sources=(SOURCE,))
    assert "no source [7]" in told("So it is [7].")


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (SourceDraft(1, "", "B", "https://example.org/x"), "who says it"),
        (SourceDraft(1, "A", "", "https://example.org/x"), "who says it"),
        (SourceDraft(1, "A", "B", "javascript:alert(1)"), "valid URL"),
        (SourceDraft(1, "A", "B", "example.org"), "valid URL"),
        (SourceDraft(1, "A", "B", "https://example.org/x", "last May"), "2020-12-10"),
        (SourceDraft(1, "A", "B", "https://example.org/x", "2020-13"), "no such day"),
    ],
)
def test_a_source_is_whole(source, why):
    assert why in told("So it is [1].", sources=(source,))


# What may not be written


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("A <b>bold</b> word.", "HTML is not taken"),
        ("[words](https://example.org/)", "no web addresses"),
        ("Look at www.example.org there.", "no web addresses"),
        ("[[find need=stay", "not understood"),
        ("[[shout need=stay|x]]", "not understood"),
        ("# A great heading", "Headings begin with ##"),
        ("#### A small heading", "Headings begin with ##"),
        ("## A heading [[guide now|x]]", "no mark"),
        ("You should leave.", "chooses for the reader"),
        ("You must report it.", "chooses for the reader"),
        ("word " * 41 + "end.", "words in one sentence"),
        (("word " * 25 + "end. Then ") * 3, "on average"),
    ],
)
def test_what_may_not_be_written_is_refused_with_its_reason(text, why):
    assert why in told(text)


def test_what_stands_in_quotation_marks_may_be_named():
    assert told("Never say “you should leave”.") == ""
    assert told("If you must run, run.") == ""


@pytest.mark.parametrize(
    "field", [{"title": "Domestic abuse"}, {"slug": "police"}, {"title": "Leaving"}]
)
def test_titles_and_addresses_give_nobody_away(field):
    assert "gives the reader away" in told("Hello.", **field)


@pytest.mark.parametrize("slug", ["", "Two Words", "-x", "ü"])
def test_a_short_address_is_one_plain_word(slug):
    assert "slug" in told("Hello.", slug=slug)


def test_a_figure_does_not_stand_where_no_source_can():
    assert "summary: A figure" in told("Hello.", summary="79 reports.")


def test_no_guide_is_a_dead_end():
    for body in ("Hello.", "## Next\n\nGood luck.", BODY + "\n## The end\n\nBye."):
        found = problems(a_draft(body, sources=()))
        assert "next step" in " ".join(problem.why for problem in found)


def test_a_problem_says_on_which_line_it_stands():
    found = problems(a_draft(f"Hello.\n\nOne.\n\nRing 0808 2000 247.{NEXT}"))
    assert [problem.line for problem in found if problem.field == "body"] == [5]


# Where marks lead


@pytest.mark.parametrize(
    "mark",
    [
        "[[find need=stay for=me|x]]",
        "[[find need=talk|x]]",
        "[[find for=someone|x]]",
        "[[find need=stay area=E08000006 age=30|x]]",
        "[[find need=stay]]",
        "[[contact k7qm4x-1]]",
        "[[service k7qm4x|x]]",
        "[[service k7qm4x]]",
        "[[guide now|x]]",
        "[[page safety|x]]",
    ],
)
def test_a_mark_with_a_known_goal_is_taken(mark):
    assert told(f"Try {mark} today.") == ""


@pytest.mark.parametrize(
    ("mark", "why"),
    [
        ("[[find need=gold|x]]", "need=gold"),
        ("[[find colour=red|x]]", "colour=red"),
        ("[[find area=mars|x]]", "area=mars"),
        ("[[find for=us|x]]", "for=us"),
        ("[[find age=200|x]]", "age=200"),
        ("[[find for=someone]]", "needs words"),
        ("[[find need=change|x]]", "not offered on this side"),
        ("[[find for=change need=change|x]]", "the other side"),
        ("[[find for=someone side=change|x]]", "the other side"),
        ("[[contact abcdef-1]]", "leads nowhere"),
        ("[[contact c4ange-1]]", "the other side"),
        ("[[service c4ange|x]]", "the other side"),
        ("[[line perpetrator]]", "the other side"),
        ("[[line everyone]]", "leads nowhere"),
        ("[[guide gone|x]]", "leads nowhere"),
        ("[[page admin|x]]", "leads nowhere"),
        ("[[page safety]]", "needs words"),
    ],
)
def test_a_mark_that_leads_nowhere_or_across_is_refused(mark, why):
    assert why in told(f"- {mark}")


def test_free_lines_stand_alone():
    assert "stands alone" in told("Ring [[line survivor]] now.")
    assert told("- [[line survivor]]") == ""


def test_each_side_keeps_to_itself_and_only_helpers_see_both():
    change = "- [[find for=change need=change|x]]\n- [[line perpetrator]]"
    assert told(change, audience="change") == ""
    assert "other side" in told("- [[line survivor]]", audience="change")
    both = f"{change}\n- [[find for=someone side=change|x]]\n- [[line survivor]]"
    for audience in ("someone", "work"):
        assert told(both, audience=audience) == ""


def test_a_guide_is_not_offered_on_the_other_sides_lists():
    assert "other side's lists" in told("Hello.", needs=(("change", "change"),))
    assert told("Hello.", needs=(("talk", ""), ("stay", "survivors"))) == ""


# Reading


def test_sentences_keep_the_sources_at_their_end():
    found = sentences("One [1]. Two. [2] “Three?” Four e.g. five.")
    assert found == ["One [1].", "Two. [2]", "“Three?”", "Four e.g. five."]


def test_headings_sources_and_links_alone_do_not_count_as_words():
    measured = ease("## A heading\n\nFour words are here [1].\n\n- [[guide x|a b c]]")
    assert (measured.sentences, measured.average) == (1, 4.0)
