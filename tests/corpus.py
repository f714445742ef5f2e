#!/usr/bin/env python3
"""Compare what the parser reads in recorded answers with a reading of our own.

usage: tests/corpus.py DUMP [CORPUS]

DUMP is the program built from tests/dump.c. CORPUS holds the folders rdap/ and
other-rir/; without it $WHOEXPOSED_CORPUS or ../shared/corpus beside the project
is read. The recordings are no part of the project: where they are missing, the
test is skipped.
"""

import ipaddress
import json
import os
import re
import subprocess
import sys

SEARCHES = {
    "ipSearchResults": "ip network",
    "autnumSearchResults": "autnum",
    "entitySearchResults": "entity",
    "arin_originas0_networkSearchResults": "ip network",
}
NESTED = (("entities", "entity"), ("networks", "ip network"),
          ("autnums", "autnum"))
ROLES = ("registrant", "administrative", "technical", "abuse", "noc",
         "routing", "dns", "billing", "other")

# Files the parser is right to refuse, and why.
REFUSED = {
    "20c-entity-BRI2.json": "an empty object",
    "darkpeak-jcard_invalid_1.json": "jCard",
    "darkpeak-jcard_invalid_3.json": "jCard",
    "darkpeak-jcard_invalid_4.json": "jCard",
    "darkpeak-rdap-secure-dns-2.json": "a fragment",
    "icannct-entity-invalid-vcard.json": "jCard",
    "icannct-vcardArray-contactUriValid.json": "a fragment",
    "icannct-vcardArray-fnMissing.json": "a fragment",
    "icannct-vcardArray-wrongCategory.json": "a fragment",
    "jakub-asn.json": "a bootstrap file",
    "jakub-dns.json": "a bootstrap file",
    "jakub-ipv6.json": "a bootstrap file",
    "openrdap-jcard-error_bad_property_name.json": "a fragment",
    "openrdap-jcard-error_bad_property_nest_depth.json": "a fragment",
    "openrdap-jcard-error_bad_property_parameters_2.json": "a fragment",
    "openrdap-jcard-error_bad_property_size.json": "a fragment",
    "openrdap-jcard-error_bad_top_type.json": "a fragment",
    "openrdap-jcard-error_bad_vcard_label.json": "a fragment",
    "openrdap-jcard-error_invalid_properties.json": "a fragment",
    "openrdap-jcard-example.json": "a fragment",
    "openrdap-misc-empty.html.json": "empty",
    "openrdap-misc-malformed.json": "not JSON",
    "openrdap-rdap-entity-1-VRSN.json": "notices is an object",
    "ripe-ip-de-telekom-land.json": "an address with a length",
    "ripe-ip-de-versatel.json": "an address with a length",
    "ripe-ip-de-vodafone-cable.json": "an address with a length",
    "ripe-ip-ir-iran.json": "an address with a length",
    "ripe-ip-nl-digitalocean.json": "an address with a length",
    "verisign-domain-google.com-spatie.json": "jCard",
    "verisign-pilot-nameserver-ns1.arin.net-2017.http": "not JSON",
    "rdap-error-404-entity-arin-o-2017.http": "not JSON",
    "rdap-ip-108.45.128.208-2017.http": "not JSON",
    "whodap-bad_response_01.json": "jCard",
    "whodap-bad_response_02.json": "jCard",
}


class Reading:
    """One answer: its lines, and every place that does not hold."""

    def __init__(self):
        self.lines = []
        self.faults = set()

    def array(self, value, name, path):
        found = value.get(name)
        if found is not None and not isinstance(found, list):
            self.faults.add(f"{path}.{name}")
        return found if isinstance(found, list) else []

    def text(self, value, name, path):
        found = value.get(name)
        if found is not None and not isinstance(found, str):
            self.faults.add(f"{path}.{name}")
        return found if isinstance(found, str) else ""

    def jcard(self, card, path):
        """(kind, emails)"""
        here = path + ".vcardArray"
        if card is None:
            return "", []
        if not (isinstance(card, list) and len(card) == 2
                and isinstance(card[0], str) and card[0].lower() == "vcard"
                and isinstance(card[1], list)):
            self.faults.add(here)
            return "", []
        kind, emails = "", []
        for i, row in enumerate(card[1]):
            if not (isinstance(row, list) and len(row) > 3
                    and isinstance(row[0], str) and isinstance(row[1], dict)
                    and isinstance(row[2], str)):
                self.faults.add(f"{here}[1][{i}]")
                continue
            if row[0].lower() == "kind" and not kind:
                kind = row[3]
            if row[0].lower() == "email":
                emails += [v for v in row[3:] if isinstance(v, str) and v]
        return kind, sorted(emails, key=lambda e: e.encode())

    def address(self, value, name, path):
        text = self.text(value, name, path)
        if not text:
            return None
        try:
            if ":" in text:
                return ipaddress.IPv6Address(text)
            return ipaddress.IPv4Address(
                ".".join(str(int(octet, 10)) for octet in text.split(".")))
        except ValueError:
            self.faults.add(f"{path}.{name}")
            return None

    def range(self, value, path):
        ends = [self.address(value, name, path)
                for name in ("startAddress", "endAddress")]
        if None in ends:
            prefixes = [
                ipaddress.ip_network("%s/%d" % (
                    cidr.get("v4prefix") or cidr.get("v6prefix"),
                    cidr["length"]))
                for cidr in self.array(value, "cidr0_cidrs", path)]
            ends = [min(p[0] for p in prefixes),
                    max(p[-1] for p in prefixes)] if prefixes else []
        if ends and ends[0].version == ends[1].version and ends[0] <= ends[1]:
            return f"{ends[0]}-{ends[1]}"
        return ""

    def validated(self, value):
        for remark in value.get("remarks") or []:
            if remark.get("title", "").lower() == "unvalidated poc":
                return "unvalidated"
        states = [word.lower() for word in value.get("status") or []]
        return "validated" if "validated" in states else ""

    def object(self, value, expected, path):
        name = self.text(value, "objectClassName", path) or expected
        known = name if name in ("entity", "ip network", "autnum") else "other"
        if expected != "other" and known != expected:
            self.faults.add(f"{path}.objectClassName")
        self.array(value, "notices", path)
        kind, emails, where, state = "", [], "", ""
        if known == "entity":
            kind, emails = self.jcard(value.get("vcardArray"), path)
            state = self.validated(value)
        elif known == "ip network":
            where = self.range(value, path)
        elif known == "autnum":
            first = value.get("startAutnum") or 0
            where = f"{first}-{value.get('endAutnum') or first}"
        elif any(remark.get("title", "").lower() == "unvalidated poc"
                 for remark in value.get("remarks") or []):
            state = "unvalidated"
        words = {word.lower() if word.lower() in ROLES else "other"
                 for word in self.array(value, "roles", path)}
        self.lines.append("\t".join((
            path, known, self.text(value, "handle", path).strip(" ").upper(),
            ";".join(role for role in ROLES if role in words),
            ",".join(emails), where, state, kind)))
        for member, nested in NESTED:
            for i, one in enumerate(self.array(value, member, path)):
                self.object(one, nested, f"{path}.{member}[{i}]")


def unique(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("duplicate member")
    return members


def read(data):
    """(what to ask the parser for, its own reading)"""
    reading = Reading()
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=unique)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        reading.faults.add("$")
        return "object", reading
    for name, expected in SEARCHES.items():
        if name in value:
            for i, one in enumerate(value[name]):
                reading.object(one, expected, f"$.{name}[{i}]")
            return name, reading
    if "errorCode" in value:
        reading.lines = [f"error {int(value['errorCode'])}"]
    elif not {"objectClassName", "handle", "rdapConformance"} & set(value):
        reading.faults.add("$")
    else:
        reading.object(value, "other", "$")
    return "object", reading


def compare(dump, path):
    """What is wrong about the parser's reading of this file, or None."""
    name = os.path.basename(path)
    with open(path, "rb") as f:
        kind, own = read(f.read())
    run = subprocess.run([dump, kind, path], stdout=subprocess.PIPE,
                         check=False)
    lines = run.stdout.decode("utf-8").split("\n")[:-1]
    if run.returncode not in (0, 1):
        return f"the parser ended with {run.returncode}"
    if run.returncode == 1:
        place = re.match(r"refused (\$[^: ]*): ", lines[0])
        if place is None or place.group(1) not in own.faults:
            return f"the parser alone: {lines[0]}"
        return None if name in REFUSED else f"not expected: {lines[0]}"
    if own.faults or name in REFUSED:
        return f"the parser does not refuse {sorted(own.faults)}"
    lines = [line for line in lines if not line.startswith("truncated ")]
    for mine, its in zip(own.lines, lines):
        if mine != its:
            return f"differs:\n  parser {its}\n  here   {mine}"
    if len(lines) != len(own.lines):
        return f"{len(lines)} objects, {len(own.lines)} here"
    return None


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    corpus = sys.argv[2] if len(sys.argv) == 3 else os.environ.get(
        "WHOEXPOSED_CORPUS", os.path.join(root, "..", "shared", "corpus"))
    if not os.path.isdir(os.path.join(corpus, "rdap")):
        print("skipped: no recordings in", corpus)
        return 0
    agree, wrong = 0, 0
    for folder in ("rdap", "other-rir"):
        for name in sorted(os.listdir(os.path.join(corpus, folder))):
            fault = compare(sys.argv[1], os.path.join(corpus, folder, name))
            agree += fault is None
            wrong += fault is not None
            if fault is not None:
                print(f"{folder}/{name}: {fault}")
    print(f"{agree} files agree")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
