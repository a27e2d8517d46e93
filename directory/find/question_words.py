"""The words of the questions to ask before ringing, in a person's own voice.

Each is said in two ways: by the person, and by someone who asks for another.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Words:
    """A question as one asks it for oneself, and for someone else."""

    mine: Promise
    theirs: Promise | None = None

    def said(self, *, is_mine: bool) -> str:
        """In the words of whoever rings."""
        return str(self.mine if is_mine or self.theirs is None else self.theirs)


@dataclass(frozen=True)
class Telling:
    """Whom one asks about, and the question for those of them not known."""

    about: tuple[str, ...]
    words: dict[tuple[str, ...], Promise]


TERMS: dict[tuple[str, str], Words] = {
    ("gender", "women"): Words(_("Do you help women?")),
    ("gender", "men"): Words(_("Do you help men?")),
    ("gender", "non-binary"): Words(_("Do you help non-binary people?")),
    ("community", "trans"): Words(_("Do you help trans people?")),
    ("accepts", "children"): Words(
        _("Will you take my children?"), _("Will you take children?")
    ),
    ("accepts", "older-sons"): Words(
        _("Will you take my teenage son?"), _("Will you take a teenage son?")
    ),
    ("accepts", "large-family"): Words(
        _("Is there room for all my children?"), _("Is there room for a large family?")
    ),
    ("accepts", "pets"): Words(
        _("Can you take my pet, or find somewhere for it?"),
        _("Can you take a pet, or find somewhere for it?"),
    ),
    ("accepts", "assistance-dog"): Words(
        _("Can my assistance dog come with me?"),
        _("Can an assistance dog come too?"),
    ),
    ("accepts", "no-recourse"): Words(
        _("Can you help if I have no right to benefits?"),
        _("Can you help someone who has no right to benefits?"),
    ),
    ("accepts", "substance-use"): Words(
        _("Can you help if I drink or use drugs?"),
        _("Can you help someone who drinks or uses drugs?"),
    ),
    ("accepts", "mental-health-needs"): Words(
        _("Can you help if I have a mental health problem?"),
        _("Can you help someone with a mental health problem?"),
    ),
    ("accepts", "from-another-area"): Words(
        _("Can you help if I come from another area?"),
        _("Can you help someone from another area?"),
    ),
    ("accepts", "in-paid-work"): Words(
        _("I have a job. Can you help, and what would I pay?"),
        _("Can you help someone who has a job, and what would they pay?"),
    ),
    ("accepts", "adult-dependant"): Words(
        _("Can the adult I care for come too?"),
        _("Can an adult who needs care come too?"),
    ),
    ("accepts", "aged-16-17"): Words(_("Do you help people who are 16 or 17?")),
    ("language", "bsl"): Words(
        _("Can I use British Sign Language with you?"),
        _("Can someone use British Sign Language with you?"),
    ),
    ("language", "interpreters"): Words(_("Can you get an interpreter?")),
    ("access", "disabled-access"): Words(_("What is in place for disabled people?")),
    ("access", "step-free"): Words(
        _("Can I get in and around without steps?"),
        _("Can people get in and around without steps?"),
    ),
    ("access", "accessible-room"): Words(
        _("Is there an accessible bedroom and bathroom?")
    ),
    ("access", "personal-care"): Words(
        _("Can my carers come in?"), _("Can carers come in?")
    ),
    ("access", "hearing"): Words(
        _("What is there for someone who does not hear well?")
    ),
    ("access", "sight"): Words(_("What is there for someone who does not see well?")),
    ("access", "easy-read"): Words(
        _("Do you have information with short words and pictures?")
    ),
}
# What only a place to live in can say yes to; a service that finds such places is
# asked whether it can find one, where there are words for that.
TO_LIVE_IN: dict[tuple[str, str], Words | None] = {
    ("accepts", "children"): Words(
        _("Can you find somewhere that takes my children?"),
        _("Can you find somewhere that takes children?"),
    ),
    ("accepts", "older-sons"): Words(
        _("Can you find somewhere that takes my teenage son?"),
        _("Can you find somewhere that takes a teenage son?"),
    ),
    ("accepts", "large-family"): Words(
        _("Can you find room for all my children?"),
        _("Can you find room for a large family?"),
    ),
    ("accepts", "pets"): Words(
        _("Can you find somewhere for my pet?"), _("Can you find somewhere for a pet?")
    ),
    ("accepts", "assistance-dog"): Words(
        _("Can you find somewhere that takes my assistance dog?"),
        _("Can you find somewhere that takes an assistance dog?"),
    ),
    ("accepts", "adult-dependant"): Words(
        _("Can you find somewhere that takes the adult I care for too?"),
        _("Can you find somewhere that takes an adult who needs care too?"),
    ),
    ("accepts", "from-another-area"): None,
    ("accepts", "in-paid-work"): None,
    ("access", "accessible-room"): Words(
        _("Can you find an accessible bedroom and bathroom?")
    ),
    ("access", "personal-care"): None,
}
# For terms that moderators add later.
ANY_TERM: dict[str, Words] = {
    "gender": Words(_("Do you help these people: %(name)s?")),
    "accepts": Words(_("Can you say yes to this: %(name)s?")),
    "language": Words(_("Is there someone who speaks %(name)s?")),
    "access": Words(_("Is this possible with you: %(name)s?")),
}
SON_OF_AGE = Words(
    _("Will you take my son, %(age)d?"), _("Will you take a son of %(age)d?")
)
FIND_FOR_SON_OF_AGE = Words(
    _("Can you find somewhere that takes my son, %(age)d?"),
    _("Can you find somewhere that takes a son of %(age)d?"),
)
AGE = Words(_("Do you help people who are %(age)d?"))
WAIT = Words(_("How long would I wait?"), _("How long is the wait?"))

# By who asks; everyone who is not named here asks as "me" does.
TELLING: dict[str, Telling] = {
    "me": Telling(
        ("police", "home-office"),
        {
            ("police", "home-office"): _(
                "When would you tell the police or the Home Office?"
            ),
            ("police",): _("When would you tell the police?"),
            ("home-office",): _("When would you tell the Home Office?"),
        },
    ),
    "young": Telling(
        ("family", "council"),
        {
            ("family", "council"): _(
                "When would you tell my family or social services?"
            ),
            ("family",): _("When would you tell my family?"),
            ("council",): _("When would you tell social services?"),
        },
    ),
    "change": Telling(
        ("police", "council"),
        {
            ("police", "council"): _(
                "When would you tell the police or social services?"
            ),
            ("police",): _("When would you tell the police?"),
            ("council",): _("When would you tell social services?"),
        },
    ),
}
