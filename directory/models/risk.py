"""How much a proposal touches what the public relies on; the riskiest come first."""

from directory.models import guide_queryset, organisation

# Names of a service's plain values that only a second person makes true.
SERVICE = {"side", "is_confidential", "organisation", "contacts", "coverages"}
SERVICE |= {"locations", "answers:audience", "status"}
SENSITIVE = {
    "service": SERVICE,
    "organisation": set(organisation.SENSITIVE),
    "guide": {*guide_queryset.SENSITIVE, "sources", "status"},
}
BY_KIND = {"withdraw": 95, "publish": 60, "put-back": 80}
BY_FIELD = {"contacts": 90, "is_confidential": 85, "locations": 85, "website": 75}
OTHER_SENSITIVE, OTHER, UNKNOWN_AUTHOR = 55, 10, 4


def is_public(record) -> bool:
    """Whether the public sees this record, or sees it on a service's page."""
    if record is None:
        return False
    if hasattr(record, "services"):
        return record.services.published().exists()
    return getattr(record, "status", "") == "published"


def sensitive_among(record, fields) -> set[str]:
    """Those of these plain fields that change by proposal only, as the record is."""
    known = SENSITIVE.get(record._meta.model_name, set())
    return known & set(fields) if is_public(record) else set()


def risk_of(proposal, record) -> tuple[int, bool]:
    """From 0 to 99, and whether contacts change that the public sees."""
    fields = set(proposal.changes)
    risk = BY_KIND.get(proposal.kind, OTHER)
    if proposal.kind == "add" and "status" in fields:
        risk = BY_KIND["publish"]
    if proposal.kind == "change" and record is not None:
        touched = sensitive_among(record, fields)
        found = [BY_FIELD.get(name, OTHER_SENSITIVE) for name in touched]
        risk = max([risk, *found])
    shown = getattr(record, "published_at", None) is not None
    if proposal.author_id is None:
        risk += UNKNOWN_AUTHOR
    return risk, shown and proposal.kind == "change" and "contacts" in fields
