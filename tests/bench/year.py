"""A year of daily audits, for bench.py: 1,000 networks of which 1 % change in a
week, and the mail address of one POC in a hundred.

What the registry answered once is recorded, written without indentation, and
replayed each day under another date, so that an audit reads the same bytes a
registry would send, and no clock is waited for.
"""

import datetime
import json
import os
import re

# The statistics file of the invented registry is of 2026-11-23, and not to be old.
START = datetime.datetime(2025, 11, 24, 9, 30)
MONTH, YEAR = 28, 364


def moment(day, seconds=0):
    when = START + datetime.timedelta(days=day, seconds=seconds)
    return when.strftime('%Y-%m-%dT%H:%M:%SZ')


class Recording:
    """One that can be made anew for another day."""

    def __init__(self, directory):
        self.directory = directory
        with open(self.path('index.tsv')) as file:
            self.lines = [line.rstrip('\n').split('\t') for line in file]
        self.bodies = {}
        for line in self.lines:
            if line[2] != 'application/rdap+json':
                continue
            with open(self.path(line[3])) as file:
                self.bodies[line[3]] = json.dumps(json.load(file),
                                                  separators=(',', ':'))
        for name in self.bodies:
            self.write(name)
        self.networks = sorted(set(re.findall(
            r'"handle":"(NET-[^"]*)"', ' '.join(self.bodies.values()))))
        self.addresses = sorted(set(re.findall(
            r'"text","([^"@]*@example[^"]*)"', ' '.join(self.bodies.values()))))

    def path(self, name):
        return os.path.join(self.directory, name)

    def write(self, name):
        with open(self.path(name), 'w') as file:
            file.write(self.bodies[name])

    def date(self, day):
        with open(self.path('index.tsv'), 'w') as file:
            for i, line in enumerate(self.lines):
                file.write('\t'.join(line[:4] + [moment(day, i)]) + '\n')

    def change(self, week):
        """1 % of the networks get another name, one POC another address."""
        count = len(self.networks) // 100
        handles = [self.networks[(week * count + i) % len(self.networks)]
                   for i in range(count)]
        old = self.addresses[week % len(self.addresses)]
        new = 'w%d.%s' % (week, old)
        names = re.compile(r'("handle":"(?:%s)",.{0,200}?"name":")' %
                           '|'.join(map(re.escape, handles)))
        for name, body in self.bodies.items():
            changed = names.sub(r'\g<1>W%d-' % week, body)
            changed = changed.replace('"%s"' % old, '"%s"' % new)
            if changed != body:
                self.bodies[name] = changed
                self.write(name)
        return count + 1

