"""Whom a sentence is about: the one who writes, or someone else; hurt, or hurting.

Doubt stays on the survivors' side: hitting back, being said to hit, wanting him to
change. Only a plain "I hit my girlfriend" goes to the other side, with a way back.
"""

import re
from dataclasses import dataclass

from directory.search.text import fold

_HURT = (
    r"(?:hit|hits|hitting|hurt|hurts|hurting|beat|beats|beating|beaten|punch|punched|"
    r"punching|slap|slapped|slapping|kick|kicked|kicking|push|pushed|pushing|shove|"
    r"shoved|choke|choked|choking|strangle|strangled|attack|attacked|attacking|abuse|"
    r"abused|abusing|threaten|threatened|threatening|control|controlled|controlling|"
    r"scare|scared|scaring|smack|smacked|smacking|rape|raped|raping|assault|assaulted|"
    r"bully|bullied|bullying|stalk|stalked|stalking)"
)
_PARTNER = (
    r"(?:girlfriend|boyfriend|wife|husband|partner|gf|bf|ex|missus|fiance|fiancee|kids|"
    r"children|child|son|daughter|family|mum|mother|dad|father|sister|brother|her|him|"
    r"them)"
)
_MAYBE = (
    r"(?:have |had |did |just |keep |kept |always |sometimes |often |cant stop |"
    r"cannot stop |nearly |almost |might |may |will |could |really |end up |ended up |"
    r"do |am |be |been |go on |gone and |verbally |physically |want to |wanted to )*"
)
_I_HURT = re.compile(
    rf"\b(?:i|ive|im|ill|id) {_MAYBE}{_HURT} (?:at |up |out at )?(?:my |the )?"
    rf"(?:own |ex |own |old |young )?{_PARTNER}\b(?! back)"
)
_MY_DOING = re.compile(
    r"\b(?:i am|im|am i|i think i am|i think im|worried i am|worried im) "
    r"(?:being |an |a |becoming |getting )*"
    r"(?:abusive|abuser|violent|controlling|perpetrator|wife beater|stalker)\b"
    r"|\bi (?:want to |need to |have to |must |cant |try to )?stop (?:hitting|hurting|"
    r"being violent|being abusive|abusing|controlling|shouting at|stalking)\b"
    r"|\bmy (?:own )?(?:anger|temper|violence|abusive behaviou?r|behaviou?r)\b"
    r"|\bi (?:lost|lose|keep losing) my temper\b"
    r"|\bi (?:get|got) (?:so |too |really )?(?:angry|violent|aggressive) "
    r"(?:with|at|towards) (?:my|her|him)\b"
    r"|\bi (?:scare|frighten|frightened|intimidate) (?:my|her|him)\b"
    r"|\bi (?:lose|lost|keep losing) it (?:and|with) .*\b(?:wife|girlfriend|partner|"
    r"kids|children|husband|boyfriend)\b"
    r"|\bi (?:scream|shout|yell|swear) at (?:my|her|him)\b"
    r"|\bi (?:think i )?(?:might|may|could) be (?:an |the )?(?:abusive|abuser|violent|"
    r"controlling)\b"
)
_SAID_OF_ME = re.compile(
    r"\b(?:he|she|they|police|ex|husband|wife|partner|boyfriend|girlfriend|everyone|"
    r"people|court|social services) (?:is |are |was |were |has |have |keeps? |always |"
    r"also |now )*(?:says?|said|saying|claims?|claimed|claiming|tells?|told|telling|"
    r"accuses?|accused|accusing|thinks?|blames?|lied?|lying|insists?)\b"
)
_DEFENCE = re.compile(
    r"\bback\b|self defen[cs]e|\bdefend(?:ed|ing)?\b|\bbecause (?:he|she|they)\b"
    r"|\bafter (?:he|she|they)\b|\b(?:he|she|they) started\b|\bprotect(?:ed|ing)?\b"
)
_WAS_HURT = re.compile(
    r"\b(?:was|were|been|being|got|get|gets|getting|am|is|are) (?:\w+ ){0,2}"
    rf"{_HURT} "
    r"(?:\w+ ){0,2}(?:by|from)\b"
)
_HE_CHANGES = re.compile(
    r"\b(?:want|need|get|make|help|hope|wish|will|can)\w* "
    r"(?:(?:him|her|them|he|she|they)|my \w+) (?:to |can |will |could |ever )*"
    r"(?:change|stop|get help|be better|seek help)"
)
_HURTS_ME = re.compile(
    rf"\b{_HURT}(?: at| on)? (?:me|us)\b"
    r"|\b(?:scared|afraid|frightened) of (?:him|her|my)"
)
_OTHER = (
    r"(?:sister|brother|friend|mate|best friend|daughter|son|mum|mother|mom|mam|nan|"
    r"gran|grandmother|aunt|auntie|cousin|niece|nephew|neighbour|neighbor|colleague|"
    r"coworker|workmate|employee|flatmate|housemate|boss|stepdaughter|daughter in law|"
    r"sister in law|granddaughter|dad|father|grandad|uncle|nextdoor|next door)"
)
_FOR_SOMEONE = re.compile(
    rf"\b(?:worried|concerned|scared|frightened|afraid|fear) (?:about|for) "
    rf"(?:my |a |our |the )?(?:\w+ )?{_OTHER}s?\b"
    rf"|\b(?:help|helping|support|supporting) (?:my |a |our )?(?:\w+ )?{_OTHER}s?\b"
    rf"|\bmy (?:best |close |good |older |younger |little |big |elderly |old )?"
    rf"{_OTHER}s?(?: \w+)?s? (?:is|are|has|was|has been|keeps|gets|got|been|being) "
    r"(?:being |been )?"
    rf"(?:abused|hurt|hit|beaten|raped|controlled|attacked|in danger|in trouble|"
    rf"getting|scared|afraid|with (?:an? )?(?:abusive|violent))"
    rf"|\b(?:her|his) (?:boyfriend|husband|partner|ex|girlfriend|wife)\b"
    rf"|\b(?:friend|sister|daughter|mum|mother|neighbour|cousin)s "
    rf"(?:boyfriend|husband|partner|ex|new boyfriend)\b"
    rf"|\b(?:neighbours?|next door)\b"
    rf"|\bmy {_OTHER} (?:\w+ ){{0,2}}(?:takes|hits|beats|hurts|screams|shouts|controls|"
    rf"steals|bullies|threatens)\b.*\b(?:her|him|mums?|dads?|nans?|grans?)\b"
)
_MY_AGE = re.compile(
    r"\b(?:im|i am|i m|am|me and im|i turned|i just turned|i have just turned) "
    r"(?:only |just |a |now |nearly )*(\d{1,3})\b"
    r"(?! (?:weeks|months|minutes|days|times|miles))"
    r"|\b(\d{1,2}) (?:year old|years old|yr old|yo) (?:girl|boy|and i|here)\b"
    r"|^(?:a )?(\d{1,2}) (?:year old|years old|yr old|yo)\b"
)
_PARENTS = re.compile(
    r"\bmy (?:mum|mam|mom|dad|stepdad|step dad|stepmum|parents|mother|father|mums "
    r"boyfriend|dads girlfriend)\b"
)
_NUMBERS = {
    "nine": "9",
    "ten": "10",
    "eleven": "11",
    "twelve": "12",
    "thirteen": "13",
    "fourteen": "14",
    "fifteen": "15",
    "sixteen": "16",
    "seventeen": "17",
    "eighteen": "18",
}
_STAYING_WITH = re.compile(
    r"\b(?:staying|stayed|stay|living|live|moved in) (?:at|with)\b"
)
_WITNESS = re.compile(
    r"\b(?:hear|heard|see|saw|seen|watching|there is|theres) (?:\w+ ){0,3}"
    rf"{_HURT} (?:a |the |his |her )?(?:woman|girl|man|wife|girlfriend|child|kid|her|"
    r"him)\b"
    rf"|\bman {_HURT} a (?:woman|girl|child)\b"
)
ADULT = 18
OLDEST = 120


@dataclass(frozen=True)
class Person:
    """Whom a sentence is about.

    `who` is a door of the site, or "" where the sentence does not say; `might_change`
    tells that the other side should be offered, in plain sight.
    """

    who: str = ""
    age: int | None = None
    might_change: bool = False
    is_hurt: bool = False


def person(text: str) -> Person:
    """Read from a sentence whom it is about and how old the writer is."""
    plain = fold(text)
    age = _own_age(plain)
    hurting = bool(_I_HURT.search(plain) or _MY_DOING.search(plain))
    doubt = bool(
        _SAID_OF_ME.search(plain)
        or _DEFENCE.search(plain)
        or _HE_CHANGES.search(plain)
        or _HURTS_ME.search(plain)
        or _WAS_HURT.search(plain)
    )
    if hurting and not doubt:
        return Person("change", age, might_change=True)
    if age is not None and age < ADULT:
        return Person("young", age, hurting, doubt)
    if _WITNESS.search(plain):
        return Person("someone", None, might_change=False, is_hurt=True)
    if _STAYING_WITH.search(plain):
        return Person("", age, hurting, doubt)
    if _FOR_SOMEONE.search(plain) and not _HURTS_ME.search(plain):
        return Person("someone", None, hurting, doubt)
    return Person("", age, hurting, doubt)


def _own_age(plain: str) -> int | None:
    for word, number in _NUMBERS.items():
        plain = re.sub(rf"\b{word}\b", number, plain)
    found = _MY_AGE.search(plain)
    if found is None:
        return None
    age = int(next(group for group in found.groups() if group))
    return age if 4 <= age <= OLDEST else None
