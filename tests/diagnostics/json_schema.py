# SPDX-License-Identifier: MIT
"""A JSON Schema made into one function: thousands of verdicts a second, where the package jsonschema,
which explains each of them, gives hundreds. Knows the keywords that orpiment.schema.json uses, and
refuses others."""

import json

TYPES = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "integer": lambda value: (isinstance(value, int) and not isinstance(value, bool)
                              or isinstance(value, float) and value.is_integer()),
}
ANNOTATIONS = {"$schema", "$defs", "title", "description"}


def compile_schema(root):
    """Returns is_valid(document) for the JSON Schema `root`."""
    compiled = {}

    def follow(reference):
        if reference not in compiled:
            compiled[reference] = None  # known, so that a circle ends
            node = root
            for step in reference.removeprefix("#/").split("/"):
                node = node[step]
            compiled[reference] = make(node)
        return lambda value: compiled[reference](value)

    def members(node):
        properties = {key: make(schema) for key, schema in node.get("properties", {}).items()}
        others = make(node.get("additionalProperties", True))

        def check(value):
            return not isinstance(value, dict) or all(
                properties.get(key, others)(member) for key, member in value.items())
        return check

    def elements(schema):
        check = make(schema)
        return lambda value: not isinstance(value, list) or all(map(check, value))

    def keyword(node, key):
        said = node[key]
        if key == "$ref":
            return follow(said)
        if key == "type":
            kinds = [TYPES[kind] for kind in (said if isinstance(said, list) else [said])]
            return lambda value: any(kind(value) for kind in kinds)
        if key == "enum":
            known = {json.dumps(one, sort_keys=True) for one in said}
            return lambda value: json.dumps(value, sort_keys=True) in known
        if key in ("anyOf", "oneOf"):
            checks = [make(schema) for schema in said]
            if key == "anyOf":
                return lambda value: any(check(value) for check in checks)
            return lambda value: sum(check(value) for check in checks) == 1
        if key in ("properties", "additionalProperties"):
            return members(node)
        if key == "required":
            return lambda value: not isinstance(value, dict) or all(name in value for name in said)
        if key == "items":
            return elements(said)
        if key == "minItems":
            return lambda value: not isinstance(value, list) or len(value) >= said
        if key == "maxItems":
            return lambda value: not isinstance(value, list) or len(value) <= said
        if key == "minLength":
            return lambda value: not isinstance(value, str) or len(value) >= said
        if key == "minimum":
            return lambda value: not TYPES["number"](value) or value >= said
        if key == "maximum":
            return lambda value: not TYPES["number"](value) or value <= said
        raise ValueError(f"the JSON Schema has the keyword {key}, which json_schema.py does not know")

    def make(node):
        if isinstance(node, bool):
            return lambda value: node
        keys = set(node) - ANNOTATIONS
        if "properties" in keys:
            keys.discard("additionalProperties")  # one check for both
        checks = [keyword(node, key) for key in sorted(keys)]
        return checks[0] if len(checks) == 1 else lambda value: all(check(value) for check in checks)

    return make(root)
