#!/usr/bin/env python3
"""Compare what the readers of Whois-RWS and of IANA's bootstrap files read in
recorded answers with a reading of our own.

usage: tests/rwscorpus.py RWSDUMP [CORPUS]

RWSDUMP is the program built from tests/rwsdump.c. CORPUS holds the folders
rws/ and bootstrap/; without it $WHOEXPOSED_CORPUS or ../shared/corpus beside
the project is read. The recordings are no part of the project: where they are
missing, the test is skipped.
"""

import datetime
import ipaddress
import json
import os
import random
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

OURS = re.compile(r"\{https?://www\.arin\.net/whoisrws/"
                  r"(?:core|rdns|netref|pft)/v[1-9][^}]*\}(.*)")
WHOLE = {"poc": "poc", "org": "org", "customer": "customer", "net": "",
         "asn": ""}
REFERENCES = {"pocRef": "poc", "pocLinkRef": "poc", "orgRef": "org",
              "orgPocLinkRef": "org", "customerRef": "customer",
              "netRef": "", "netPocLinkRef": "", "asnRef": "",
              "asnPocLinkRef": ""}
LISTS = ("pocs", "orgs", "nets", "asns", "customers")
FUNCTIONS = {"AD": "administrative", "T": "technical", "AB": "abuse",
             "N": "noc", "R": "routing", "D": "dns"}
ROLES = ("registrant", "administrative", "technical", "abuse", "noc",
         "routing", "dns", "billing", "other")


def local(element):
    found = OURS.match(element.tag)
    return found.group(1) if found else None


def children(element, name=None):
    return [c for c in element if local(c) and name in (None, local(c))]


def value(element, *names):
    for name in names:
        found = children(element, name)
        if not found:
            return ""
        element = found[0]
    return (element.text or "").strip()


def moment(text):
    if not text:
        return ""
    when = datetime.datetime.fromisoformat(text)
    return when.astimezone(datetime.timezone.utc).strftime(
        "%Y-%m-%dT%H:%M:%SZ")


def address(text):
    if "." in text:
        text = ".".join(str(int(octet)) for octet in text.split("."))
    return str(ipaddress.ip_address(text))


def span(first, last):
    return f"{address(first)}-{address(last)}" if first and last else ""


def limit(element):
    said = [(c.text or "").strip().lower()
            for c in children(element, "limitExceeded")]
    return "" if all(text == "false" for text in said) else "limitExceeded"


class Object:
    def __init__(self, kind, path, handle, name):
        self.kind, self.path, self.name = kind, path, name
        self.handle = handle.upper()
        self.roles, self.emails, self.range = set(), [], ""
        self.type = self.parent = self.registered = self.changed = ""
        self.remarks = self.truncated = ""
        self.group, self.reference, self.nested = 0, False, []

    def lines(self, level=0):
        roles = ";".join(r for r in ROLES if r in self.roles)
        yield "\t".join((str(level), self.path, self.kind, self.handle,
                         self.name, roles, ",".join(self.emails), self.range,
                         self.type, self.parent, self.registered,
                         self.changed, self.remarks, self.truncated))
        for group in range(3):
            for other in self.nested:
                if other.group == group:
                    yield from other.lines(level + 1)


def group_of(name):
    return 1 if name.startswith("net") else 2 if name.startswith("asn") else 0


def reference(element, path):
    name = local(element)
    found = Object(REFERENCES[name], path, element.get("handle"),
                   element.get("name", ""))
    found.reference, found.group = True, group_of(name)
    code = element.get("function") or element.get("relPocFunction")
    if code:
        found.roles.add(FUNCTIONS.get(code.upper(), "other"))
    if name.startswith("asn"):
        number = re.sub("^AS", "", found.handle)
        found.range = f"{number}-{number}"
    elif name.startswith("net"):
        found.range = span(element.get("startAddress"),
                           element.get("endAddress"))
    return found


def united(objects):
    kept = {}
    result = []
    for found in objects:
        key = (found.group, found.kind, found.handle)
        if found.reference and key in kept:
            kept[key].roles |= found.roles
            continue
        kept.setdefault(key, found)
        result.append(found)
    return result


def in_list(element, path):
    counts, found = {}, []
    for child in children(element):
        name = local(child)
        if name not in WHOLE and name not in REFERENCES:
            continue
        counts[name] = counts.get(name, 0) + 1
        here = f"{path}/{name}[{counts[name]}]"
        found.append(whole(child, here) if name in WHOLE
                     else reference(child, here))
    return found


def whole(element, path):
    name = local(element)
    found = Object(WHOLE[name], path, value(element, "handle") or
                   value(element, "ref").rpartition("/")[2],
                   value(element, "name"))
    found.group = group_of(name)
    if name == "poc":
        parts = [value(element, "firstName"), value(element, "lastName")]
        found.name = " ".join(filter(None, parts)) or value(
            element, "companyName")
    for emails in children(element, "emails"):
        found.emails += [e.text.strip() for e in children(emails, "email")]
    if name == "asn":
        first = value(element, "startAsNumber") or "0"
        found.range = f"{first}-{value(element, 'endAsNumber') or first}"
    elif name == "net":
        found.range = span(value(element, "startAddress"),
                           value(element, "endAddress"))
        found.type = value(
            element, "netBlocks", "netBlock", "description").upper()
    for parent in children(element, "parentNetRef") + children(
            element, "parentOrgRef"):
        found.parent = parent.get("handle").upper()
    found.registered = moment(value(element, "registrationDate"))
    found.changed = moment(value(element, "updateDate"))
    found.remarks = " ".join(
        (line.text or "") for comment in children(element, "comment")
        for line in children(comment, "line"))
    found.truncated = "limitExceeded" if any(
        limit(c) for c in children(element)) else ""
    registrants = in_list(element, path)
    for other in registrants:
        if name in ("net", "asn") and other.kind in ("org", "customer"):
            other.roles.add("registrant")
    found.nested = registrants
    for child in children(element):
        if local(child) in LISTS:
            found.nested += in_list(child, f"{path}/{local(child)}")
    found.nested = united(found.nested)
    return found


def read_answer(path):
    """The lines expected, or None for what is no answer of Whois-RWS."""
    try:
        root = ET.parse(path).getroot()
    except ET.ParseError:
        return None
    name = local(root)
    if name in WHOLE:
        return ["object\t", *whole(root, "/" + name).lines()]
    if name not in (*LISTS, "pft"):
        return None
    lines = ["search\t" + limit(root)]
    for found in united(in_list(root, "/" + name)):
        lines += found.lines()
    return lines


def run(dump, kind, path, terms=""):
    done = subprocess.run([dump, kind, path], input=terms, text=True,
                          stdout=subprocess.PIPE, check=False)
    return done.returncode, done.stdout.splitlines()


def compare_answer(dump, path):
    expected = read_answer(path)
    status, lines = run(dump, "rws", path)
    if expected is None:
        return status == 1 and lines[0].startswith("refused "), lines
    return status == 0 and lines == expected, ["- " + line
        for line in expected] + ["+ " + line for line in lines]


def terms_of(services, kind):
    """Ends of keys and what is just outside, and some by chance; enough of
    them, the same ones each time."""
    chance = random.Random(9224)
    terms = all_terms(services, kind, chance)
    return chance.sample(terms, min(len(terms), 2000))


def all_terms(services, kind, chance):
    if kind == "asn":
        ends = [int(n) for keys, _ in services for k in keys
                for n in k.split("-")]
        numbers = {n + d for n in ends for d in (-1, 0, 1)}
        numbers |= {chance.randrange(1 << 19) for _ in range(2000)}
        return [f"AS{n}" for n in sorted(numbers) if 0 <= n < 1 << 32]
    nets = [ipaddress.ip_network(k) for keys, _ in services for k in keys]
    top = nets[0].max_prefixlen
    numbers = {int(n[i]) + d for n in nets for i in (0, -1)
               for d in (-1, 0, 1)}
    numbers |= {chance.randrange(1 << top) for _ in range(2000)}
    make = ipaddress.IPv4Address if top == 32 else ipaddress.IPv6Address
    return [str(make(n)) for n in sorted(numbers) if 0 <= n < 1 << top]


def base_of(services, kind, term):
    best = None
    for keys, urls in services:
        url = next((u for u in urls if u.startswith("https:")), urls[0])
        for key in keys:
            if kind == "asn":
                first, _, last = key.partition("-")
                first, last = int(first), int(last or first)
                size, inside = last - first, first <= int(term[2:]) <= last
            else:
                net = ipaddress.ip_network(key)
                size = net.num_addresses
                inside = ipaddress.ip_address(term) in net
            if inside and (best is None or size < best[0]):
                best = size, url.rstrip("/") + "/"
    return best[1] if best else ""


def kind_of(services):
    keys = [k for keys, _ in services for k in keys]
    if all(re.fullmatch(r"\d+(-\d+)?", k) for k in keys):
        return "asn"
    return "ip" if all("/" in k for k in keys) else None


def compare_bootstrap(dump, path):
    try:
        with open(path, encoding="utf-8") as file:
            services = json.load(file)["services"]
        kind = kind_of(services)
    except (ValueError, KeyError, TypeError):
        kind = None
    if kind is None:
        status, lines = run(dump, "bootstrap", path)
        return status == 1 and lines[0].startswith("refused "), lines
    terms = terms_of(services, kind)
    status, lines = run(dump, "bootstrap", path, "\n".join(terms) + "\n")
    wrong = [f"{t}: {found}" for t, found in zip(terms, lines)
             if found != base_of(services, kind, t)]
    return status == 0 and len(lines) == len(terms) and not wrong, wrong


def main():
    dump = sys.argv[1]
    here = os.path.dirname(os.path.abspath(__file__))
    corpus = sys.argv[2] if len(sys.argv) > 2 else os.environ.get(
        "WHOEXPOSED_CORPUS", os.path.join(here, "../../shared/corpus"))
    failed = total = 0
    for folder, suffix, compare in (("rws", ".xml", compare_answer),
                                    ("bootstrap", ".json", compare_bootstrap)):
        try:
            names = sorted(os.listdir(os.path.join(corpus, folder)))
        except OSError:
            print(f"rwscorpus: skipped, no recordings in {folder}/")
            continue
        for name in names:
            if not name.endswith(suffix):
                continue
            good, shown = compare(dump, os.path.join(corpus, folder, name))
            total += 1
            failed += not good
            if not good:
                print(f"rwscorpus: {folder}/{name} differs", *shown[:40],
                      sep="\n  ")
    print(f"rwscorpus: {total - failed} of {total} files read alike")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
