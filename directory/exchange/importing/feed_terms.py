"""What a record of a feed is tagged with, as answers in our terms."""

from collections.abc import Callable, Iterator
from typing import Any

from directory.exchange.feeds.cleaning import line
from directory.exchange.feeds.reading import one as one_of
from directory.exchange.feeds.reading import records
from directory.exchange.importing.their_words import TheirWords
from directory.models import Side
from directory.models.service_term import TermAnswer

Record = dict[str, Any]
Values = dict[str, Any]
Doubt = Callable[[str, str], None]
LIMIT = 160
# What a service for those who hurt someone says of itself.
FOR_CHANGE = (
    *("perpetrator", "behaviour change", "behavior change", "abusive behaviour"),
    *("stop abusing", "stop hurting", "violent behaviour", "anger management"),
)


def terms_of(record: Record) -> Iterator[tuple[Record, str]]:
    """Every term that a record is tagged with, in any version's way, and its words."""
    for one in records(record.get("attributes")):
        term = one_of(one.get("taxonomy_term")) or {"id": one.get("taxonomy_term_id")}
        yield term, line(one.get("value"))
    for one in records(record.get("service_taxonomys")):
        yield one_of(one.get("taxonomy")), ""
    for one in records(record.get("eligibilitys")):
        for link in records(one.get("taxonomys")):
            yield one_of(link.get("taxonomy")) or link, ""
        if said := line(one.get("eligibility")):
            yield {"vocabulary": "eligibility", "name": said[:200]}, ""


def words_of_terms(record: Record) -> list[str]:
    """The names of these terms, to look for what they speak of."""
    return [line(term.get("name") or term.get("term")) for term, _v in terms_of(record)]


def side_of(record: Record, words: TheirWords, doubt: Doubt) -> str:
    """The side that it says, or that its audience belongs to; else survivors'."""
    if record.get("x_side") in Side.values:
        return str(record["x_side"])
    tagged = terms_of(record)
    meant = {words.meaning(term, counted=False) for term, _value in tagged}
    if "audience/perpetrator" in meant:
        return str(Side.CHANGE)
    said = f"{line(record.get('name'))} {line(record.get('description'))}".lower()
    if any(one in said for one in FOR_CHANGE):
        doubt("side", "may be for people who hurt someone: look which side it is for")
    return str(Side.SURVIVORS)


def answers_of(record: Record, words: TheirWords, doubt: Doubt) -> Values:
    """Answers by taxonomy: yes, or in the words that limit it; no only from ours."""
    found: dict[str, Record] = {}
    waiting: dict[str, None] = {}
    for term, value in terms_of(record):
        if not term.get("id") and not term.get("name"):
            continue
        key = words.meaning(term)
        if not key:
            name = line(term.get("name") or term.get("term") or term.get("id"))
            if line(term.get("code")) not in Side.values and name:
                waiting[name[:80]] = None
            continue
        limit = value[:LIMIT] if words.own(term) else ""
        found.setdefault(key, _answer(key, "limit" if limit else "yes", limit))
    for one in records(record.get("languages")):
        if key := words.language(one):
            found.setdefault(key, _answer(key, "yes", ""))
    for one in records(record.get("x_answers")):
        key = words.own({"id": one.get("taxonomy_term_id")})
        if key and one.get("answer") in TermAnswer.values:
            found[key] = _answer(key, str(one["answer"]), "")
    if waiting:
        names = ", ".join(list(waiting)[:8])
        doubt("attributes", f"words that have no meaning here yet: {names}")
    answers: Values = {}
    for key, row in found.items():
        answers.setdefault(f"answers:{key.partition('/')[0]}", []).append(row)
    return answers


def _answer(key: str, answer: str, limit: str) -> Record:
    return {"term": key, "answer": answer, "limit": limit, "source": ""}
