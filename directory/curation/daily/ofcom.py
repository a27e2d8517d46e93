"""Ranges of UK numbers that a service for people in need should not print.

From Ofcom's National Telephone Numbering Plan (what each range is for and what a call
may cost) and Ofcom's list "Telephone numbers for use in TV and radio drama programmes",
both as known in November 2026. Whether a number can exist at all is asked of
phonenumberslite, which follows the ranges that Ofcom has given out.
"""

# Begins with, after +44; what is odd about it. The longest beginning counts.
COSTLY = {
    "9": "a premium rate number",
    "871": "a number with a charge for the service",
    "872": "a number with a charge for the service",
    "873": "a number with a charge for the service",
    "870": "a number with a charge for the service",
    "843": "a number with a charge for the service",
    "844": "a number with a charge for the service",
    "845": "a number with a charge for the service",
    "70": "a personal number, which can be dear to ring and leads anywhere",
    "76": "a pager",
}
# Kept free for plays and films: nobody has them.
DRAMA = (
    *("1134960", "1144960", "1154960", "1164960", "1174960", "1184960", "1214960"),
    *("1314960", "1414960", "1514960", "1614960", "1914980", "1632960"),
    *("2079460", "2920180", "2896496", "7700900", "8081570", "9098790", "3069990"),
)


def oddity(dialable: str) -> str:
    """What is odd about a number written +44…; "" where nothing is."""
    national = dialable.removeprefix("+44")
    if national == dialable:
        return ""
    if national.startswith(DRAMA):
        return "a number kept for plays and films"
    fitting = [begin for begin in COSTLY if national.startswith(begin)]
    return COSTLY[max(fitting, key=len)] if fitting else ""
