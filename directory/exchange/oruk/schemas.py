"""Short words for the JSON Schemas of fields and objects."""

from typing import Any

Schema = dict[str, Any]


def text(description: str = "", **more: Any) -> Schema:
    """A text that is never empty."""
    told = {"description": description} if description else {}
    return {"type": "string", "minLength": 1, **told, **more}


def number(description: str = "", kind: str = "number") -> Schema:
    return {"type": kind, **({"description": description} if description else {})}


def choice(description: str, *values: str) -> Schema:
    return text(description, enum=list(values))


def several(name: str, description: str = "") -> Schema:
    """A list of objects, never an empty one."""
    items: Schema = {"$ref": f"#/components/schemas/{name}"}
    told = {"description": description} if description else {}
    return {"type": "array", "minItems": 1, "items": items, **told}


def one(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def an_object(description: str, required: str, fields: dict[str, Schema]) -> Schema:
    """An object that holds these fields and no others."""
    return {
        "type": "object",
        "description": description,
        "required": required.split(),
        "properties": fields,
        "additionalProperties": False,
    }
