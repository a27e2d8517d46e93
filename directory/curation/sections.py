"""The order in which a moderator thinks about a service: the parts of its form."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directory.curation.answers import PREFIX


@dataclass(frozen=True)
class Section:
    """A heading, the fields under it, and the taxonomies answered there."""

    key: str
    heading: Promise
    fields: tuple
    taxonomies: tuple[str, ...] = ()
    words: Promise | str = field(default="")


SECTIONS = (
    Section(
        "what",
        _("Who and what"),
        ("organisation", "side", "name", "other_names", "summary", "description"),
        ("type", "need"),
    ),
    Section(
        "whom",
        _("For whom"),
        ("eligibility", ("age_min", "age_max"), "trans_inclusion"),
        ("audience", "gender", "community", "language", "accepts", "access"),
        _("What nobody states stays “not known”: never guess a yes or a no."),
    ),
    Section("where", _("Where"), ("takes_from", "is_confidential")),
    Section(
        "contacts",
        _("How to get in touch"),
        (),
        ("delivery", "referral", "referral-route"),
    ),
    Section("hours", _("Opening hours"), ("hours_words",)),
    Section(
        "told",
        _("Who will be told"),
        ("police_words",),
        (),
        _("Only what the service says. No row means not known."),
    ),
    Section("money", _("Money"), ("cost", "cost_words")),
    Section(
        "status",
        _("Status"),
        (
            "where_it_stands",
            ("waiting", "waiting_until"),
            ("code", "published_at", "created_at", "changed_at"),
        ),
    ),
    Section("source", _("Source"), ("source_url", "source_date")),
    Section("notes", _("Notes"), ("notes",)),
)
# Where a taxonomy stands that a moderator has added.
ELSEWHERE = "whom"


def fieldsets(answer_names: list[str]) -> list[tuple]:
    """Django's fieldsets, with a field for each taxonomy where it belongs."""
    placed = {f"{PREFIX}{code}" for section in SECTIONS for code in section.taxonomies}
    added = [name for name in answer_names if name not in placed]
    return [
        (
            section.heading,
            {
                "fields": (*section.fields, *_answers_in(section, answer_names, added)),
                "description": section.words,
            },
        )
        for section in SECTIONS
    ]


def _answers_in(section: Section, names: list[str], added: list[str]) -> list[str]:
    own = [f"{PREFIX}{code}" for code in section.taxonomies]
    kept = [name for name in own if name in names]
    return [*kept, *added] if section.key == ELSEWHERE else kept
