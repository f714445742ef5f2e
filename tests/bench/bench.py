#!/usr/bin/env python3
"""What an audit costs, as ratios against a yardstick in the same run.

  bench.py [--program build/whoexposed] [--runs 5] [--days 720]

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
             each: every format against our CSV, 2 at most, and that against
             the sqlite3 shell that exports the joined rows as CSV; peak against
             64 MiB; the page: its size against 5 MB, and how long it takes to
             open in Chromium against two seconds and against a small page
  files      a statistics file of 200,000 lines and a routing registry of
             100 MB: time and peak, against small ones and against gzip|grep
  days       daily audits of 1,000 networks, of which 1 % change in a week:
             what a run and a change cost in the store; diff and report --as-of
             after a year and at the end against those after the first month,
             1.5 at most; memory and descriptors of the last 30 runs against
             the first

What the program has no option for yet is skipped.
"""

import argparse
import csv
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile

import reports
import year
from measure import (ADDRESSES, HERE, MIB, OPTIONS, ORG, REGISTRY, Log,
                     heading, in_turns, registry, row, run)


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
            ours, theirs = in_turns(self.runs, [
                lambda: self.audit(base),
                lambda: run(['curl', '-sfg', '--compressed', *urls],
                            ['jq', '-r', ADDRESSES])])
            row('wall, least of %d (s)' % self.runs, ours.wall, theirs.wall,
                '%.3f', 'curl|jq')
            row('processor, least of %d (s)' % self.runs, ours.cpu, theirs.cpu,
                '%.3f', 'curl|jq')

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
        for what in ('cpu', 'wall'):
            row('%s (s)' % what, getattr(large, what), getattr(small, what),
                '%.3f', 'small')
            row('%s (s)' % what, getattr(large, what), getattr(theirs, what),
                '%.3f', 'gzip')


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


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=os.path.join(
        HERE, '..', '..', 'build', 'whoexposed'))
    parser.add_argument('--runs', type=int, default=5)
    parser.add_argument('--days', type=int, default=720)
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
        reports.measure(bench.program, directory, bench.runs)
        bench.files('200,000 lines of statistics, 100 MB of routing registry')
        year.measure(bench.program, directory, bench.runs, bench.log,
                     arguments.days)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MIB
    print('\nPeaks below %.1f MiB cannot be told: that is this script\'s own.'
          % own)


if __name__ == '__main__':
    main()
