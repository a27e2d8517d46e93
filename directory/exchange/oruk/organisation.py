"""Organisations."""

import re

from directory.exchange.oruk.filled import Record, filled, listed, sentences, uri
from directory.exchange.oruk.ids import part_id
from directory.models import Organisation

# What a register's numbers look like, and its code at org-id.guide.
_REGISTERS = (
    (re.compile(r"SC\d{6}"), "GB-SC"),
    (re.compile(r"NIC?\d{5,6}"), "GB-NIC"),
    (re.compile(r"\d{6,7}"), "GB-CHC"),
)


def organization(owner: Organisation) -> Record:
    """Who runs services. The standard wants a description; ours may have none yet."""
    described = owner.description.strip()
    return filled(
        id=str(owner.uuid),
        name=owner.name,
        alternate_name=listed(*owner.other_names.splitlines()),
        description=described or f"{owner.name} runs the services listed here.",
        website=uri(owner.website),
        organization_identifiers=organization_identifiers(owner),
        x_run_by=owner.run_by,
        x_led_by_and_for=owner.is_led_by_and_for,
        x_description=sentences(owner.description),
    )


def organization_identifiers(owner: Organisation) -> list[Record]:
    """Its numbers in public registers."""
    found = []
    charity = owner.charity_number.replace(" ", "").upper()
    if charity:
        known = (code for shape, code in _REGISTERS if shape.fullmatch(charity))
        scheme = next(known, "")
        found.append(_identifier(owner, scheme, "Charity number", charity))
    company = owner.company_number.replace(" ", "").upper()
    if company:
        found.append(_identifier(owner, "GB-COH", "Company number", company))
    return found


def _identifier(owner: Organisation, scheme: str, kind: str, number: str) -> Record:
    return filled(
        id=part_id(owner.uuid, kind, number),
        organization_id=str(owner.uuid),
        identifier_scheme=scheme,
        identifier_type=kind,
        identifier=number,
    )
