"""What each object holds: for the OpenAPI document, and for readers of the profile.

Names and meanings are the standard's (HSDS 3.1 with ORUK 3.0); what begins with `x_`
is ours. Every optional field may be missing, and none is ever null or empty.
"""

from directory.exchange.oruk.schemas import (
    Schema,
    an_object,
    choice,
    number,
    one,
    several,
    text,
)

ID = text(format="uuid")
URI = text(format="uri")
EMAIL = text(format="email")
YES_OR_NO: Schema = {"type": "boolean"}
PRINTED = "as the service prints it"
OF_A_CONTACT = {
    "x_kind": text("phone, text, relay, call-back, whatsapp, webchat ..."),
    "x_label": text("What stands beside it, " + PRINTED),
    "x_hours": text("When it is answered, in words"),
    "x_cost": text("What it costs, in words"),
    "x_bill": text("What the source says about phone bills"),
    "x_seen_on": text("Date of the source: 2025, 2025-04 or 2025-04-30"),
    "x_dialable": text("As a phone dials it: +44..."),
}

SCHEMAS: dict[str, Schema] = {
    "organization": an_object(
        "Who runs services.",
        "id name description",
        {
            "id": ID,
            "name": text(),
            "alternate_name": text("Former or short names"),
            "description": text(),
            "website": URI,
            "organization_identifiers": several("organization_identifier"),
            "services": {
                "type": "array",
                "items": {"anyOf": [one("service_named"), one("service")]},
            },
            "x_run_by": text("The sort of body: charity, council, police ..."),
            "x_led_by_and_for": YES_OR_NO
            | {"description": "Whether it is run by the people it is for"},
            "x_description": text("Its description, where it has one of its own"),
        },
    ),
    "organization_identifier": an_object(
        "A number in a public register.",
        "id identifier_type identifier",
        {
            "id": ID,
            "organization_id": ID,
            "identifier_scheme": text("The register, by its code at org-id.guide"),
            "identifier_type": text(),
            "identifier": text(),
        },
    ),
    "service_named": an_object(
        "A service by its name.",
        "id name status",
        {"id": ID, "name": text(), "status": text()},
    ),
    "service": an_object(
        "One kind of help from one organization, for one side. A list without `full` "
        "holds the fields of one value. Gone: id, name, status `defunct`, date.",
        "id name status last_modified",
        {
            "id": ID,
            "organization_id": ID,
            "organization": one("organization"),
            "name": text(),
            "alternate_name": text("Former or short names"),
            "description": text("First what x_summary says, then more"),
            "url": URI,
            "email": EMAIL,
            "status": choice("", "active", "inactive", "defunct", "temporarily closed"),
            "interpretation_services": text(),
            "application_process": text("How one gets in"),
            "fees": text(),
            "fees_description": text(),
            "accreditations": text(),
            "eligibility_description": text("Who may use it, in words"),
            "minimum_age": number(kind="integer"),
            "maximum_age": number(kind="integer"),
            "assured_date": text(
                "When it was last found right, by us or by its own people",
                format="date",
            ),
            "assurer_email": EMAIL,
            "alert": text("Whether one must wait"),
            "last_modified": text(format="date-time"),
            "phones": several("phone"),
            "contacts": several("contact"),
            "additional_urls": several("url"),
            "schedules": several("schedule"),
            "service_areas": several("service_area"),
            "service_at_locations": several("service_at_location"),
            "languages": several("language"),
            "cost_options": several("cost_option"),
            "funding": several("funding"),
            "attributes": several("attribute"),
            "x_code": text("Its public code, which never changes"),
            "x_page": URI | {"description": "Its page, to link people to"},
            "x_side": choice(
                "survivors: support for people who were hurt. change: help for people "
                "who want to stop hurting someone. Never show both in one list",
                "survivors",
                "change",
            ),
            "x_summary": text("Whom it helps and how, in one sentence"),
            "x_eligibility": text("Who can use it, in the service's own words"),
            "x_takes_from": choice(
                "Where people may come from; not-here: refuges that take no one local",
                "here",
                "anywhere",
                "not-here",
            ),
            "x_trans_inclusion": choice(
                "Whether it takes trans people", "yes", "no", "ask"
            ),
            "x_cost": choice(
                "What it costs the person", "free", "paid", "means-tested", "varies"
            ),
            "x_waiting": choice(
                "Whether one can start now", "open", "list", "full", "closed"
            ),
            "x_waiting_until": text("After this day: ask them", format="date"),
            "x_hours": text("Opening hours in words"),
            "x_police": text("What it says about the police"),
            "x_source_urls": {
                "type": "array",
                "minItems": 1,
                "items": URI,
                "description": "Where we read it",
            },
            "x_source_date": text("Date of that: 2025, 2025-04 or 2025-04-30"),
            "x_answers": several(
                "answer", "What it says no to, or wants to be asked (a term cannot)"
            ),
            "x_told": several(
                "told", "Who will be told what a person says; not listed: not known"
            ),
        },
    ),
    "answer": an_object(
        "An answer about a term that is not yes.",
        "taxonomy_term_id taxonomy name answer",
        {
            "taxonomy_term_id": ID,
            "taxonomy": text(),
            "name": text(),
            "answer": choice("", "no", "ask"),
        },
    ),
    "told": an_object(
        "Someone who may come to know.",
        "to when",
        {
            "to": choice("Who", "police", "home-office", "council", "gp", "family"),
            "when": choice(
                "consent: only if the person agrees; risk: if someone is at serious "
                "risk; duty: where they must; passes: told, or the same body",
                "consent",
                "risk",
                "duty",
                "passes",
            ),
            "words": text("In the service's own words"),
        },
    ),
    "phone": an_object(
        "A number to ring or to text.",
        "id number",
        {
            "id": ID,
            "service_id": ID,
            "number": text(PRINTED.capitalize()),
            "type": choice("", "voice", "text", "textphone"),
            "description": text(),
            **OF_A_CONTACT,
        },
    ),
    "contact": an_object(
        "Numbers and an email address of the service; never a person.",
        "id",
        {
            "id": ID,
            "service_id": ID,
            "name": text(),
            "email": EMAIL,
            "phones": several("phone"),
        },
    ),
    "url": an_object(
        "A page to write on or to read.",
        "id url",
        {
            "id": ID,
            "service_id": ID,
            "label": text(),
            "url": URI,
            "x_number": text("The number behind a WhatsApp address"),
            **OF_A_CONTACT,
        },
    ),
    "schedule": an_object(
        "Hours of the service, or of one contact. Without freq: words only.",
        "id",
        {
            "id": ID,
            "service_id": ID,
            "freq": choice("", "WEEKLY"),
            "byday": text("MO to SU, with commas between"),
            "opens_at": text("Local time; what passes midnight begins again at 00:00"),
            "closes_at": text("23:59 stands for midnight"),
            "description": text("Always in words too"),
            "x_timezone": text("The zone of the times"),
            "x_on_bank_holidays": YES_OR_NO
            | {"description": "Whether it holds on bank holidays; missing: not known"},
            "x_contact_id": ID
            | {"description": "The phone or url whose hours these are"},
        },
    ),
    "service_area": an_object(
        "An area that the service reaches.",
        "id name",
        {
            "id": ID,
            "service_id": ID,
            "name": text(),
            "service_area": text("The same, under ORUK's name for it"),
            "description": text("Where it is less than all of the area"),
            "uri": URI,
            "x_code": text("Its official (GSS) code, or one of ours: X-..."),
        },
    ),
    "language": an_object(
        "A language that staff speak or sign.",
        "id name code",
        {
            "id": ID,
            "service_id": ID,
            "name": text(),
            "code": text("ISO 639; bfi is British Sign Language"),
            "note": text(),
        },
    ),
    "cost_option": an_object(
        "What it costs.",
        "id",
        {
            "id": ID,
            "service_id": ID,
            "option": text(),
            "currency": text(),
            "amount": number("0 where it is free"),
            "amount_description": text(),
        },
    ),
    "funding": an_object(
        "A sort of body that pays for the service.",
        "id",
        {
            "id": ID,
            "service_id": ID,
            "source": text(),
            "x_body": text("The same as a code, as in x_run_by"),
            "x_source_url": URI | {"description": "Where that was read"},
        },
    ),
    "attribute": an_object(
        "A link to a term that the service says yes to.",
        "id link_type taxonomy_term_id taxonomy_term",
        {
            "id": ID,
            "link_type": text("What it is about"),
            "taxonomy_term_id": ID,
            "taxonomy_term": one("taxonomy_term"),
            "value": text("What limits it, in words: sons up to 14"),
        },
    ),
    "service_at_location": an_object(
        "A service at a place that welcomes visitors. A confidential place has none.",
        "id service_id location_id location",
        {
            "id": ID,
            "service_id": ID,
            "location_id": ID,
            "location": one("location"),
            "service": one("service"),
        },
    ),
    "location": an_object(
        "A place that welcomes visitors.",
        "id location_type",
        {
            "id": ID,
            "location_type": choice("", "physical"),
            "name": text(),
            "description": text("The address in one line"),
            "transportation": text("How to find it"),
            "latitude": number("Of the postcode's middle or near it, WGS84"),
            "longitude": number(),
            "addresses": several("address", "Only where its parts are certain"),
            "accessibility": several("accessibility"),
            "x_postcode": text("Also where there is no address in parts"),
        },
    ),
    "address": an_object(
        "An address in parts.",
        "id address_1 city state_province postal_code country address_type",
        {
            "id": ID,
            "location_id": ID,
            "address_1": text(),
            "city": text(),
            "state_province": text("County, combined authority, region or nation"),
            "postal_code": text(),
            "country": text(),
            "address_type": text(),
        },
    ),
    "accessibility": an_object(
        "How one can get in and be heard.",
        "id",
        {
            "id": ID,
            "location_id": ID,
            "description": text(),
            "accessibility": text("The same, under ORUK's name for it"),
            "details": text(),
        },
    ),
    "taxonomy": an_object(
        "A group of terms that answers one question.",
        "id name description",
        {
            "id": ID,
            "name": text(),
            "description": text(),
            "uri": URI,
            "taxonomy_terms": several("taxonomy_term"),
            "x_code": text("Our short name for it"),
        },
    ),
    "taxonomy_term": an_object(
        "One of our words for what services are and do.",
        "id name description",
        {
            "id": ID,
            "code": text(),
            "name": text(),
            "term": text("The same, under ORUK's name for it"),
            "description": text(),
            "parent_id": ID,
            "taxonomy": text("The name of its taxonomy"),
            "taxonomy_id": ID,
            "language": text(),
            "term_uri": URI,
            "x_retired": YES_OR_NO | {"description": "No longer given to services"},
            "x_replaced_by_id": ID | {"description": "The term that took its place"},
        },
    ),
}


def fields_of_ours() -> list[tuple[str, str, str]]:
    """Object, field and meaning of each field that no standard has."""
    return [
        (name, field, schema.get("description", ""))
        for name, described in SCHEMAS.items()
        for field, schema in described["properties"].items()
        if field.startswith("x_")
    ]
