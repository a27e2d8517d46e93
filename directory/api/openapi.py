"""The OpenAPI 3.1 document of the interface: what can be asked, what is answered."""

from typing import Any

from directory.api.parameters import MOST_PER_PAGE, PER_PAGE
from directory.exchange.oruk.schemas import Schema, one
from directory.exchange.oruk.shape import SCHEMAS
from directory.exchange.oruk.source import API

UUID_TEXT: Schema = {"type": "string", "format": "uuid"}
WHOLE: Schema = {"type": "integer", "minimum": 1}
FLAG: Schema = {"type": "boolean", "default": False}
TEXT: Schema = {"type": "string"}
POSTCODE = "^([A-Za-z]{1,2}[0-9][0-9A-Za-z]?( ?[0-9]([A-Za-z]{2})?)?)?$"

# Name, schema, and what it does.
PARAMETERS: dict[str, tuple[Schema, str]] = {
    "search": (TEXT, "Words that must all occur."),
    "page": (WHOLE | {"default": 1}, "Which page. One past the last is empty."),
    "per_page": (
        WHOLE | {"default": PER_PAGE},
        f"Records on a page. More than {MOST_PER_PAGE} gives {MOST_PER_PAGE}.",
    ),
    "format": (
        {"type": "string", "enum": ["json", "ndjson"], "default": "json"},
        "ndjson streams the whole list, one record a line, without pages.",
    ),
    "taxonomy_term_id": (UUID_TEXT, "Services that say yes to this term."),
    "taxonomy_id": (UUID_TEXT, "Services that say yes to a term of this taxonomy."),
    "organization_id": (UUID_TEXT, "Services of this organization."),
    "modified_after": (
        {
            "type": "string",
            "anyOf": [{"format": "date-time"}, {"format": "date"}],
            "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?$",
        },
        "What changed after a moment. Without other filters /services also says what "
        "was withdrawn in the last 90 days: status defunct, and nothing else of it.",
    ),
    "side": (
        {"type": "string", "enum": ["survivors", "change"]},
        "Ours: support for people who were hurt, or help for people who hurt someone.",
    ),
    "minimal": (FLAG, "Only id, name, status and date of every service, on one page."),
    "full": (FLAG, "Each record as a whole, as under its own address."),
    "full_service": (FLAG, "The services of each organization as a whole."),
    "postcode": (
        {"type": "string", "pattern": POSTCODE},
        "A postcode or its start. Places whose service reaches it; with proximity, "
        "places near it.",
    ),
    "proximity": (
        WHOLE,
        "Metres from the postcode, 100,000 at most. Nothing without a postcode.",
    ),
    "top_only": (FLAG, "Only terms that have no wider one."),
    "parent_id": (UUID_TEXT, "Terms directly under this one."),
}
PAGED = ("search", "page", "per_page", "format")
NARROW = ("taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after")
# Path, schema of a record, what it is, parameters of the list and of one record.
LISTS = (
    ("services", "service", (*PAGED, *NARROW, "side", "minimal", "full"), ()),
    (
        "service_at_locations",
        "service_at_location",
        (*PAGED, *NARROW, "side", "full", "postcode", "proximity"),
        (),
    ),
    ("taxonomies", "taxonomy", PAGED, ()),
    (
        "taxonomy_terms",
        "taxonomy_term",
        (*PAGED, "taxonomy_id", "top_only", "parent_id"),
        (),
    ),
    (
        "organizations",
        "organization",
        (*PAGED, "full", "full_service"),
        ("full_service",),
    ),
)
PAGE = {
    "total_items": {"type": "integer", "minimum": 0},
    "total_pages": {"type": "integer", "minimum": 1},
    "page_number": {"type": "integer", "minimum": 1},
    "size": {"type": "integer", "minimum": 0, "description": "Records on this page"},
    "first_page": {"type": "boolean"},
    "last_page": {"type": "boolean"},
    "empty": {"type": "boolean"},
}


def document(site: str, name: str) -> dict[str, Any]:
    """The whole document, for the site at an address such as https://x.example."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{name}: Open Referral UK 3.0, in the shape of HSDS 3.1",
            "version": "3.0",
            "description": f"Read only. How to use it: {site}/data/",
        },
        "servers": [{"url": f"{site}{API}"}],
        "paths": {"/": _root(), **_paths()},
        "components": {
            "schemas": {**SCHEMAS, "page": _page(), "problem": _problem()},
            "parameters": {
                name: {
                    "name": name,
                    "in": "query",
                    "description": description,
                    "schema": schema,
                }
                for name, (schema, description) in PARAMETERS.items()
            },
            "responses": {
                "unreadable": _json("A parameter is wrong; a sentence says which.")
                | {"content": {"application/json": {"schema": one("problem")}}},
                "absent": _json("There is no such record.")
                | {"content": {"application/json": {"schema": one("problem")}}},
            },
        },
    }


def _root() -> Schema:
    fields = {
        "version": {"type": "string"},
        "profile": {"type": "string", "format": "uri"},
        "openapi_url": {"type": "string", "format": "uri"},
    }
    schema = {
        "type": "object",
        "required": list(fields),
        "properties": fields,
        "additionalProperties": False,
    }
    answer = _json("Which standard this is, and where it is described.", schema)
    return {"get": {"operationId": "root", "responses": {"200": answer}}}


def _paths() -> Schema:
    paths: Schema = {}
    for path, record, of_list, of_one in LISTS:
        paths[f"/{path}"] = {
            "get": {
                "operationId": path,
                "parameters": [_parameter(name) for name in of_list],
                "responses": {
                    "200": _list(record),
                    "304": {"description": "Unchanged since the ETag that was sent."},
                    "400": {"$ref": "#/components/responses/unreadable"},
                },
            }
        }
        paths[f"/{path}/{{id}}"] = {
            "get": {
                "operationId": f"{record}_by_id",
                "parameters": [
                    {
                        "name": "id",
                        "in": "path",
                        "required": True,
                        "schema": UUID_TEXT,
                    },
                    *(_parameter(name) for name in of_one),
                ],
                "responses": {
                    "200": _json("The record as a whole.", one(record)),
                    "304": {"description": "Unchanged since the ETag that was sent."},
                    **(
                        {"400": {"$ref": "#/components/responses/unreadable"}}
                        if of_one
                        else {}
                    ),
                    "404": {"$ref": "#/components/responses/absent"},
                },
            }
        }
    return paths


def _parameter(name: str) -> Schema:
    return {"$ref": f"#/components/parameters/{name}"}


def _json(description: str, schema: Schema | None = None) -> Schema:
    content = {"content": {"application/json": {"schema": schema}}} if schema else {}
    return {"description": description, **content}


def _list(record: str) -> Schema:
    contents = {"type": "array", "items": one(record)}
    page = {
        "allOf": [
            one("page"),
            {
                "type": "object",
                "required": ["contents"],
                "properties": {"contents": contents},
            },
        ]
    }
    return {
        "description": "A page, or with format=ndjson every record on a line.",
        "content": {
            "application/json": {"schema": page},
            "application/x-ndjson": {"schema": {"type": "string"}},
        },
    }


def _page() -> Schema:
    return {"type": "object", "required": list(PAGE), "properties": PAGE}


def _problem() -> Schema:
    return {
        "type": "object",
        "required": ["status", "message"],
        "properties": {
            "status": {"type": "integer"},
            "message": {"type": "string", "description": "A sentence"},
        },
        "additionalProperties": False,
    }
