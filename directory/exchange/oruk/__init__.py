"""Our records in the shape of HSDS 3.1, which is valid Open Referral UK 3.0 too.

One function for each object of the standard, so that a later version is a second
module. An empty field is left out: never null, "" or []. Fields of our own begin with
`x_`; `shape.py` says what each holds, and `/data/profile/` shows it.
"""
