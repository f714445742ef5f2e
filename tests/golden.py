#!/usr/bin/env python3
"""Is each report of each recording what it was, byte for byte?

  golden.py build/whoexposed

Every format that the program has, over every bundled recording, against
fixtures/expected/RECORDING.SUFFIX. What stands there has been read by other
programs than ours as well: cmark, prometheus_client and, where it is installed,
promtool; alerts and dashboard ask for nothing that is not written. UPDATE=1
writes what came instead of comparing: look at it then. Exit 1 when something
differs.
"""

import csv
import difflib
import html.parser
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

from prometheus_client.openmetrics.parser import \
    text_string_to_metric_families

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
RECORDINGS = os.path.join('fixtures', 'recordings')
EXPECTED = os.path.join('fixtures', 'expected')
MONITORING = os.path.join('reports', 'monitoring')
NOW = '2026-11-24T09:30:00Z'
# What is audited in each recording, and the exit status that it ends with.
AUDITS = {
    'absent': ('ABSNT-1', 66),
    'bare': ('BARE-1', 0),
    'demo': ('EXMPL-1 --domain example.com', 0),
    'healthy': ('HLTHY-1 --domain example.net', 0),
    'hostile': ('HOSTL-1 --domain example.com', 0),
    'lapsed': ('LAPSD-1', 0),
    'neglected': ('NGLCT-1 --domain neglect.test', 0),
    'siblings': ('SIBLA-1 SIBLB-1', 0),
}
# The demo's organization is audited on earlier days as well, so that its
# reports have something to tell of time. Who was published then, on which POC,
# and when for the last time:
EARLIER = ['2026-08-25', '2026-09-08', '2026-09-22', '2026-10-06',
           '2026-10-20', '2026-11-03', '2026-11-17']
LEFT = [
    ('tomas.berg@example.com', 'peering@example.com', '2026-08-25'),
    ('liam.novak@example.com', 'noc+arin@example.com', '2026-09-22'),
    ('grace.mwangi@example.com', 'thi.nguyen@example.com', '2026-10-06'),
    ('priya.raman@example.com', 'ipadmin@example.com', '2026-10-20'),
    ('jonas.weber@example.com', 'mateus@example.com', '2026-11-03'),
]
# One was not there yet, one day an AS number could not be read, and a domain
# had not lapsed:
JOINED = 'registry-notices@example.com'
UNREAD = ('2026-10-06', r'.*/autnums?/(reverse_search|64501).*\n')
LAPSED = 'netbuild.example'
SUFFIXES = {'text': 'txt', 'excel': 'excel.csv', 'markdown': 'md',
            'openmetrics': 'prom'}


def formats(program):
    """As the program names them to who asks for another."""
    told = subprocess.run([program, 'report', '-f', 'none-such'],
                          stderr=subprocess.PIPE, text=True).stderr
    names = re.search(r'expected (.*?)(?:, not|\n|$)', told)[1]
    return re.findall(r'[a-z]+', names.replace(' or ', ' '))


def listed(address):
    """As RDAP and as Whois-RWS list it, for re.sub."""
    return r'(?i)(, \[ "email", { }, "text", "|<email>)(%s)(" \]|</email>)' \
        % re.escape(address)


def on_that_day(text, day):
    """An answer about the demo's organization, as it was then."""
    text = re.sub(listed(JOINED), '', text)
    for address, beside, last in LEFT:
        if day <= last:
            text = re.sub(listed(beside), r'\1\2\3\g<1>%s\3' % address, text)
    return text


def earlier(directory, day):
    """The demo's recording, of an earlier day, into a directory."""
    shutil.copytree(os.path.join(RECORDINGS, 'demo'), directory)
    for name in os.listdir(directory):
        path = os.path.join(directory, name)
        with open(path, 'rb') as file:
            data = file.read()
        if name.endswith(('.json', '.xml')):
            data = on_that_day(data.decode(), day).encode()
        elif name == 'index.tsv':
            text = re.sub(NOW[:10], day, data.decode())
            text = re.sub(r'(:%s\t)NXDOMAIN' % LAPSED, r'\1NOERROR', text)
            if day == UNREAD[0]:
                text = re.sub(UNREAD[1], '', text)
            data = text.encode()
        elif name == 'dns-NS-%s.txt' % LAPSED:
            data = b'ns1.example.com.\n'
        elif name == 'dns-MX-%s.txt' % LAPSED:
            data = b'10 mail.example.com.\n'
        with open(path, 'wb') as file:
            file.write(data)


def audit(program, name, recording, store, now, *more):
    words, status = AUDITS[name]
    ended = subprocess.run(
        [program, 'audit', *words.split(), '--replay', recording, '--now', now,
         '-q', '-d', store, *more], stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE)
    if ended.returncode != (3 if now.startswith(UNREAD[0]) else status):
        sys.exit('golden: %s of %s: exit %d' % (name, now, ended.returncode))


def colored(program, store, path):
    """As on a terminal of 80 columns; make screenshots draws it."""
    with open(path, 'wb') as file:
        subprocess.run([program, 'report', '--now', NOW, '-d', store, '-q',
                        '--color', 'always'], check=True, stdout=file,
                       env=dict(os.environ, LC_ALL='C.UTF-8'))


def write_all(program, name, names, directory):
    """Nothing is written where there is nothing to report."""
    status = AUDITS[name][1]
    store = os.path.join(directory, 'store')
    for day in EARLIER if name == 'demo' else []:
        with tempfile.TemporaryDirectory() as temporary:
            recording = os.path.join(temporary, name)
            earlier(recording, day)
            audit(program, name, recording, store, day + NOW[10:])
    audit(program, name, os.path.join(RECORDINGS, name), store, NOW,
          '-o', os.path.join(directory, name + '.prom'))
    for other in names:
        path = os.path.join(directory, '%s.%s' %
                            (name, SUFFIXES.get(other, other)))
        if other == 'openmetrics' or status not in (0, 3):
            continue
        subprocess.run([program, 'report', '--now', NOW, '-d', store, '-q',
                        '-f', other, '-o', path], check=status == 0,
                       stderr=subprocess.PIPE)
    if name == 'demo':
        colored(program, store, os.path.join(directory, name + '.color.txt'))
    os.remove(store)
    for lock in ('.lock', '-journal'):
        if os.path.exists(store + lock):
            os.remove(store + lock)


def ids_of_csv(path, encoding='utf-8'):
    with open(path, encoding=encoding, newline='') as file:
        rows = list(csv.DictReader(file))
    if any(None in row or None in row.values() for row in rows):
        sys.exit('golden: %s: a row of another length' % path)
    return sorted(row['finding'] for row in rows)


def ids_of_json(path):
    with open(path, encoding='utf-8') as file:
        report = json.load(file)
    return sorted(f['finding'] for part in ('organizations', 'addresses')
                  for x in report[part] for f in x['findings'])


def read_metrics(path):
    with open(path, encoding='utf-8') as file:
        text = file.read()
    names = [family.name for family in text_string_to_metric_families(text)]
    if any(not name.startswith('whoexposed_') for name in names):
        sys.exit('golden: %s: a foreign name' % path)
    if shutil.which('promtool'):
        told = subprocess.run(['promtool', 'check', 'metrics'], input=text,
                              text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        if told.returncode != 0 or told.stdout:
            sys.exit('golden: %s: %s' % (path, told.stdout))


def read_markdown(path):
    with open(path, 'rb') as file:
        tree = ElementTree.fromstring(subprocess.run(
            ['cmark', '-t', 'xml'], stdin=file, check=True,
            stdout=subprocess.PIPE).stdout)
    names = {node.tag.split('}')[1] for node in tree.iter()}
    if not names <= {'document', 'list', 'item', 'paragraph', 'heading',
                     'text', 'code', 'strong'}:
        sys.exit('golden: %s: holds %s' % (path, sorted(names)))


def read_by_others(directory, name):
    path = os.path.join(directory, name)
    read_metrics(path + '.prom')
    if not os.path.exists(path + '.json'):
        return
    ids = ids_of_json(path + '.json')
    if not ids == ids_of_csv(path + '.csv') == \
            ids_of_csv(path + '.excel.csv', 'utf-8-sig'):
        sys.exit('golden: %s: csv and json tell of other findings' % name)
    read_markdown(path + '.md')


def monitored():
    """Do the alerts and the dashboard ask for what is written?"""
    with open(os.path.join(EXPECTED, 'demo.prom'), encoding='utf-8') as file:
        written = set(re.findall(r'^whoexposed_[a-z_]+', file.read(), re.M))
    for name in sorted(os.listdir(MONITORING)):
        path = os.path.join(MONITORING, name)
        with open(path, encoding='utf-8') as file:
            text = file.read()
        if name.endswith('.json'):
            json.loads(text)
        asked = set(re.findall(r'\bwhoexposed_[a-z_]+', text))
        if not asked or not asked <= written:
            sys.exit('golden: %s asks for %s' % (name, asked - written))
        if name.endswith('.yml') and shutil.which('promtool'):
            subprocess.run(['promtool', 'check', 'rules', path], check=True,
                           stdout=subprocess.DEVNULL)


class Tree(html.parser.HTMLParser):
    """A page as its tags and words, however it is broken into lines."""

    VOID = {'meta', 'link', 'br', 'hr', 'img'}

    def __init__(self, data):
        super().__init__()
        self.events = []
        self.feed(data.decode())
        self.close()

    def handle_starttag(self, tag, attrs):
        self.events.append((tag, sorted(attrs)))

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            self.events.append(('/' + tag,))

    def handle_data(self, data):
        if data.strip():
            self.events.append(' '.join(data.split()))


def same_page(old, new):
    """The expected pages are as Debian 12's libxml2 breaks them into lines."""
    return Tree(old).events == Tree(new).events


def differs(expected, path):
    with open(path, 'rb') as file:
        new = file.read()
    old = b''
    if os.path.exists(expected):
        with open(expected, 'rb') as file:
            old = file.read()
    if old == new and os.path.exists(expected):
        return False
    if path.endswith('.html') and same_page(old, new):
        print('golden: %s: the same page, as another libxml2 writes it' %
              os.path.basename(path))
        return False
    lines = [x.decode(errors='replace').split('\n') for x in (old, new)]
    for line in list(difflib.unified_diff(*lines, expected, 'now', n=0,
                                          lineterm=''))[:20]:
        print(line[:200])
    return True


def main():
    program = os.path.abspath(sys.argv[1])
    os.chdir(ROOT)
    names = formats(program)
    bad = [name for name in os.listdir(RECORDINGS) if name not in AUDITS]
    with tempfile.TemporaryDirectory() as directory:
        for name in AUDITS:
            write_all(program, name, names, directory)
            read_by_others(directory, name)
        files = sorted(os.listdir(directory))
        if os.environ.get('UPDATE'):
            shutil.rmtree(EXPECTED, ignore_errors=True)
            os.mkdir(EXPECTED)
            for file in files:
                shutil.copyfile(os.path.join(directory, file),
                                os.path.join(EXPECTED, file))
        bad += [file for file in files
                if differs(os.path.join(EXPECTED, file),
                           os.path.join(directory, file))]
        bad += [file for file in os.listdir(EXPECTED) if file not in files]
    monitored()
    if bad:
        sys.exit('golden: not as expected: ' + ', '.join(sorted(bad)))
    print('golden: %d reports in %d formats' % (len(files), len(names)))
    if not shutil.which('promtool'):
        print('golden: promtool is not installed: not asked (make metrics)')


main()
