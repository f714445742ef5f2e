"""Reports of a large organization, for bench.py: every format, and the page in
Chromium."""

import os

import storing
from chromium import PROGRAM, Chromium
from measure import HERE, MIB, heading, in_turns, row, run

NETWORKS, POCS = 20000, 400
FORMATS = ('csv', 'text', 'excel', 'json', 'html', 'markdown', 'openmetrics')
SMALL = os.path.join(HERE, '..', '..', 'fixtures', 'expected', 'demo.html')


def measure_formats(program, store, runs):
    theirs, *ours = in_turns(runs, [
        lambda: run(['sqlite3', '-csv', '-header', store, storing.JOINED]),
        *(lambda form=form: run([program, 'report', '-d', store, '-f', form])
          for form in FORMATS)])
    csv = ours[0]
    for what in ('cpu', 'wall'):
        row('csv: %s, least of %d (s)' % (what, runs), getattr(csv, what),
            getattr(theirs, what), '%.3f', 'sqlite3')
    for form, cost in zip(FORMATS, ours):
        if form != 'csv':
            row('%s: cpu, 2 at most' % form, cost.cpu, csv.cpu, '%.3f', 'csv')
    for form, cost in zip(FORMATS, ours):
        row('%s: peak memory (MiB)' % form, cost.peak / MIB, 64, '%.1f',
            'limit')


def measure_page(program, store, runs, page):
    run([program, 'report', '-d', store, '-o', page])
    row('html: size (MB)', os.path.getsize(page) / 1e6, 5, '%.3f', 'limit')
    if PROGRAM is None:
        print('  html: no Chromium is installed; not opened')
        return
    with Chromium() as chromium:
        times = [(chromium.opens(page), chromium.opens(SMALL))
                 for _ in range(runs)]
    ours, theirs = map(min, zip(*times))
    row('html: opens in Chromium (s)', ours, 2, '%.3f', 'limit')
    row('html: opens in Chromium (s)', ours, theirs, '%.3f', 'small')


def measure(program, directory, runs):
    heading('report of 20,000 networks, 400 POCs')
    store = os.path.join(directory, 'report.db')
    storing.fill(program, store, NETWORKS, POCS)
    measure_formats(program, store, runs)
    measure_page(program, store, runs, os.path.join(directory, 'report.html'))
