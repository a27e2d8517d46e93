"""Services that are due for a check, or whose last check found something else."""

from directory.curation.daily.checks import Run, Told
from directory.models import Finding, Guide, Service
from directory.models.finding_kinds import Kind, Noted

# A helpline that nobody checked stands before others that nobody checked.
LINE_FIRST, LATE_FIRST = 5, 3


def check(run: Run) -> Told:
    """Note every service that is due, and every guide whose review is."""
    due, gone = Finding.objects.note(Kind.CHECK_DUE, due_services(run))
    amiss, mended = Finding.objects.note(Kind.AMISS, found_amiss())
    guides, read = Finding.objects.note(Kind.GUIDE_DUE, due_guides())
    return Told(due + amiss + guides, gone + mended + read)


def due_services(run: Run) -> dict[str, Noted]:
    """By public code and last check: whatever is decided holds until the next one.

    Those whose last check found something else are told apart.
    """
    due = Service.objects.due_for_verification(run.today)
    lines = set(due.never_to_be_rung().values_list("pk", flat=True))
    amiss = set(Service.objects.found_amiss().values_list("pk", flat=True))
    late = Service.objects.late_for_verification(run.today)
    is_late = set(late.values_list("pk", flat=True))
    rows = due.with_last_verification().values_list("pk", "code", "verified_on")
    return {
        f"{code}|{on or 'never'}": Noted(
            f"Last checked on {on:%d %B %Y}." if on else "Never checked by one of us.",
            service=pk,
            sooner=LINE_FIRST * (pk in lines) + LATE_FIRST * (pk in is_late),
        )
        for pk, code, on in rows
        if pk not in amiss
    }


def found_amiss() -> dict[str, Noted]:
    """By public code and check: something must change, or nobody was reached."""
    services = Service.objects.found_amiss().prefetch_related("verifications")
    found = {}
    for service in services:
        last = max(service.verifications.all(), key=lambda check: check.pk)
        what, outcome = last.get_what_display(), last.get_outcome_display()
        why = f"Check of {last.on:%d %B %Y} ({what}): {outcome}."
        found[f"{service.code}|{last.pk}"] = Noted(why, service=service.pk)
    return found


def due_guides() -> dict[str, Noted]:
    """By slug and day."""
    return {
        f"{guide.slug}|{guide.due_on or 'never'}": Noted(
            f"Due on {guide.due_on:%d %B %Y}." if guide.due_on else "Never reviewed.",
            guide=guide.pk,
        )
        for guide in Guide.objects.due_for_review()
    }
