#!/usr/bin/env python3
"""Does any character get out of its place in a report?

  characters.py build/tests/characters [--all]

Each Unicode scalar value is put first, between and last into texts of a
registry, and the report of it is read again by somebody else's reader: Python's
csv and json, cmark, prometheus_client. What may steer a terminal is told by
Python's character database, not by our tables. Without --all: the basic plane
whole, and of the others each block of 256 at its ends and once between. Exit 1
when one is not as it should be.
"""

import csv
import io
import json
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree

from prometheus_client.openmetrics.parser import \
    text_string_to_metric_families

STEP = 0x1000
FORMULA = tuple('=+-@\t\r\n＝＋－＠')
# Of the document cmark makes of ours.
NODES = {'document', 'list', 'item', 'paragraph', 'heading', 'text', 'code',
         'strong'}
XML = '{http://commonmark.org/xml/1.0}'
# What trackers make something of in plain text: mentions, references, links.
MEANING = re.compile(r'[@#!&$%~^<>\[\]{}|\\*_`=]|://|www\.|:[a-z]+:')


def steers(c):
    """A control, a format or bidirectional character, or nobody's."""
    return c not in '\n' and unicodedata.category(c) in \
        ('Cc', 'Cf', 'Co', 'Cs', 'Zl', 'Zp')


def seen(c):
    """The two forms in which it may stand: as it is, and told."""
    return c, '\\u{%x}' % ord(c)


def check(condition, what, c):
    if not condition:
        sys.exit('characters: %s: U+%04X' % (what, ord(c)))


def no_steering(name, text):
    for c in set(text):
        check(not steers(c), name + ' has it raw', c)


def terminal(text, characters):
    no_steering('text', text)
    for c in characters:
        check(any('ab' + x in text for x in seen(c)), 'text hides it', c)


def table(text, characters):
    rows = {row['finding']: row for row in
            csv.DictReader(io.StringIO(text, newline=''))}
    check(len(rows) == len(characters), 'csv has other rows', characters[0])
    for c in characters:
        row = rows['WE101-%012x' % ord(c)]
        check(None not in row, 'csv has a cell more', c)
        check(row['address'] in ['ab' + x for x in seen(c)] and
              row['record'] in ['a' + x + 'b' for x in seen(c)] and
              row['evidence'].removeprefix("'") in
              [x + 'ab' for x in seen(c)] +
              ([''.join((c, 'ab'))[1:]] if c == "'" else []),
              'csv changes it', c)
        check(not any(cell.startswith(FORMULA) for cell in row.values()),
              'csv has a formula', c)
        check(not steers(c) or c in '\t\r\n' or c not in row['address'],
              'csv has it raw', c)


def excel(text, characters):
    check(text.startswith('\ufeff') and text.endswith('\r\n'),
          'excel has no mark or no CRLF', characters[0])
    table(text[1:], characters)


def objects(text, characters):
    check(text.isascii() and '\x7f' not in text, 'json is not ASCII',
          characters[0])
    findings = {f['finding']: f for f in
                json.loads(text)['organizations'][0]['findings']}
    for c in characters:
        f = findings['WE101-%012x' % ord(c)]
        check((f['address'], f['record'], f['evidence']) ==
              ('ab' + c, 'a' + c + 'b', c + 'ab'), 'json changes it', c)


def ticket(text, characters):
    no_steering('markdown', text)
    tree = ElementTree.fromstring(subprocess.run(
        ['cmark', '-t', 'xml'], input=text.encode(), check=True,
        stdout=subprocess.PIPE).stdout)
    words = []
    for node in tree.iter():
        name = node.tag.removeprefix(XML)
        if name not in NODES:
            sys.exit('characters: markdown makes <%s> of U+%04X..%04X' %
                     (name, ord(characters[0]), ord(characters[-1])))
        if name == 'text' and not node.text.startswith('[ ] '):
            found = MEANING.search(node.text)
            if found:
                check(False, 'markdown leaves it in plain text',
                      found.group()[0])
        words.append(node.text or '')
    shown = ''.join(words)
    for c in characters:
        check(any('ab' + x in shown for x in seen(c)) or c == ' ',
              'markdown hides it', c)


LABELS = re.compile(r'x\{c="([0-9a-f]+)",first="((?:[^"\\\n]|\\[\\"n])*)",'
                    r'between="((?:[^"\\\n]|\\[\\"n])*)",'
                    r'last="((?:[^"\\\n]|\\[\\"n])*)"\} 1')


def plain(label):
    return re.sub(r'\\(.)', lambda m: '\n' if m[1] == 'n' else m[1], label)


def labels(text, characters):
    no_steering('openmetrics', text)
    lines = text.split('\n')
    check(len(lines) == len(characters) + 3, 'openmetrics has other lines',
          characters[0])
    for line, c in zip(lines[1:], characters):
        match = LABELS.fullmatch(line)
        check(match is not None, 'openmetrics breaks', c)
        check([plain(x) for x in match.groups()[1:]] in
              [[x + 'ab', 'a' + x + 'b', 'ab' + x] for x in seen(c)],
              'openmetrics changes it', c)
    if ord(characters[0]) < 0x3000:  # their reader, slow as it is
        samples = [s for family in text_string_to_metric_families(text)
                   for s in family.samples]
        check([int(s.labels['c'], 16) for s in samples] ==
              [ord(c) for c in characters], 'openmetrics reads otherwise',
              characters[0])
        for s, c in zip(samples, characters):
            check(s.labels['last'] in ['ab' + x for x in seen(c)],
                  'openmetrics reads otherwise', c)


FORMATS = {'text': terminal, 'csv': table, 'excel': excel, 'json': objects,
           'markdown': ticket, 'label': labels}


def ranges(everything):
    for first in range(0, 0x10000 if not everything else 0x110000, STEP):
        yield first, first + STEP
    for first in range(0x10000, 0x110000 if not everything else 0, 0x8000):
        yield first, first + 2
        yield first + 0x7f1, first + 0x7f3
        yield first + 0x7ffe, first + 0x8000
    yield 0xe0000, 0xe0200  # tags and selectors


def main():
    program, everything = sys.argv[1], '--all' in sys.argv[2:]
    count = 0
    for first, last in ranges(everything):
        characters = [chr(c) for c in range(first, last)
                      if c != 0 and not 0xd800 <= c <= 0xdfff]
        if not characters:
            continue
        count += len(characters)
        for name, judge in FORMATS.items():
            text = subprocess.run(
                [program, name, '%x' % first, '%x' % last], check=True,
                stdout=subprocess.PIPE).stdout.decode()
            judge(text, characters)
    print('characters: %d at 3 places in %d formats' % (count, len(FORMATS)))


main()
