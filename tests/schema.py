#!/usr/bin/env python3
"""Validate JSON reports against the schema that ships with the program.

Usage: tests/schema.py FILE...   ("-" is standard input)
Exit 0 when every file is valid, 1 when one is not, 2 when it cannot be read.
"""

import json
import pathlib
import sys

import jsonschema

SCHEMA = pathlib.Path(__file__).parent.parent / "reports/report.schema.json"


def unique(pairs):
    """Two members of one name would be two truths."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member stands twice")
    return members


def load(name):
    if name == "-":
        return json.load(sys.stdin, object_pairs_hook=unique)
    with open(name, encoding="utf-8") as file:
        return json.load(file, object_pairs_hook=unique)


def main(names):
    if not names:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)
    status = 0
    for name in names:
        try:
            report = load(name)
        except (OSError, ValueError) as error:
            print(f"{name}: {error}", file=sys.stderr)
            return 2
        errors = sorted(validator.iter_errors(report), key=lambda e: str(e.path))
        for error in errors[:20]:
            place = "/".join(str(step) for step in error.absolute_path)
            print(f"{name}: /{place}: {error.message}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
