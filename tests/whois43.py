#!/usr/bin/env python3
"""Compare recorded answers of ARIN's port 43, which the program never asks,
with what its readers make of the RDAP and Whois-RWS answers about the same
objects, and with what the report says that port 43 shows.

usage: tests/whois43.py DUMP RWSDUMP [CORPUS]

DUMP and RWSDUMP are built from tests/dump.c and tests/rwsdump.c. CORPUS holds
the folders whois43/, rdap/ and rws/; without it $WHOEXPOSED_CORPUS or
../shared/corpus beside the project is read. The recordings are no part of the
project: where they are missing, the test is skipped.

The answers were recorded in different years. What they say in common has to
be equal; which of it could be compared, and what could not, is printed.
"""

import datetime
import ipaddress
import os
import re
import subprocess
import sys

ROLES = {"Tech": "technical", "Abuse": "abuse", "NOC": "noc",
         "Routing": "routing", "DNS": "dns", "Admin": "administrative"}
POC = re.compile(r"(Org|R)(%s)(Handle|Name|Phone|Email|Ref)" % "|".join(ROLES))
FIELD = re.compile(r"([A-Za-z]+):[ \t]*(.*)")
ADDRESS = re.compile(r"[^\s<>@:]+@[^\s<>@]+\.[a-z]+")

HELP = "?"


class Answer:
    """One answer of port 43: its blocks, each a list of (key, value)."""

    def __init__(self, text):
        self.fields, self.pocs, self.blocks = {}, [], []
        block = []
        for line in [*text.splitlines(), ""]:
            field = FIELD.fullmatch(line)
            if field:
                block.append((field[1], field[2].strip()))
            elif not line.strip() and block:
                self._take(block)
                block = []

    def _take(self, block):
        first = POC.fullmatch(block[0][0])
        if first is None:
            self.blocks.append(block[0][0])
            self.fields.update((block[0][0] + "." + key, value)
                               for key, value in reversed(block)
                               if key != "Comment")
            self.fields[block[0][0] + ".Comment"] = " ".join(
                value for key, value in block if key == "Comment")
            return
        poc = {"holder": first[1], "role": ROLES[first[2]], "Email": []}
        for key, value in block:
            part = POC.fullmatch(key)
            if part is None or (part[1], part[2]) != (first[1], first[2]):
                raise ValueError("%s in a block of %s" % (key, block[0][0]))
            if part[3] == "Email":
                poc["Email"].append(value)
            else:
                poc[part[3]] = value
        self.pocs.append(poc)

    def roles(self, holder, handle):
        return {poc["role"] for poc in self.pocs
                if (poc["holder"], poc["Handle"]) == (holder, handle)}


class Reader:
    """What our own readers made of an answer, by path."""

    def __init__(self, program, kind, path):
        run = subprocess.run([program, kind, path], stdout=subprocess.PIPE,
                             check=True)
        self.rows = [line.split("\t")
                     for line in run.stdout.decode().splitlines()]


class Comparison:
    def __init__(self):
        self.same = self.wrong = 0
        self.notes = []

    def equal(self, what, here, there):
        good = here == there
        self.same += good
        self.wrong += not good
        if not good:
            print("whois43: %s: port 43 has %r, the reader %r"
                  % (what, here, there))

    def true(self, what, holds):
        self.equal(what, True, holds)

    def note(self, text):
        if text not in self.notes:
            self.notes.append(text)


def days_of(moment):
    """The days that a moment of UTC can be at ARIN, in winter and summer."""
    at = datetime.datetime.strptime(moment, "%Y-%m-%dT%H:%M:%SZ")
    return {(at - datetime.timedelta(hours=hours)).date().isoformat()
            for hours in (5, 4)}


def compare_dates(c, what, answer, block, row):
    for key, moment in (("RegDate", row[10]), ("Updated", row[11])):
        c.true("%s %s %s of %s" % (what, key, answer.fields[block + key],
                                   moment),
               answer.fields[block + key] in days_of(moment))


def compare_net(c, answer, row):
    """With the network as Whois-RWS shows it."""
    field = answer.fields
    first, last = field["NetRange.NetRange"].split(" - ")
    nets = ipaddress.summarize_address_range(
        ipaddress.ip_address(first), ipaddress.ip_address(last))
    c.equal("CIDR", field["NetRange.CIDR"], ", ".join(map(str, nets)))
    c.equal("NetRange", "%s-%s" % (first, last), row[7])
    c.equal("NetHandle", field["NetRange.NetHandle"], row[3])
    c.equal("NetName", field["NetRange.NetName"], row[4])
    c.equal("NetType", field["NetRange.NetType"].upper(), row[8])
    c.equal("Parent", re.search(r"\((.*)\)", field["NetRange.Parent"])[1],
            row[9])
    compare_dates(c, "network", answer, "NetRange.", row)


def compare_org(c, answer, row):
    field = answer.fields
    c.equal("OrgId", field["OrgName.OrgId"], row[3])
    c.equal("OrgName", field["OrgName.OrgName"], row[4])
    c.equal("Comment", field["OrgName.Comment"].split(), row[12].split())
    compare_dates(c, "organization", answer, "OrgName.", row)


def compare_pocs(c, answer, reader, source):
    """With those nested in the organization in an answer of RDAP."""
    handle = answer.fields["OrgName.OrgId"]
    org = next((row for row in reader.rows if row[2] == handle), None)
    if org is None:
        return False
    there = {row[2]: row for row in reader.rows
             if row[0].startswith(org[0] + ".entities")}
    for poc in (p for p in answer.pocs if p["holder"] == "Org"):
        row = there.get(poc["Handle"])
        if row is None:
            c.note("%s of %s is not in %s, which is older"
                   % (poc["Handle"], handle, source))
            continue
        c.equal("addresses of " + poc["Handle"],
                ",".join(sorted(poc["Email"])), row[4])
        c.true("%s of %s in %s" % (poc["role"], poc["Handle"], row[3]),
               poc["role"] in row[3].split(";"))
        more = set(row[3].split(";")) - answer.roles("Org", poc["Handle"])
        if "administrative" in more:
            c.note("%s is administrative by %s, and port 43 prints no such "
                   "block" % (poc["Handle"], source))
    return True


def compare_claims(c, name, answer):
    """The vectors port43-ip and (the same of a number) what it says of POCs:
    addresses inline, in one answer, with the registrant's POCs."""
    c.equal(name + ": blocks", sorted(answer.blocks), sorted(
        ["OrgName", "ASNumber" if "ASNumber" in answer.blocks
         else "NetRange"]))
    c.true(name + ": has POCs", len(answer.pocs) > 0)
    for poc in answer.pocs:
        c.true("%s: %s has an address" % (name, poc["Handle"]),
               bool(poc["Email"]) and
               all(ADDRESS.fullmatch(email) for email in poc["Email"]))
        c.true("%s: %s is nowhere else" % (name, poc["Handle"]),
               poc["Ref"].endswith("/entity/" + poc["Handle"]))


def compare_help(c, text):
    """port43-domain and port43-name rest on these words."""
    for words in ("@<domain name>", "Searches for matches by domain-portion",
                  "/ <name>", "more than 256"):
        c.true("the help has %r" % words, words in text)


def recordings(corpus):
    """(file, query, text) by the index, which has all of them."""
    with open(os.path.join(corpus, "INDEX.tsv"), encoding="utf-8") as index:
        rows = [line.rstrip("\n").split("\t") for line in index]
    for row in rows:
        if row[1] != "whois43":
            continue
        query = re.search(r"query: (.*) \(recorded", row[4])[1]
        with open(os.path.join(corpus, row[0]), encoding="utf-8") as file:
            yield row[0], query, file.read()


def statistics(corpus):
    """Files of the delegated kind: "2|arin|..." in the first line."""
    found = []
    for folder, _, names in os.walk(corpus):
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                if re.match(rb"(?:#.*\n)*[\d.]+\|[a-z]+\|", file.read(4096)):
                    found.append(name)
    return found


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    dump, rwsdump = sys.argv[1:3]
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    corpus = sys.argv[3] if len(sys.argv) == 4 else os.environ.get(
        "WHOEXPOSED_CORPUS", os.path.join(root, "..", "shared", "corpus"))
    if not os.path.isdir(os.path.join(corpus, "whois43")):
        print("whois43: skipped, no recordings in", corpus)
        return 0
    c, answers = Comparison(), {}
    for path, query, text in recordings(corpus):
        if query == HELP:
            compare_help(c, text)
        else:
            answers[path] = Answer(text)
            compare_claims(c, query, answers[path])
    compare_all(c, corpus, answers, dump, rwsdump)
    print("whois43: %d statements of %d answers agree, %d do not"
          % (c.same, len(answers) + 1, c.wrong))
    for note in c.notes:
        print("whois43: not compared: " + note)
    return 1 if c.wrong else 0


def compare_all(c, corpus, answers, dump, rwsdump):
    rws = {}
    for name in sorted(os.listdir(os.path.join(corpus, "rws"))):
        if re.match(r"rws-(?:org|net)-.*\.xml$", name):
            row = Reader(rwsdump, "rws",
                         os.path.join(corpus, "rws", name)).rows[1]
            rws.setdefault(row[3], row)
    rdap = {name: Reader(dump, "object", os.path.join(corpus, "rdap", name))
            for name in sorted(os.listdir(os.path.join(corpus, "rdap")))
            if re.match(r"rdap-ip-(?:google|2001-4860)", name)}
    for name, answer in sorted(answers.items()):
        net = answer.fields.get("NetRange.NetHandle")
        if net in rws:
            compare_net(c, answer, rws[net])
        else:
            c.note("%s: no other answer about the %s" % (
                name, "network" if net else "AS number"))
        org = answer.fields["OrgName.OrgId"]
        c.true("Whois-RWS has " + org, org in rws)
        compare_org(c, answer, rws[org])
        c.true("RDAP has the POCs of " + org, any([
            compare_pocs(c, answer, reader, source)
            for source, reader in rdap.items()]))
    nets = [a for a in answers.values() if "NetRange" in a.blocks]
    c.true("three ways to ask for one network", len(nets) == 3)
    for other in nets[1:]:
        c.equal("what r + = and n + = ! print", nets[0].fields, other.fields)
        c.equal("their POCs",
                *(sorted(str(sorted(poc.items())) for poc in a.pocs)
                  for a in (nets[0], other)))
    c.note("postal addresses and telephone numbers: the readers keep none")
    c.note("the summary lines of p @ DOMAIN and of a name (port43-domain, "
           "port43-name): no such answer is recorded")
    files = statistics(corpus)
    c.note("statistics: %s" % (", ".join(files) + " is new here" if files else
                               "the corpus has no delegated-extended file"))


if __name__ == "__main__":
    sys.exit(main())
