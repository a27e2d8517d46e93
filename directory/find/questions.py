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

from directory.find.criteria import FEARED, Criteria
from directory.find.held import holding
from directory.find.question_words import (
    AGE,
    ANY_TERM,
    FIND_FOR_SON_OF_AGE,
    SON_OF_AGE,
    TELLING,
    TERMS,
    TO_LIVE_IN,
    WAIT,
    Words,
)
from directory.find.vocabulary import TermInfo
from directory.models import Answer, Service, Side, TermAnswer

MOST = 3
# As many of what was chosen stand before who is told.
FIRST_CHOSEN = 2
# Whose terms make a question where a service does not simply say yes.
GROUPS = ("gender", "accepts", "language", "access")
TRANS = ("community", "trans")
SON = ("accepts", "older-sons")
# With these in the question, who is told comes first of all.
FEARS = (*(("need", code) for code in FEARED), ("accepts", "no-recourse"))
# Who writes "my": the others ask for someone else.
MINE = ("me", "young", "change")
# Services at whose door nobody stands, and for which nobody waits.
WITHOUT_A_DOOR = {"helpline", "information", "online-safety", "safe-space"}
REFUGE = "refuge"
FINDS_PLACES = ("need", "safe-place-to-stay")
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

    @property
    def is_lived_in(self) -> bool:
        """Whether people stay there, or nothing is known of its kind."""
        return REFUGE in self.kinds or not self.kinds

    @property
    def finds_places(self) -> bool:
        """Whether it helps people to somewhere to stay."""
        term = holding().vocabulary.term(*FINDS_PLACES)
        return term is not None and self.answers.get(term.id) == TermAnswer.YES

    def words_about(self, term: TermInfo) -> Words | None:
        """How to ask it about a term; None where it is nothing to ask it about."""
        key = (term.taxonomy, term.code)
        if key in TO_LIVE_IN and not self.is_lived_in:
            return TO_LIVE_IN[key] if self.finds_places else None
        return TERMS.get(key, ANY_TERM.get(term.taxonomy))

    def is_open_question(self, term: TermInfo) -> bool:
        """Whether it neither says yes, to this or to a related term, nor no."""
        if (term.taxonomy, term.code) == TRANS and self.service.trans_inclusion:
            return self.service.trans_inclusion == Answer.ASK
        own = self.answers.get(term.id)
        if own is not None:
            return own in (TermAnswer.ASK, TermAnswer.LIMIT)
        group = holding().vocabulary.taxonomy(term.taxonomy)
        if group and group.is_closed:
            # What a closed group does not list does not fit, so it is no question.
            return not any(other.id in self.answers for other in group.terms)
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
    """What this person chose and the service does not simply say yes to."""
    is_mine = asked.who in MINE
    # Nobody under 18 has a teenage son: the age is his.
    has_age_of_son = asked.asks(*SON) and asked.age is not None and asked.age < ADULT
    for term in _terms(asked):
        words = record.words_about(term)
        if words is None or not record.is_open_question(term):
            continue
        if has_age_of_son and (term.taxonomy, term.code) == SON:
            words = SON_OF_AGE if record.is_lived_in else FIND_FOR_SON_OF_AGE
        yield words.said(is_mine=is_mine) % {"name": term.name, "age": asked.age}
    ages = (record.service.age_min, record.service.age_max)
    if asked.age is not None and not has_age_of_son and ages == (None, None):
        yield AGE.said(is_mine=is_mine) % {"age": asked.age}


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
    shown = [contact for contact in service.contacts.all() if contact.is_shown]
    costs = [service.cost, service.cost_words, *(one.cost_words for one in shown)]
    if not any(costs):
        yield _("Does it cost anything?")
    lives_in = REFUGE in record.kinds
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
