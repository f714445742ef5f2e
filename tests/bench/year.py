"""Daily audits of 1,000 networks, for bench.py: 1 % of them change in a week,
and the mail address of one POC. A year of them, and as long again, so that
what is retained for 400 days has gone, too.

What the registry answered once is recorded, written without indentation, and
replayed each day under another date, so that an audit reads the same bytes a
registry would send, and no clock is waited for.

  year.py compact DIRECTORY       without indentation
  year.py change DIRECTORY WEEK   the registry changes

These are programs of their own: a child's peak memory is told as no less than
that of who started it, and they hold all answers.
"""

import datetime
import json
import os
import re
import shutil
import statistics
import subprocess
import sys

from measure import MIB, ORG, heading, in_turns, registry, row, run

# The statistics file of the invented registry is of 2026-11-23, and not to be
# old.
START = datetime.datetime(2024, 11, 28, 9, 30)
WEEK, MONTH, YEAR = 7, 28, 364
EDGE = 30       # so many runs at both ends are compared
NAME = 'generated:1000:20:20'
SHARE = 100     # one network of so many changes in a week
OPENING = ('?open,?openat,?openat2,?creat,?dup,?dup2,?dup3,?socket,?accept4,'
           '?epoll_create1,?eventfd2,?memfd_create,?pipe2,?fcntl')


def moment(day, seconds=0):
    when = START + datetime.timedelta(days=day, seconds=seconds)
    return when.strftime('%Y-%m-%dT%H:%M:%SZ')


# ---- the recording of a day

def lines_of(directory):
    with open(os.path.join(directory, 'index.tsv')) as file:
        return [line.rstrip('\n').split('\t') for line in file]


def bodies_of(directory):
    paths = [os.path.join(directory, line[3]) for line in lines_of(directory)
             if line[2] == 'application/rdap+json']
    for path in paths:
        with open(path) as file:
            yield path, file.read()


def put(path, text):
    with open(path, 'w') as file:
        file.write(text)


def compact(directory):
    for path, body in bodies_of(directory):
        put(path, json.dumps(json.loads(body), separators=(',', ':')))


def date(directory, day):
    put(os.path.join(directory, 'index.tsv'), ''.join(
        '\t'.join(line[:4] + [moment(day, i)]) + '\n'
        for i, line in enumerate(lines_of(directory))))


def first_of(address):
    """What it was before it was changed."""
    return re.sub(r'^w\d+\.', '', address)


def change(directory, week):
    """Some networks get another name, one POC another address. How many
    facts that changes."""
    bodies = dict(bodies_of(directory))
    text = ' '.join(bodies.values())
    networks = sorted(set(re.findall(r'"handle":"(NET6?-[^"]*)"', text)))
    addresses = sorted(set(re.findall(r'"text","([^"@]*@example[^"]*)"',
                                      text)), key=first_of)
    count = len(networks) // SHARE
    handles = [networks[(week * count + i) % len(networks)]
               for i in range(count)]
    old = addresses[week % len(addresses)]
    names = re.compile(r'("handle":"(?:%s)",.{0,200}?"name":")(?:W\d+-)?' %
                       '|'.join(map(re.escape, handles)))
    for path, body in bodies.items():
        body = names.sub(r'\g<1>W%d-' % week, body)
        put(path, body.replace('"%s"' % old, '"w%d.%s"' %
                               (week, first_of(old))))
    return count + 1


# ---- the days

def used(store):
    """Bytes of a store: of its pages only what is in use, since a page more or
    less is no measure of a run."""
    return int(subprocess.run(
        ['sqlite3', '-readonly', store,
         'SELECT sum(pgsize - unused) FROM dbstat'], check=True,
        stdout=subprocess.PIPE).stdout)


class Day:
    def __init__(self, cost, size, changes, files):
        self.cost, self.size = cost, size       # of the store, in use
        self.changes = changes      # facts that are not as the day before
        self.files = files          # the highest descriptor; None: not looked


class Year:
    def __init__(self, program, directory, runs, count):
        self.program, self.directory, self.runs = program, directory, runs
        self.count = count      # of the days
        self.store = self.path('year.db')
        self.recording = self.path('year')
        self.days = []

    def path(self, name):
        return os.path.join(self.directory, name)

    def record(self, log):
        with registry(NAME, log) as urls:
            self.urls = [part for pair in urls.items() for part in pair]
            run([self.program, 'audit', ORG, '-d', ':memory:', '-q',
                 *self.urls, '--rate', '100000', '--cross-check', 'never',
                 '--record', self.recording], statuses=(0, 3))
        self.program_of_its_own('compact')

    def audit(self, day):
        """Of one day; tells how many facts changed."""
        changes = 0
        if day % WEEK == 0 and day > 0:
            changes = int(self.program_of_its_own('change', day // WEEK))
        traced = day < EDGE or day >= self.count - EDGE
        trace = self.path('trace')
        date(self.recording, day)
        cost = run([*(['strace', '-f', '--seccomp-bpf', '-qq', '-o', trace,
                       '-e', 'trace=' + OPENING] if traced else []),
                    self.program, 'audit', ORG, '-d', self.store, '--cron',
                    '--jitter', '0', '--cross-check', 'never', '--replay',
                    self.recording, *self.urls, '--now', moment(day, 3600)],
                   statuses=(0, 3))
        self.days.append(Day(cost, used(self.store), changes,
                             highest(trace) if traced else None))

    def program_of_its_own(self, name, *arguments):
        return subprocess.run(
            [sys.executable, __file__, name, self.recording,
             *map(str, arguments)], check=True, stdout=subprocess.PIPE).stdout

    def copy(self, name):
        shutil.copy(self.store, self.path(name))
        return self.path(name)

    def looks(self, day):
        """What a reader asks on that day, and what is asked of the first
        month later on."""
        past = ['report', '-f', 'csv', '--as-of']
        return {
            'diff --since a week ago':
                ['diff', '--since', moment(day - WEEK, 7200)],
            'report --as-of a week ago': [*past, moment(day - WEEK, 7200)],
            'report --as-of the first month':
                [*past, moment(MONTH - WEEK, 7200)],
            'report': ['report', '-f', 'csv'],
        }

    def paired(self, early, late):
        """The processor time of each look at both stores."""
        ours, theirs = self.looks(late[1]), self.looks(MONTH)
        for what in ours:
            yield what, *(cost.cpu for cost in in_turns(2 * self.runs, [
                lambda: run([self.program, *ours[what], '-d', late[0]]),
                lambda: run([self.program, *theirs[what], '-d', early])]))

    def print_size(self):
        year = self.days[:YEAR + 1]
        quiet, changed = [], []
        for before, day in zip(year, year[1:]):
            (changed if day.changes else quiet).append(day.size - before.size)
        facts = sum(day.changes for day in year)
        each = statistics.mean(quiet)
        print('  after %d runs and %d changes the store holds %.2f MiB, %.2f '
              'after the first' % (len(year), facts, year[-1].size / MIB,
                                   year[0].size / MIB))
        print('  a run without a change costs %.0f bytes, a change %.0f' %
              (each, (sum(changed) - each * len(changed)) / facts))

    def print_ends(self):
        first, last = self.days[:EDGE], self.days[-EDGE:]
        for what, of, form in (
                ('peak memory (MiB)', lambda day: day.cost.peak / MIB, '%.1f'),
                ('highest descriptor', lambda day: day.files, '%d')):
            row('audit: %s' % what, max(map(of, last)), max(map(of, first)),
                form, 'first %d' % EDGE)


def highest(trace):
    with open(trace) as file:
        return max(map(int, re.findall(r' = (\d+)(?: |\n)', file.read())))


def measure(program, directory, runs, log, days):
    heading('%d daily audits of 1,000 networks, 20 POCs' % days)
    it = Year(program, directory, runs, days)
    it.record(log)
    for day in range(days):
        it.audit(day)
        if day in (MONTH, YEAR):
            it.copy('day%d.db' % day)
    it.print_size()
    for day in sorted({min(YEAR, days - 1), days - 1}):
        print('  after %d runs, processor (s), against the first month, 1.5 '
              'at most' % (day + 1))
        late = it.path('day%d.db' % day) if day == YEAR else it.store
        for what, ours, theirs in it.paired(it.path('day%d.db' % MONTH),
                                            (late, day)):
            row(what, ours, theirs, '%.3f', 'month')
    it.print_ends()


if __name__ == '__main__':
    if sys.argv[1] == 'compact':
        compact(sys.argv[2])
    else:
        print(change(sys.argv[2], int(sys.argv[3])))
