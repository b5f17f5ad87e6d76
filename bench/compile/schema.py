# SPDX-License-Identifier: MIT
"""A schema of fifty ordinary entities: a dozen columns each, related to one another."""

NAMES = """
    Account Address Airport Article Author Balance Basket Booking Branch Budget Carrier Category
    Channel City Company Contract Country Coupon Course Currency Customer Delivery Department
    Device Discount Document Driver Employee Event Expense Feature Folder Gallery Holiday Hotel
    Invoice Journal Language Ledger License Location Machine Manager Market Message Partner Payment
    Product Project Vehicle
""".split()


def columns(parent):
    """The columns of an entity that belongs to `parent`, or to none."""
    result = {
        "id": {"type": "int64", "primary_key": True},
        "code": {"type": "string", "length": 20, "unique": True},
        "title": {"type": "string", "length": 100},
        "description": {"type": "text", "nullable": True},
        "quantity": {"type": "int32", "default": 0},
        "weight": {"type": "double", "nullable": True},
        "price": {"type": "decimal", "precision": 12, "scale": 2},
        "state": {"type": "State", "default": "draft"},
        "active": {"type": "bool", "default": True},
        "valid_from": {"type": "date", "nullable": True},
        "created_at": {"type": "timestamptz", "server_default": "now"},
    }
    if parent:
        result["parent_id"] = {
            "type": "int64", "references": f"{parent}.id", "on_delete": "cascade", "index": True,
        }
    else:
        result["note"] = {"type": "text", "nullable": True}
    return result


def make_schema(namespace):
    """Entity k belongs to entity k / 2, so most have one parent and two collections."""
    entities = {
        name: {
            "table": f"{name.lower()}_rows",
            "columns": columns(NAMES[(k + 1) // 2 - 1] if k > 0 else None),
            "relationships": {},
        }
        for k, name in enumerate(NAMES)
    }
    for k, name in enumerate(NAMES[1:], start=1):
        parent = NAMES[(k + 1) // 2 - 1]
        collection = f"{name.lower()}_list"
        entities[name]["relationships"]["parent"] = {"to_one": parent, "back_populates": collection}
        entities[parent]["relationships"][collection] = {"to_many": name, "back_populates": "parent"}
    return {
        "namespace": namespace,
        "enums": {"State": ["draft", "ready", "closed"]},
        "entities": entities,
    }
