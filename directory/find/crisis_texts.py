"""What to do in an emergency: the English of each text, by a name that stays.

Their translations are rows that moderators keep (`Translation`, kind `crisis`), so a
wrong word can be put right within a minute; they are not gettext. `**…**` is strong;
`{site}` is where a link goes. Changing a sentence here marks its translations as made
from older English.
"""

CRISIS_TEXTS: dict[str, str] = {
    # The block on every page.
    "ring-999": "In danger now? Ring 999",
    "cannot-speak": "Cannot speak? On a mobile, press **55** when asked.",
    "silent-mobile": (
        "**On a mobile:** ring 999. Cough or tap the keys if you can. If you stay "
        "silent, a voice asks you to press 55. Press it, and you are put through to "
        "the police. If you do not, the call ends. Pressing 55 does not tell them "
        "where you are."
    ),
    "silent-landline": (
        "**On a landline:** stay on the line. If they hear noise and are not sure, "
        "they put you through to the police, who can usually see where you are "
        "ringing from. If you put the phone down, the line may stay open for 45 "
        "seconds."
    ),
    "text-999": (
        "**Text 999** works only if your phone is registered. Do it before you need "
        "it: text the word “register” to 999 and do what the reply says."
    ),
    "sign-999": (
        "**999 BSL** is a free video call with a sign language interpreter, day and "
        "night. Get its app before you need it, or open {site}."
    ),
    "relay": "**Relay UK:** ring 18000 in its app.",
    "without-police": (
        "You can get help without going to the police. You can ask a line what it "
        "would pass on before you say who you are."
    ),
    "home-office": (
        "The police may tell the Home Office if your right to stay in the UK is in "
        "doubt. Some services will not."
    ),
    "exit-limits": (
        "“Exit this page” takes you away quickly. It does not clear what this phone "
        "or computer remembers. Someone who can use it, or who watches it, may still "
        "see that you were here."
    ),
    "safest-device": (
        "A phone or computer that nobody else has touched is safest. Clearing "
        "everything can look strange too."
    ),
    # Where words sound like danger now.
    "danger-question": "Are you, or is someone else, in danger right now?",
    "ring-if-you-can": "Ring 999 if you can.",
    # What to do this minute: to me.
    "one-step": "Take one step at a time. You do not have to do all of this.",
    "just-ring-999": "Ring 999",
    "me-get-out": (
        "If you can, get out, or move towards a door. Stay away from the kitchen and "
        "from rooms with no way out."
    ),
    "me-ring": (
        "Ring 999. Say where you are first. Whisper, cough or tap if you cannot talk."
    ),
    "me-silent": (
        "On a mobile and silent? When a voice asks, press 55. The call goes to the "
        "police. Without it the call ends. It does not tell them where you are."
    ),
    "me-no-phone": (
        "No phone? Go where there are people: a neighbour, a shop, a bus, a hospital. "
        "Ask them to ring."
    ),
    "me-children": (
        "Take your children with you if you can. Things can be fetched later."
    ),
    "me-doctor": (
        "If you are hurt, or someone tried to choke or strangle you, get seen by a "
        "doctor soon, even if it left no mark."
    ),
    # Near me.
    "near-ring": (
        "Ring 999 if you think someone is being hurt. You do not have to be certain, "
        "and you do not have to give your name."
    ),
    "near-say": "Say where it is, what you hear or see, and if there are children.",
    "near-apart": (
        "Do not step between them. You could be hurt, and it could get worse for them "
        "later."
    ),
    "near-stay": (
        "Stay where you can see or hear, if it is safe. Write down the time."
    ),
    "near-afterwards": (
        "Afterwards, when they are alone, say that you heard, that it is not their "
        "fault, and that you can help."
    ),
    # I might hurt someone.
    "stop-away": (
        "Step away now. Go out of the room, or out of the house. Do not drive if you "
        "are too angry or have been drinking."
    ),
    "stop-wait": (
        "Do not ring or text them. Wait until you are calm, and tomorrow is soon "
        "enough."
    ),
    "stop-talk": "Talk to someone. These people will listen, and help you stop:",
    "stop-hurt": "If someone is hurt, ring 999 and stay on the line.",
}
