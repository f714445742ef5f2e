#!/usr/bin/env python3
"""Are the recordings in fixtures/ what the model says?

Each is made again and compared byte for byte; then its answers are parsed and
read in the simplest way that can work, RDAP once with the answers of the
reverse plan only and once without them, Whois-RWS, the statistics file and the
routing registry where they are there, and what is found is compared with the
truth of the model. Of some other models a recording with all sources is made
and read in the same way. Exit 1 when something differs.
"""

import filecmp
import gzip
import json
import os
import re
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

sys.dont_write_bytecode = True

import organizations  # noqa: E402
import registry  # noqa: E402
from model import key_of, spelling_of  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
RECORDINGS = os.path.join(HERE, '..', 'fixtures', 'recordings')
MADE = ('healthy', 'siblings', 'differing',
        'generated:24:3:20:1:scattered:provider:below')
LEVELS = {'ip network': 'network', 'autnum': 'autnum'}


def answers(directory):
    """(URL, status, content type, body) of each answer."""
    with open(os.path.join(directory, 'index.tsv'), encoding='utf-8') as file:
        for line in file:
            url, status, kind, name, _ = line.rstrip('\n').split('\t')
            if kind == 'text/dns':
                continue
            assert status in ('200', '404'), line
            with open(os.path.join(directory, name), 'rb') as body:
                yield url, status, kind, body.read()


def parsed(directory):
    """(URL, parsed body) of RDAP; refuses duplicate members."""
    def unique(pairs):
        assert len(dict(pairs)) == len(pairs), 'a member is there twice'
        return dict(pairs)

    for url, _, kind, body in answers(directory):
        if url.startswith(registry.BASE):
            assert kind == registry.RDAP, url
            yield url, json.loads(body.decode('utf-8'),
                                  object_pairs_hook=unique)


def cards(entity):
    return [row[3] for row in entity.get('vcardArray', [0, []])[1]
            if row[0] == 'email']


class Reader:
    """Collects (spelling, record, level, POC) of all own objects."""

    def __init__(self, audited):
        self.audited = audited
        self.rows = set()
        self.bare = set()     # (POC, record, level) met by handle only
        self.described = {}

    def poc(self, entity, record, level):
        if 'vcardArray' not in entity:
            self.bare.add((entity['handle'], record, level))
        for email in cards(entity):
            self.rows.add((email, record, level, entity['handle']))

    def organization(self, org):
        for entity in org.get('entities', []):
            self.poc(entity, org['handle'], 'org')

    def resource(self, thing):
        entities = thing['entities']
        if entities[0]['handle'] not in self.audited:
            return
        self.organization(entities[0])
        for entity in entities[1:]:
            self.poc(entity, thing['handle'], LEVELS[thing['objectClassName']])

    def answer(self, body):
        for name in ('ipSearchResults', 'autnumSearchResults'):
            for thing in body.get(name, []):
                self.resource(thing)
        if body.get('objectClassName') in LEVELS:
            self.resource(body)
        elif body.get('handle') in self.audited:
            self.organization(body)
        elif 'objectClassName' in body:
            self.described[body['handle']] = cards(body)

    def found(self):
        for handle, record, level in self.bare:
            for email in self.described[handle]:
                self.rows.add((email, record, level, handle))
        return self.rows


def truth(model):
    """The same rows, of the fields that hold structured addresses."""
    rows = model.sightings(views=('rdap',))
    return {(row[0], row[1], row[3], row[4]) for row in rows
            if row[5] == 'poc-email'}


def read(model, directory, wanted):
    reader = Reader(model.audited)
    for url, body in parsed(directory):
        if wanted(url):
            reader.answer(body)
    keys = keys_of(model)
    return {(keys.get(row[0], row[0]), *row[1:]) for row in reader.found()}


def keys_of(model):
    return {spelling_of(email): key_of(email) for poc in model.pocs.values()
            for email in poc.all_emails(('rdap', 'rws'))}


# ---- the other sources

def elements(directory):
    """(path below the base, tree without namespaces) of Whois-RWS."""
    for url, status, kind, body in answers(directory):
        if not url.startswith(registry.WHOIS):
            continue
        if status == '404':
            assert b'Your search did not yield any results' in body, url
            continue
        assert kind == registry.XML, url
        tree = ElementTree.fromstring(body)
        for item in tree.iter():
            item.tag = item.tag.rpartition('}')[2]
        yield url.removeprefix(registry.WHOIS), tree


def rws_rows(model, directory):
    """(address, record, POC) of own places and of POCs at own domains."""
    serves, emails, loose, keys = set(), {}, set(), keys_of(model)
    for path, tree in elements(directory):
        words = path.split('/')
        if words[0] == 'poc' and len(words) == 2:
            emails[words[1]] = [keys.get(e.text, e.text) for e in tree.iter('email')]
        elif tree.tag == 'pocs' and words[-1] == 'pocs':
            if words[0] != 'org' or words[1] in model.audited:
                serves.update((ref.get('handle'), words[1]) for ref in tree
                              if ref.tag == 'pocLinkRef')
        elif tree.tag == 'pocs':
            if words[0].partition('=')[2] in model.domains:
                loose.update(ref.get('handle') for ref in tree
                             if ref.tag == 'pocRef')
    serves.update((poc, poc) for poc in loose - {poc for poc, _ in serves})
    return {(key, record, poc) for poc, record in serves
            for key in emails[poc]}


def rws_truth(model):
    rows = model.sightings(domains=model.domains, views=('rws',))
    return {(row[0], row[1], row[4]) for row in rows
            if row[5] == 'poc-email'}


def delegations(text):
    """Lines of the audited, by the id of any block of theirs, as a set for
    each kind; checks what the head of the file promises."""
    lines = [line.split('|') for line in text.splitlines()]
    head, rest = lines[0], lines[4:]
    assert head[:2] == ['2.3', 'arin'] and int(head[3]) == len(rest), head
    for line in lines[1:4]:
        count = sum(other[2] == line[2] for other in rest)
        assert line[5] == 'summary' and int(line[4]) == count, line
    return rest


def statistics_rows(model, text):
    lines = delegations(text)
    org = model.organizations[model.audited[0]]
    seeds = {str(n.first) for n in model.networks_of(org) if n.direct}
    seeds |= {str(a.first) for a in model.autnums_of(org)}
    ids = {line[7] for line in lines if line[3] in seeds}
    return {tuple(line[2:5]) for line in lines if line[7] in ids}


def statistics_truth(model):
    org = model.organizations[model.audited[0]]
    for aut in model.autnums_of(org):
        yield 'asn', str(aut.first), str(aut.last - aut.first + 1)
    for net in model.networks_of(org):
        if net.direct and net.version == 4:
            yield 'ipv4', str(net.first), str(int(net.last) -
                                              int(net.first) + 1)
        elif net.direct:
            for prefix in net.prefixes():
                yield 'ipv6', str(prefix[0]), str(prefix.prefixlen)


def routing_rows(model, text):
    """(address, object): joins continued lines, undoes "[at]"."""
    for item in re.split(r'\n\n+', text):
        item = re.sub(r'\n[ \t+]+', ' ', item).replace('[at]', '@')
        pairs = [re.split(r':\s+', line, maxsplit=1)
                 for line in item.strip().split('\n')]
        values = dict(pairs)
        name = ' '.join(pairs[0])
        if pairs[0][0].startswith('route'):
            name += ' ' + values['origin']
        if values['mnt-by'] in ['MNT-' + org for org in model.audited]:
            for email in re.findall(r'[\w.+-]+@[\w.-]+\w', item):
                yield email.lower(), name


def routing_truth(model):
    return {(row[0], row[1]) for row in model.sightings(views=('irr',))
            if row[5] == 'irr-attribute'}


def bodies(directory, url):
    return [body for other, _, _, body in answers(directory) if other == url]


def pairs_of_sources(model, directory):
    """(name, what is found, what is expected) for each source there is."""
    if list(elements(directory)):
        yield 'Whois-RWS', rws_rows(model, directory), rws_truth(model)
    for body in bodies(directory, registry.STATISTICS):
        yield ('statistics', statistics_rows(model, body.decode('ascii')),
               set(statistics_truth(model)))
    for body in bodies(directory, registry.ROUTING):
        text = gzip.decompress(body).decode('utf-8', 'replace')
        yield ('routing registry', set(routing_rows(model, text)),
               routing_truth(model))


def differences(name):
    model = organizations.model(name)
    directory = os.path.join(RECORDINGS, name)
    with tempfile.TemporaryDirectory() as again:
        registry.record(registry.whole_service(model), again)
        files = sorted(os.listdir(again))
        if files != sorted(os.listdir(directory)):
            yield 'other files than the model makes'
        elif filecmp.cmpfiles(directory, again, files, shallow=False)[0] != \
                files:
            yield 'other contents than the model makes'
    yield from misread(model, directory)


def misread(model, directory):
    plans = {'reverse': lambda url: '/ip/' not in url and '/autnum/' not in url
             and '/ips?' not in url and '/rirSearch1/' not in url,
             'objects': lambda url: 'reverse_search' not in url and
             '/rirSearch1/' not in url}
    pairs = [(plan + ' plan', read(model, directory, wanted), truth(model))
             for plan, wanted in plans.items()]
    for what, found, expected in [*pairs, *pairs_of_sources(model,
                                                            directory)]:
        for row in sorted(expected - found):
            yield '%s: not found: %r' % (what, row)
        for row in sorted(found - expected):
            yield '%s: not in the model: %r' % (what, row)


def misread_of_made(name):
    """The same of a recording that is not in fixtures/."""
    model = organizations.model(name)
    with tempfile.TemporaryDirectory() as directory:
        registry.record(registry.whole_service(model), directory,
                        ('rws', 'stats', 'irr'))
        yield from misread(model, directory)


def main():
    faults = 0
    checks = [(name, differences(name))
              for name in sorted(os.listdir(RECORDINGS))]
    checks += [(name, misread_of_made(name)) for name in MADE]
    for name, found in checks:
        for text in found:
            print('%s: %s' % (name, text))
            faults += 1
    sys.exit(faults > 0)


if __name__ == '__main__':
    main()
