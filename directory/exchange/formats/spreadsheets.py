"""Cells that a spreadsheet would take for a formula, on their way out and back in."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
GUARD = "'"


def guarded(value: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe stands before it."""
    return GUARD + value if _is_formula(value) else value


def unguarded(value: str) -> str:
    """The cell as it was before it was guarded."""
    is_guarded = value.startswith(GUARD) and _is_formula(value)
    return value[1:] if is_guarded else value


def _is_formula(value: str) -> bool:
    return value.lstrip(GUARD).startswith(FORMULA)
