"""Before you ring: what to ask a service, of what it does not say.

One rule: the first two things that this person chose and the service does not simply
say yes to; then who is told; then what else was chosen; then cost, waiting, children,
pets and access, where they matter here. Three at most. Who is told goes first for
people who have reason to fear the police or the Home Office.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from directory.find.criteria import Criteria
from directory.find.held import holding
from directory.find.question_words import (
    AGE,
    ANY_TERM,
    SON_OF_AGE,
    TELLING,
    TERMS,
    WAIT,
)
from directory.find.vocabulary import TermInfo
from directory.models import Service, Side, TermAnswer

MOST = 3
# As many of what was chosen stand before who is told.
FIRST_CHOSEN = 2
# Whose terms make a question where a service does not simply say yes.
GROUPS = ("gender", "accepts", "language", "access")
TRANS = ("community", "trans")
# With these in the question, who is told comes first of all.
FEARS = (
    ("need", "abused-by-police"),
    ("need", "immigration-and-no-recourse"),
    ("accepts", "no-recourse"),
)
# Who writes "my": the others ask for someone else.
MINE = ("me", "young", "change")
# Services at whose door nobody stands, and for which nobody waits.
WITHOUT_A_DOOR = {"helpline", "information", "online-safety", "safe-space"}
TO_LIVE_IN = "refuge"
ADULT = 18


@dataclass
class _Record:
    """What one service says, ready to be asked about."""

    service: Service
    today: datetime.date
    answers: dict[int, str] = field(init=False)
    kinds: set[str] = field(init=False)
    told: set[str] = field(init=False)

    def __post_init__(self) -> None:
        rows = list(self.service.answers.all())
        self.answers = {row.term_id: row.answer for row in rows}
        self.kinds = {
            row.term.code
            for row in rows
            if row.is_stated_fit and row.term.taxonomy.code == "type"
        }
        self.told = {row.to for row in self.service.disclosures.all()}

    def is_open_question(self, term: TermInfo) -> bool:
        """Whether it neither says yes, to this or to a related term, nor no."""
        own = self.answers.get(term.id)
        if own is not None:
            return own in (TermAnswer.ASK, TermAnswer.LIMIT)
        related = holding().vocabulary.related(term.id)
        return TermAnswer.YES not in {self.answers.get(other) for other in related}

    def says_nothing_of(self, taxonomy: str, *codes: str) -> bool:
        """Whether it is silent on every one of these terms."""
        vocabulary = holding().vocabulary
        terms = [vocabulary.term(taxonomy, code) for code in codes]
        known = [term for term in terms if term is not None]
        return bool(known) and not any(term.id in self.answers for term in known)


def before_you_ring(
    service: Service, asked: Criteria, today: datetime.date | None = None
) -> list[str]:
    """Up to three questions; `service` comes from with_everything()."""
    record = _Record(service, today or timezone.localdate())
    chosen = list(_chosen(record, asked))
    telling = list(_telling(record, asked))
    fears = any(asked.asks(taxonomy, code) for taxonomy, code in FEARS)
    first = 0 if fears else FIRST_CHOSEN
    general = _general(record, is_mine=asked.who in MINE)
    questions = [*chosen[:first], *telling, *chosen[first:], *general]
    return list(dict.fromkeys(questions))[:MOST]


def carried(asked: Criteria) -> list[tuple[str, str]]:
    """What a link to a service takes along of a question: what may make one there.

    All of it is on the address of the list already, in the same discreet words.
    """
    wanted = {term.id for term in _terms(asked)}
    slugs = {
        (group.parameter, term.slug)
        for group in holding().vocabulary.public_filters()
        for term in asked.terms.get(group.code, ())
        if term.id in wanted
    }
    found = [pair for pair in asked.pairs() if pair in slugs or pair[0] == "age"]
    if asked.who in ("young", "work") or (found and asked.who == "someone"):
        found.insert(0, ("for", asked.who))
    return found


def _terms(asked: Criteria) -> list[TermInfo]:
    """The chosen terms that make a question, or change which comes first."""
    single = (*FEARS, TRANS)
    return [
        term
        for taxonomy, terms in asked.terms.items()
        for term in terms
        if taxonomy in GROUPS or (taxonomy, term.code) in single
    ]


def _chosen(record: _Record, asked: Criteria) -> Iterator[str]:
    is_mine = asked.who in MINE
    age = asked.age
    for term in _terms(asked):
        if term.taxonomy == "need" or not record.is_open_question(term):
            continue
        if (term.taxonomy, term.code) == TRANS and record.service.trans_inclusion in (
            "yes",
            "no",
        ):
            continue
        # Nobody under 18 has a teenage son: the age is his.
        if term.code == "older-sons" and age is not None and age < ADULT:
            yield SON_OF_AGE.said(is_mine=is_mine) % {"age": age}
            age = None
            continue
        words = TERMS.get((term.taxonomy, term.code), ANY_TERM.get(term.taxonomy))
        if words is not None:
            yield words.said(is_mine=is_mine) % {"name": term.name}
    ages = (record.service.age_min, record.service.age_max)
    if age is not None and ages == (None, None):
        yield AGE.said(is_mine=is_mine) % {"age": age}


def _telling(record: _Record, asked: Criteria) -> Iterator[str]:
    """When those would be told whom this person is likeliest to fear."""
    who = "change" if record.service.side == Side.CHANGE else asked.who
    bodies = TELLING.get(who, TELLING["me"])
    unknown = tuple(one for one in bodies.about if one not in record.told)
    if unknown:
        yield str(bodies.words[unknown])


def _general(record: _Record, *, is_mine: bool) -> Iterator[str]:
    """What is worth asking whoever one is, in one order."""
    service = record.service
    costs = [contact.cost_words for contact in service.contacts.all()]
    if not (service.cost or service.cost_words or any(costs)):
        yield _("Does it cost anything?")
    lives_in = TO_LIVE_IN in record.kinds
    has_a_door = bool(record.kinds - WITHOUT_A_DOOR)
    until = service.waiting_until
    if has_a_door and (not service.waiting or (until and until < record.today)):
        yield _("Do you have room now?") if lives_in else WAIT.said(is_mine=is_mine)
    if lives_in and record.says_nothing_of("accepts", "children"):
        yield _("Can children come too?")
    if lives_in and record.says_nothing_of("accepts", "pets"):
        yield _("Can a pet come too?")
    if has_a_door and record.says_nothing_of("access", "step-free", "disabled-access"):
        yield _("Can people get in and around without steps?")
