#!/usr/bin/env python3
"""What an audit costs, as ratios against a yardstick in the same run.

  bench.py [--program build/whoexposed] [--runs 5]

The registry is one of tests/registry.py, on loopback, with its answers made
beforehand. Figures are printed, never judged; exit 1 only when something
could not be run.

  requests   an audit in few large answers, against one request per object
  time       the same audit, wall clock and processor, against curl and jq
             that fetch the same documents and pick the addresses from them
  memory     the peak while a search answer of 31 MB is read, against jq's
             on that answer, and against the 64 MiB that are the limit
  complete   requests until everything is read although lists are cut, against
             one request per object and against the fewest there could be
  size       20,000 networks: peak against 96 MiB, time of each against that
             at 2,000
  report     a stored organization of 20,000 networks and 400 POCs, two on
             each: every format against the sqlite3 shell that exports the
             joined rows as CSV, and against our CSV; peak against 64 MiB
  files      a statistics file of 200,000 lines and a routing registry of
             100 MB: time and peak, against small ones and against gzip|grep

  year       daily audits of 1,000 networks for a year, 1 % changed a week: what a
             run and a change cost in the store, and diff and report --as-of
             against those after the first month

What the program has no option for yet is skipped.
"""

import argparse
import contextlib
import csv
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import storing
import year

HERE = os.path.dirname(os.path.abspath(__file__))
REGISTRY = os.path.join(HERE, '..', 'registry.py')
ORG = 'LARGE-1'
MIB = 1 << 20
ADDRESSES = '''.. | select(type == "array" and .[0]? == "email") | .[3]'''


class Cost:
    """Of one run: wall and processor seconds, peak memory in bytes."""

    def __init__(self, wall, usage):
        self.wall = wall
        self.cpu = sum(u.ru_utime + u.ru_stime for u in usage)
        self.peak = max(u.ru_maxrss for u in usage) * 1024


def run(*commands, output=subprocess.DEVNULL, statuses=(0,)):
    """Run a pipeline; its cost. SystemExit when a part of it fails."""
    start = time.monotonic()
    children, source = [], subprocess.DEVNULL
    for command in commands:
        last = command is commands[-1]
        child = subprocess.Popen(
            command, stdin=source, stdout=output if last else subprocess.PIPE,
            stderr=subprocess.PIPE if last else subprocess.DEVNULL)
        if children:
            source.close()
        children.append(child)
        source = child.stdout
    complaint = children[-1].stderr.read()
    usage = []
    for command, child in zip(commands, children):
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        usage.append(used)
        if child.returncode not in statuses:
            sys.stderr.buffer.write(complaint)
            sys.exit('bench: exit %d: %s' %
                     (child.returncode, ' '.join(command)))
    return Cost(time.monotonic() - start, usage)


OPTIONS = ('--rdap-url', '--whois-url', '--stats-url', '--irr-url')


@contextlib.contextmanager
def registry(name, log, *options):
    """Serves; gives the URLs by the option that takes them."""
    server = subprocess.Popen([sys.executable, REGISTRY, 'serve', name,
                               '--log', log, *options],
                              stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True)
    try:
        urls = [server.stdout.readline().strip() for _ in OPTIONS]
        if not all(urls):
            sys.exit('bench: the registry does not start')
        yield dict(zip(OPTIONS, urls))
    finally:
        server.terminate()
        server.wait()


class Log:
    """Requests and connections since the last look."""

    def __init__(self, path):
        self.path = path
        self.seen = 0

    def news(self):
        with open(self.path, encoding='utf-8') as file:
            lines = [line.rstrip('\n').split('\t') for line in file]
        new, self.seen = lines[self.seen:], len(lines)
        return new


class Bench:
    def __init__(self, program, runs, directory):
        self.program = program
        self.runs = runs
        self.directory = directory
        self.log = self.path('requests')

    def path(self, name):
        return os.path.join(self.directory, name)

    def lacks(self, title, *options):
        """Says so when the program has one of the options not yet."""
        text = subprocess.run([self.program, 'audit', '--help'], check=True,
                              stdout=subprocess.PIPE, text=True).stdout
        missing = [option for option in options if option not in text]
        if missing:
            print('\n%s\n  skipped: no %s yet' % (title, ', '.join(missing)),
                  flush=True)
        return bool(missing)

    def audit(self, base, *options):
        """A whole audit into a new store and a CSV file, with nothing in the
        cache. 3: a list of the registry holds as many entries as it shows at
        most."""
        store = self.path('store')
        shutil.rmtree(store, ignore_errors=True)
        os.mkdir(store)
        os.environ['XDG_CACHE_HOME'] = store
        command = [self.program, 'audit', ORG, '--rdap-url', base,
                   '--rate', '1000', '-d', os.path.join(store, 'db'), '-q',
                   '-f', 'csv', '-o', self.path('report.csv'), *options]
        return run(command, statuses=(0, 3))

    def audit_all(self, urls, *options):
        """With every source, and a budget that does not end it."""
        sources = [word for option in OPTIONS[1:]
                   for word in (option, urls[option])]
        return self.audit(urls['--rdap-url'], *sources, '--max-requests',
                          '1000000', '--deadline', '1h', *options)

    def found(self):
        """The addresses in the last report."""
        with open(self.path('report.csv'), encoding='utf-8',
                  newline='') as file:
            return {line['address'] for line in csv.DictReader(file)}

    def median(self, measure):
        costs = [measure() for _ in range(self.runs)]
        return {name: statistics.median(getattr(cost, name) for cost in costs)
                for name in ('wall', 'cpu', 'peak')}

    def requests_and_time(self, name, title):
        with registry(name, self.log) as urls:
            base = urls['--rdap-url']
            log = Log(self.log)
            heading(title)
            plans = {}
            for plan in ('reverse', 'objects'):
                cost = self.audit(base, '--plan', plan)
                plans[plan] = (log.news(), cost)
            few, many = plans['reverse'], plans['objects']
            row('RDAP requests', len(few[0]), len(many[0]), '%d', 'objects')
            row('RDAP requests', len(few[0]), 8, '%d', 'limit')
            row('connections', connections(few[0]), connections(many[0]),
                '%d', 'objects')
            row('bytes received', size(few[0]), size(many[0]), '%d', 'objects')
            row('wall, first run (s)', few[1].wall, many[1].wall, '%.3f',
                'objects')
            urls = [base + line[1] for line in few[0]]
            ours = self.median(lambda: self.audit(base))
            theirs = self.median(lambda: run(
                ['curl', '-sfg', '--compressed', *urls],
                ['jq', '-r', ADDRESSES]))
            row('wall, median of %d (s)' % self.runs, ours['wall'],
                theirs['wall'], '%.3f', 'curl|jq')
            row('processor, median of %d (s)' % self.runs, ours['cpu'],
                theirs['cpu'], '%.3f', 'curl|jq')

    def memory(self, name, title):
        with registry(name, self.log) as urls:
            base = urls['--rdap-url']
            log = Log(self.log)
            heading(title)
            url = base + 'ips/reverse_search/entity?handle=' + ORG
            answer = self.path('answer.json')
            run(['curl', '-sfg', '-o', answer, url])
            log.news()
            ours = self.audit(base)
            theirs = run(['jq', '-r', ADDRESSES, answer])
            print('  search answer: %.1f MB; the audit made %d requests' %
                  (os.path.getsize(answer) / 1e6, len(log.news())))
            row('peak memory (MiB)', ours.peak / MIB, theirs.peak / MIB,
                '%.1f', 'jq')
            row('peak memory (MiB)', ours.peak / MIB, 64, '%.1f', 'limit')


    def complete(self, name, title, fewest, meaning, *options):
        """`fewest`: how many requests to compare with, and what it is."""
        if self.lacks(title, '--whois-url', '--stats-url', '--cross-check'):
            return
        _, networks, autnums, pocs = name.split(':')[:4]
        objects = 1 + int(networks) + int(autnums) + int(pocs)
        with registry(name, self.log, *options) as urls:
            log = Log(self.log)
            heading(title)
            cost = self.audit_all(urls, '--cross-check', 'auto')
            lines = log.news()
        second = [line for line in lines if line[1].startswith('rest/')]
        first = len(lines) - len(second)
        row('before the cross-check', first, fewest, '%.1f', meaning)
        row('before the cross-check', first, objects, '%d', 'objects')
        found, all_of_them = self.found(), addresses(name)
        row('addresses found', len(found & all_of_them), len(all_of_them),
            '%d', 'truth')
        print('  the cross-check: %d requests; bytes received: %d; '
              'wall: %.1f s' % (len(second), size(lines), cost.wall))

    def size(self, few, many, title):
        """The time of the program alone: it waits for the registry."""
        if self.lacks(title, '--whois-url', '--stats-url', '--cross-check'):
            return
        heading(title)
        costs = {}
        for count in (few, many):
            with registry('generated:%d:20:3' % count, self.log) as urls:
                costs[count] = self.audit_all(urls, '--cross-check', 'auto')
        row('peak memory (MiB)', costs[many].peak / MIB, 96, '%.1f', 'limit')
        for what in ('cpu', 'wall'):
            row('%s per network (ms)' % what,
                1000 * getattr(costs[many], what) / many,
                1000 * getattr(costs[few], what) / few, '%.3f', 'at %d' % few)

    def report(self, networks, pocs, title):
        heading(title)
        store = self.path('report.db')
        storing.fill(self.program, store, networks, pocs)
        theirs = self.median(lambda: run(
            ['sqlite3', '-csv', '-header', store, storing.JOINED]))
        costs = {}
        for form in ('csv', 'text', 'excel', 'json', 'markdown',
                     'openmetrics'):
            ours = costs[form] = self.median(lambda: run(
                [self.program, 'report', '-d', store, '-f', form]))
            for what in ('cpu', 'wall'):
                row('%s: %s, median of %d (s)' % (form, what, self.runs),
                    ours[what], theirs[what], '%.3f', 'sqlite3')
            row('%s: cpu against csv, 2 at most' % form, ours['cpu'],
                costs['csv']['cpu'], '%.3f', 'csv')
            row('%s: peak memory (MiB)' % form, ours['peak'] / MIB, 64,
                '%.1f', 'limit')

    def year(self, title):
        heading(title)
        store, directory = self.path('year.db'), self.path('year')
        with registry('generated:1000:20:100', self.log) as urls:
            options = [part for pair in urls.items() for part in pair]
            run([self.program, 'audit', ORG, '-d', ':memory:', '-q', *options,
                 '--rate', '100000', '--cross-check', 'never',
                 '--record', directory], statuses=(0, 3))
        recording = year.Recording(directory)
        quiet, changed, changes = [], [], 0
        first = last = None
        for day in range(year.YEAR):
            changes = recording.change(day // 7) if day and day % 7 == 0 else 0
            recording.date(day)
            before = os.path.getsize(store) if day else 0
            last = run([self.program, 'audit', ORG, '-d', store, '--cron',
                        '--cross-check', 'never', '--replay', directory,
                        *options, '--now', year.moment(day, 3600)],
                       statuses=(0, 3))
            first = first or last
            grown = os.path.getsize(store) - before
            if day:
                (changed if changes else quiet).append(grown)
            if day == year.MONTH:
                month = self.looks(store, day)
        whole = self.looks(store, year.YEAR - 1)
        print('  %d runs, store %.2f MiB; a run without a change costs %.0f '
              'bytes, a week of changes %.0f (%.0f for each)' %
              (year.YEAR, os.path.getsize(store) / MIB,
               statistics.mean(quiet), statistics.mean(changed),
               statistics.mean(changed) / recording.change(0)))
        for what in whole:
            row('%s, processor (s)' % what, whole[what], month[what], '%.3f',
                'month')
        row('audit: peak memory (MiB)', last.peak / MIB, first.peak / MIB,
            '%.1f', 'first')

    def looks(self, store, day):
        commands = {
            'diff --since a week ago': ['diff', '--since',
                                        year.moment(day - 7, 7200)],
            'report --as-of a week ago': ['report', '-f', 'csv', '--as-of',
                                          year.moment(day - 7, 7200)],
            'report': ['report', '-f', 'csv'],
        }
        return {what: self.median(lambda: run(
            [self.program, *command, '-d', store]))['cpu']
            for what, command in commands.items()}

    def files(self, title):
        if self.lacks(title, '--irr', '--irr-url', '--stats-url'):
            return
        heading(title)
        name, options = 'generated:3:1:3', ['--irr', '--cross-check', 'always']
        with registry(name, self.log) as urls:
            small = self.audit_all(urls, *options)
        with registry(name, self.log, '--stats-lines', '200000',
                      '--irr-size', '100') as urls:
            large = self.audit_all(urls, *options)
            theirs = run(['curl', '-sf', urls['--irr-url']], ['gzip', '-dc'],
                         ['grep', '-c', 'mnt-by:.*MNT-' + ORG],
                         statuses=(0, 1))
        row('peak memory (MiB)', large.peak / MIB, small.peak / MIB, '%.1f',
            'small')
        row('wall (s)', large.wall, small.wall, '%.3f', 'small')
        row('wall (s)', large.wall, theirs.wall, '%.3f', 'gzip')


def addresses(name):
    """Those that an audit has to find."""
    text = subprocess.run([sys.executable, REGISTRY, 'addresses', name,
                           '--json'], check=True,
                          stdout=subprocess.PIPE).stdout
    return {line[0] for line in json.loads(text)}


def connections(lines):
    return len({line[0] for line in lines})


def size(lines):
    return sum(int(line[3]) for line in lines)


def heading(title):
    print('\n%s' % title)
    print('  %-28s %12s %12s %-8s %7s' %
          ('', 'whoexposed', 'yardstick', '', 'ratio'))


def row(what, ours, theirs, form, yardstick):
    print('  %-28s %12s %12s %-8s %7.3f' %
          (what, form % ours, form % theirs, yardstick, ours / theirs),
          flush=True)


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=os.path.join(
        HERE, '..', '..', 'build', 'whoexposed'))
    parser.add_argument('--runs', type=int, default=5)
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    for tool in (arguments.program, 'curl', 'jq', 'sqlite3'):
        if shutil.which(tool) is None:
            sys.exit('bench: not there: %s' % tool)
    with tempfile.TemporaryDirectory(prefix='whoexposed-bench-') as directory:
        bench = Bench(arguments.program, arguments.runs, directory)
        bench.requests_and_time('generated:200:12:40',
                                '200 networks, 12 AS numbers, 40 POCs')
        bench.memory('generated:256:1:40', '256 networks, 40 POCs')
        bench.memory('generated:256:1:88', '256 networks, 88 POCs')
        bench.complete('generated:1000:20:100',
                       '1,000 contiguous networks, 20 AS numbers, 100 POCs',
                       12, 'limit')
        bench.complete('generated:1000:20:100:1:scattered',
                       'the same among twice as many blocks of strangers',
                       12, 'limit')
        bench.complete('generated:700:1:40', '700 networks, lists cut without '
                       'notice', 700 / 256, 'n/256', '--silent')
        bench.size(2000, 20000, '20,000 networks, 20 AS numbers, 3 POCs')
        bench.report(20000, 400, 'report of 20,000 networks, 400 POCs')
        bench.year('a year of daily audits, 1,000 networks')
        bench.files('200,000 lines of statistics, 100 MB of routing registry')
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MIB
    print('\nPeaks below %.1f MiB cannot be told: that is this script\'s own.'
          % own)


if __name__ == '__main__':
    main()
