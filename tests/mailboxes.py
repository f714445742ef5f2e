#!/usr/bin/env python3
"""Whose mailboxes does the classifier take for whose?

usage: tests/mailboxes.py matrix KINDS [-v]
       tests/mailboxes.py corpus KINDS [CORPUS]
       tests/mailboxes.py list KINDS [CORPUS]

KINDS is the program built from tests/kinds.c.

matrix  the confusion matrix, precision and recall over the labelled sets in
        tests/data: what the lists were tuned with, and what was labelled after
        that. -v names each mailbox that is not what its label says.
corpus  every local part of the recorded answers in CORPUS (without it
        $WHOEXPOSED_CORPUS or ../shared/corpus beside the project) against the
        kinds that a reader gave them. The recordings are no part of the
        project, and the labels do not repeat them: tests/data has a digest of
        each mailbox and its kind. Where they are missing, the test is skipped.
list    the mailboxes of the corpus as lines to be labelled, to be read by a
        person and stored nowhere.

A person's mailbox that passes for a role's is an error everywhere; other
differences are counted.
"""

import hashlib
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, 'data')
SETS = (('mailboxes.tsv', 'the set that the word lists were tuned with'),
        ('mailboxes-held-out.tsv', 'the set that was labelled after that'))
LABELS = os.path.join(DATA, 'mailboxes-corpus.tsv')
KINDS = ('role', 'person', 'unclear')


def classify(program, lines):
    """Kind and reason of each line (a list of fields)."""
    text = ''.join('\t'.join(line) + '\n' for line in lines)
    out = subprocess.run([program], input=text.encode(), check=True,
                         stdout=subprocess.PIPE).stdout.decode()
    found = [line.split('\t') for line in out.splitlines()]
    assert len(found) == len(lines)
    return found


def labelled(name):
    with open(os.path.join(DATA, name), encoding='utf-8') as file:
        lines = [line.rstrip('\n') for line in file]
    return [line.split('\t') for line in lines if line and line[0] != '#']


class Matrix:
    """Counts by label and by what was found."""

    def __init__(self, labels, found):
        self.cells = {(a, b): 0 for a in KINDS for b in KINDS}
        for label, kind in zip(labels, found):
            self.cells[label, kind] += 1

    def share(self, kind, of):
        total = sum(n for cell, n in self.cells.items() if cell[of] == kind)
        hits = self.cells[kind, kind]
        return '%9.3f' % (hits / total) if total else '%9s' % '-'

    def print(self, title):
        total = sum(self.cells.values())
        right = sum(self.cells[kind, kind] for kind in KINDS)
        print('\n%s: %d mailboxes, %d right (%.1f %%)' %
              (title, total, right, 100 * right / max(total, 1)))
        print('  %-16s %9s %9s %9s %9s' % (('label \\ found',) + KINDS +
                                           ('recall',)))
        for kind in KINDS:
            print('  %-16s %9d %9d %9d %s' % (
                (kind,) + tuple(self.cells[kind, other] for other in KINDS) +
                (self.share(kind, 0),)))
        print('  %-16s %s' % ('precision', ' '.join(self.share(kind, 1)
                                                    for kind in KINDS)))


def matrix(program, verbose):
    wrong = 0
    for name, title in SETS:
        if not os.path.exists(os.path.join(DATA, name)):
            continue
        lines = labelled(name)
        found = classify(program, lines)
        result = Matrix([line[3] for line in lines],
                        [kind for kind, _ in found])
        result.print(title)
        wrong += result.cells['person', 'role']
        for line, (kind, why) in zip(lines, found):
            if verbose and kind != line[3]:
                print('  %s (%s, %s): %s, not %s: %s' %
                      (line[0], line[1], line[2], kind, line[3], why))
    return wrong


# ---- the corpus -------------------------------------------------------------

def property_of(card, name):
    for item in card:
        if item[0] == name:
            yield item


def read_card(entity, found):
    card = entity.get('vcardArray')
    if not (isinstance(card, list) and len(card) == 2 and
            isinstance(card[1], list)):
        return
    items = [item for item in card[1]
             if isinstance(item, list) and len(item) >= 4]
    text = {item[0]: item[3] for item in items if isinstance(item[3], str)}
    kind, name = text.get('kind', ''), text.get('fn', '')
    for item in items:
        if item[0] == 'email' and isinstance(item[3], str):
            found.add((item[3], name, kind))


def walk(value, found):
    if isinstance(value, dict):
        read_card(value, found)
        for part in value.values():
            walk(part, found)
    elif isinstance(value, list):
        for part in value:
            walk(part, found)


def read_xml(text, found):
    """A Whois-RWS POC: people have a first name, roles none."""
    for poc in re.findall(r'<poc [^>]*>.*?</poc>', text, re.S):
        def element(name):
            match = re.search(r'<%s>([^<]*)</%s>' % (name, name), poc)
            return match.group(1) if match else ''
        first, last = element('firstName'), element('lastName')
        role = element('isRoleAccount') == 'Y'
        name = last if role or not first else first + ' ' + last
        for email in re.findall(r'<email>([^<]*)</email>', poc):
            found.add((email, name, 'group' if role else 'individual'))


def corpus_lines(folder):
    found = set()
    for directory in ('rdap', 'other-rir', 'rws'):
        for path, _, names in os.walk(os.path.join(folder, directory)):
            for name in names:
                with open(os.path.join(path, name), 'rb') as file:
                    text = file.read().decode('utf-8', 'replace')
                if text.lstrip().startswith('<'):
                    read_xml(text, found)
                    continue
                try:
                    walk(json.loads(text), found)
                except ValueError:
                    continue
    lines = []
    for email, name, kind in found:
        fields = [re.sub(r'[\t\r\n]+', ' ', field)
                  for field in (email, name, kind)]
        if '@' in fields[0]:
            lines.append(fields)
    return sorted(lines)


def digest(line):
    """Of local part, name and kind: as much of it as tells them apart."""
    local = line[0].rpartition('@')[0].lower()
    text = '\0'.join((local, line[1], line[2]))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def corpus_folder(arguments):
    default = os.environ.get('WHOEXPOSED_CORPUS', os.path.join(
        HERE, '..', '..', 'shared', 'corpus'))
    return arguments[0] if arguments else default


def corpus(program, folder):
    if not os.path.isdir(folder):
        print('mailboxes of the corpus: skipped, no corpus there')
        return 0
    with open(LABELS, encoding='ascii') as file:
        labels = dict(line.split() for line in file if line[0] != '#')
    lines = corpus_lines(folder)
    found = [kind for kind, _ in
             classify(program, [line + [''] for line in lines])]
    seen, pairs, missing = set(), [], 0
    for line, kind in zip(lines, found):
        name = digest(line)
        if name not in labels:
            missing += 1
        elif name not in seen:
            seen.add(name)
            pairs.append((labels[name], kind))
    result = Matrix([label for label, _ in pairs], [kind for _, kind in pairs])
    result.print('the corpus, read by hand')
    if missing:
        print('  not labelled: %d' % missing)
    return result.cells['person', 'role'] + missing


def listing(program, folder):
    lines = corpus_lines(folder)
    found = classify(program, [line + [''] for line in lines])
    seen = set()
    for line, (kind, why) in zip(lines, found):
        if digest(line) not in seen:
            print('\t'.join([digest(line), kind] + line + [why]))
        seen.add(digest(line))
    return 0


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    command, program, rest = sys.argv[1], sys.argv[2], sys.argv[3:]
    if command == 'matrix':
        wrong = matrix(program, '-v' in rest)
    elif command in ('corpus', 'list'):
        wrong = {'corpus': corpus, 'list': listing}[command](
            program, corpus_folder(rest))
    else:
        sys.exit(__doc__)
    sys.exit(1 if wrong else 0)


if __name__ == '__main__':
    main()
