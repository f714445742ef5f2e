#!/usr/bin/env python3
"""An invented registry that answers in the shape, order and indentation of
ARIN's, for tests, fixtures and measurements: RDAP, Whois-RWS, the statistics
file and the dump of the routing registry.

  registry.py list                  the registries there are
  registry.py record NAME DIR       a recording (index.tsv and bodies) that
                                    both plans of an audit can be replayed from
  registry.py serve NAME            the same over http on 127.0.0.1; prints the
                                    URLs of RDAP, Whois-RWS, the statistics
                                    file and the dump, a line each
  registry.py addresses NAME        the addresses an audit has to find
  registry.py sightings NAME        address, record, roles, level, poc, field,
                                    organization: one line each, TAB between

NAME is one of organizations.py, or generated:NETWORKS:AUTNUMS:POCS and, in
this order, [:SEED][:scattered][:provider][:below].
People and organizations are invented; domains and numbers are reserved ones.

In logs and faults a request is named by what follows the base of RDAP, or by
rest/..., stats/... and rr/....
"""

import argparse
import bisect
import calendar
import fnmatch
import gzip
import hashlib
import html
import ipaddress
import json
import os
import re
import signal
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

sys.dont_write_bytecode = True

import organizations  # noqa: E402
from model import (Autnum, Customer, Network, Organization,  # noqa: E402
                   key_of, spelling_of)

BASE = 'https://rdap.arin.net/registry/'
WHOIS = 'https://whois.arin.net/rest/'
STATISTICS = ('https://ftp.arin.net/pub/stats/arin/'
              'delegated-arin-extended-latest')
ROUTING = 'https://ftp.arin.net/pub/rr/arin.db.gz'
RDAP = 'application/rdap+json'
XML = 'application/xml'
GZIP = 'application/x-gzip'
CAP = 256   # entries of a type that one answer shows at most
PROFILE = ['nro_rdap_profile_0', 'rdap_level_0']


# ---- JSON as ARIN's server indents it

_QUOTED = re.compile(r'["\\\x00-\x1f]')
_SHORT = {'"': '\\"', '\\': '\\\\', '\b': '\\b', '\f': '\\f', '\n': '\\n',
          '\r': '\\r', '\t': '\\t'}


def quote(text):
    def escape(match):
        char = match[0]
        return _SHORT.get(char) or '\\u%04X' % ord(char)
    return '"%s"' % _QUOTED.sub(escape, text)


class Shared(dict):
    """An object that one answer holds many times: rendered once."""


def render(value, depth=0, memo=None):
    """Objects take a line per member; arrays stay on the line."""
    memo = {} if memo is None else memo
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        items = [render(item, depth, memo) for item in value]
        return '[ %s ]' % ', '.join(items) if items else '[ ]'
    if not value:
        return '{ }'
    key = (id(value), depth)
    if key in memo:
        return memo[key]
    inner = '\n' + '  ' * (depth + 1)
    members = [inner + quote(name) + ' : ' + render(member, depth + 1, memo)
               for name, member in value.items()]
    text = '{' + ','.join(members) + '\n' + '  ' * depth + '}'
    if isinstance(value, Shared):
        memo[key] = text
    return text


# ---- dates: a day of the model at a time of its own, in ARIN's zone

def _nth_sunday(year, month, nth):
    first = time.strptime('%d-%d-1' % (year, month), '%Y-%m-%d').tm_wday
    return 1 + (6 - first) % 7 + 7 * (nth - 1)


def _is_summer(year, month, day):
    """US daylight saving time, in days."""
    if year >= 2007:
        start = (3, _nth_sunday(year, 3, 2))
        end = (11, _nth_sunday(year, 11, 1))
    else:
        last = _nth_sunday(year, 10, 5)
        start = (4, _nth_sunday(year, 4, 1))
        end = (10, last if last <= 31 else last - 7)
    return start <= (month, day) < end


def timestamp(day, salt):
    year, month, date = map(int, day.split('-'))
    seed = hashlib.sha256(('%s %s' % (day, salt)).encode()).digest()
    zone = '-04:00' if _is_summer(year, month, date) else '-05:00'
    return '%sT%02d:%02d:%02d%s' % (
        day, 7 + seed[0] % 12, seed[1] % 60, seed[2] % 60, zone)


# ---- answers

class Answer:
    def __init__(self, status, body, content_type=RDAP, handle='', etag=''):
        self.status = status
        self.body = body if isinstance(body, bytes) else body.encode('utf-8')
        self.content_type = content_type
        self.handle = handle        # of the object that it shows
        self.etag = etag
        self._gzipped = None

    @property
    def compressible(self):
        return len(self.body) > 1000 and self.content_type != GZIP

    def gzipped(self):
        if self._gzipped is None:
            self._gzipped = gzip.compress(self.body, 1, mtime=0)
        return self._gzipped


class Page:
    """One answer in the making. Every link in it echoes the URL asked."""

    def __init__(self, base, target, cap):
        self.base = base
        self.url = base + target
        self.cap = cap
        self._entities = {}

    def link(self, rel, href, media=RDAP):
        return {'value': self.url, 'rel': rel, 'type': media, 'href': href}

    def links(self, path, alternate):
        return [self.link('self', self.base + path),
                self.link('alternate', WHOIS + alternate, 'application/xml')]

    def notices(self, cut=False):
        notices = []
        if cut:
            notices.append({
                'title': 'Search Policy',
                'type': 'result set truncated due to authorization',
                'description': ['Search results are limited on a per query '
                                'basis to prevent data mining.']})
        site = 'https://www.arin.net/resources/registry/whois/'
        notices.append({
            'title': 'Terms of Service',
            'description': ['By using the ARIN RDAP/Whois service, you are '
                            'agreeing to the RDAP/Whois Terms of Use'],
            'links': [self.link('terms-of-service', site + 'tou/',
                                'text/html')]})
        notices.append({
            'title': 'Whois Inaccuracy Reporting',
            'description': ['If you see inaccuracies in the results, please '
                            'visit: '],
            'links': [self.link('inaccuracy-report',
                                site + 'inaccuracy_reporting/', 'text/html')]})
        notices.append({
            'title': 'Copyright Notice',
            'description': ['Copyright 1997-2026, American Registry for '
                            'Internet Numbers, Ltd.']})
        return notices

    def head(self, conformance, cut=False):
        return {'rdapConformance': conformance, 'notices': self.notices(cut)}

    @staticmethod
    def events(thing):
        return [{'eventAction': action,
                 'eventDate': timestamp(day, thing.handle + action)}
                for action, day in (('last changed', thing.changed),
                                    ('registration', thing.registered))]

    @staticmethod
    def remarks(thing):
        remarks = []
        if thing.remarks:
            remarks.append({'title': 'Registration Comments',
                            'description': thing.remarks})
        since = getattr(thing, 'validated', None)
        if isinstance(since, str):
            remarks.append({
                'title': 'Unvalidated POC',
                'description': [
                    'ARIN has attempted to validate the data for this POC, '
                    'but has received no response from the POC since ' +
                    since]})
        return {'remarks': remarks} if remarks else {}

    def poc(self, link):
        """A POC, with its roles when it is nested."""
        poc, roles = link.poc, link.roles
        known = (poc.handle, tuple(roles), link.bare)
        if known not in self._entities:
            self._entities[known] = Shared(self._poc(poc, roles, link.bare))
        return self._entities[known]

    def _poc(self, poc, roles, bare=False):
        nested = {'roles': roles} if roles else {}
        links = {'links': self.links('entity/' + poc.handle,
                                     'poc/' + poc.handle)}
        tail = {'port43': 'whois.arin.net', 'objectClassName': 'entity'}
        if bare:
            return {'handle': poc.handle, **nested, **links, **tail}
        return {'handle': poc.handle, 'vcardArray': poc_card(poc), **nested,
                **self.remarks(poc), **links, 'events': self.events(poc),
                **({'status': ['validated']} if poc.validated is True else {}),
                **tail}

    def registrant(self, holder):
        """An organization or customer with all that is nested in it."""
        if holder.handle not in self._entities:
            self._entities[holder.handle] = Shared(
                self.organization(holder, ['registrant'], {}))
        return self._entities[holder.handle]

    def organization(self, org, roles, lists):
        if isinstance(org, Customer):
            nested, kind = [self.registrant(org.parent)], 'customer/'
        else:
            links = first_pocs(org.links_in('rdap'), self.cap)
            nested, kind = [self.poc(link) for link in links], 'org/'
        return {'handle': org.handle, 'vcardArray': org_card(org),
                **({'roles': roles} if roles else {}), **self.remarks(org),
                'links': self.links('entity/' + org.handle, kind + org.handle),
                'events': self.events(org),
                **({'entities': nested} if nested else {}), **lists,
                'port43': 'whois.arin.net', 'objectClassName': 'entity'}

    def contacts(self, thing):
        """The registrant, then the POCs of the object itself."""
        return ([self.registrant(thing.holder)] +
                [self.poc(link) for link in thing.links_in('rdap')])

    def network(self, net, nested=True):
        links = self.links('ip/%s' % net.first, 'net/' + net.handle)
        return {'handle': net.handle,
                'startAddress': address_text(net.first, net.padded),
                'endAddress': address_text(net.last, net.padded),
                'ipVersion': 'v%d' % net.first.version, 'name': net.name,
                'type': net.type, 'parentHandle': net.parent,
                **self.remarks(net), 'events': self.events(net),
                'links': links,
                **({'entities': self.contacts(net)} if nested else {}),
                'port43': 'whois.arin.net', 'status': ['active'],
                'objectClassName': 'ip network',
                'cidr0_cidrs': [
                    {'v%dprefix' % prefix.version:
                     str(prefix.network_address).upper(),
                     'length': prefix.prefixlen} for prefix in net.prefixes()],
                'arin_originas0_originautnums': net.origins}

    def autnum(self, aut, nested=True):
        return {'handle': aut.handle, 'startAutnum': aut.first,
                'endAutnum': aut.last, 'name': aut.name, **self.remarks(aut),
                'events': self.events(aut),
                'links': self.links('autnum/%d' % aut.first,
                                    'asn/' + aut.handle),
                **({'entities': self.contacts(aut)} if nested else {}),
                'port43': 'whois.arin.net', 'status': ['active'],
                'objectClassName': 'autnum'}


def first_pocs(links, cap):
    """The links of the first `cap` POCs."""
    shown = list(dict.fromkeys(link.poc for link in links))[:cap]
    return links if len(shown) < cap else [link for link in links
                                           if link.poc in shown]


def count_pocs(links):
    return len({link.poc for link in links})


def poc_card(poc):
    rows = [row('version', '4.0'), address_row(poc.street),
            row('fn', poc.name)]
    if poc.individual:
        rows.append(row('n', [poc.surname, poc.given, '', '', '']))
        rows.append(row('kind', 'individual'))
    else:
        rows.append(row('org', poc.name))
        rows.append(row('kind', 'group'))
    rows += [row('email', spelling_of(email)) for email in poc.emails]
    rows += [row('tel', number, {'type': ['work', kind]})
             for kind, number in poc.phones]
    return ['vcard', rows]


def org_card(org):
    return ['vcard', [row('version', '4.0'), row('fn', org.name),
                      address_row(org.street), row('kind', 'org')]]


def row(name, value, parameters=None):
    return [name, parameters or {}, 'text', value]


def address_row(street):
    return row('adr', [''] * 7, {'label': street})


def address_text(address, padded):
    if padded:
        return '.'.join('%03d' % octet for octet in address.packed)
    return str(address)


class Registry:
    """Answers a path below the base as ARIN would."""

    def __init__(self, model, base=BASE, cap=None, silent=False, no_reverse=0):
        options = model.options
        self.model = model
        self.base = base
        self.cap = cap or options.get('cap', CAP)
        self.silent = silent or options.get('silent', False)
        self.no_reverse = no_reverse   # the status it answers with
        self.networks = [n for n in model.networks if n.only != 'rws']
        self.autnums = [a for a in model.autnums if a.only != 'rws']
        self._index = {version: self._nested(version) for version in (4, 6)}
        self._handles = {n.handle: n for n in self.networks}

    def _nested(self, version):
        """Sorted, outer before inner: (first address, network, what it lies
        in as an index or -1). Of equal ones the later in the model, which is
        a reassignment of the whole, is the inner one."""
        nets = [n for n in self.networks if n.version == version]
        nets.sort(key=lambda n: (n.first, -int(n.last)))
        around, open_ones = [], []
        for at, net in enumerate(nets):
            while open_ones and nets[open_ones[-1]].last < net.last:
                open_ones.pop()
            around.append(open_ones[-1] if open_ones else -1)
            open_ones.append(at)
        return [int(n.first) for n in nets], nets, around

    def smallest_around(self, first, last):
        """The most specific network that holds the range, or None."""
        firsts, nets, around = self._index[first.version]
        at = bisect.bisect_right(firsts, int(first)) - 1
        while at >= 0 and nets[at].last < last:
            at = around[at]
        return nets[at] if at >= 0 else None

    def topmost_within(self, block):
        """The networks within a prefix that lie in no other within it."""
        firsts, nets, _ = self._index[block.version]
        first, last = block[0], block[-1]
        found, at = [], bisect.bisect_left(firsts, int(first))
        while at < len(nets) and nets[at].first <= last:
            net = nets[at]
            if net.last > last or (net.first, net.last) == (first, last):
                at += 1
            else:
                found.append(net)
                at = bisect.bisect_right(firsts, int(net.last), at)
        return found

    def answer(self, target):
        """`target`: path and query below the base, still percent-encoded."""
        parts = urlsplit(target)
        path = [unquote(word) for word in parts.path.split('/')]
        query = parse_qsl(parts.query)
        page = Page(self.base, target, self.cap)
        if path[0] == 'entity' and len(path) == 2:
            return self._entity(page, path[1])
        if path[0] == 'ip' and len(path) in (2, 3):
            return self._ip(page, path[1:])
        if path[0] == 'autnum' and len(path) == 2:
            return self._autnum(page, path[1])
        if path == ['ips'] and len(query) == 1 and query[0][0] == 'handle':
            return self._network_by_handle(page, query[0][1])
        if path[1:] == ['reverse_search', 'entity'] and len(query) == 1:
            return self._reverse(page, path[0], *query[0])
        if path[:3] == ['ips', 'rirSearch1', 'rdap-down'] and len(path) == 5:
            return self._down(page, path[3:])
        if path == ['help']:
            return done(page.head(PROFILE + ['ips', 'autnums',
                                             'reverse_search']))
        return error(page, 501, 'NOT IMPLEMENTED',
                     'The query is not supported by this service.')

    def _entity(self, page, handle):
        handle = handle.upper()
        model = self.model
        org = (model.organizations.get(handle) or
               model.customers.get(handle))
        if org is not None:
            lists, cut = self._lists(page, org)
            return done({**page.head(PROFILE, cut),
                         **page.organization(org, [], lists)}, handle=handle)
        poc = model.pocs.get(handle)
        if poc is not None and poc.only != 'rws':
            return done({**page.head(PROFILE), **page._poc(poc, [])},
                        handle=handle)
        return error(page, 404, 'ENTITY NOT FOUND',
                     "The entity you are seeking as '%s' is/are not here." %
                     handle)

    def _lists(self, page, org):
        autnums = self.autnums_of(org)
        networks = self.networks_of(org)
        cut = max(len(autnums), len(networks),
                  count_pocs(org.links_in('rdap'))) > self.cap
        lists = {}
        if autnums:
            lists['autnums'] = [page.autnum(aut, nested=False)
                                for aut in autnums[:self.cap]]
        if networks:
            lists['networks'] = [page.network(net, nested=False)
                                 for net in networks[:self.cap]]
        return lists, cut and not self.silent

    def networks_of(self, org):
        return [n for n in self.networks if n.holder is org]

    def autnums_of(self, org):
        return [a for a in self.autnums if a.holder is org]

    def _down(self, page, words):
        try:
            block = ipaddress.ip_network('/'.join(words))
        except ValueError:
            return error(page, 400, 'BAD REQUEST',
                         'The address or prefix is not valid.')
        found = self.topmost_within(block)
        if found:
            return self._results(page, 'ips', found)
        return error(page, 404, 'IP NETWORK NOT FOUND',
                     "The ip networks you are seeking below '%s' is/are not "
                     'here.' % block)

    def _ip(self, page, words):
        try:
            block = ipaddress.ip_network('/'.join(words))
        except ValueError:
            return error(page, 400, 'BAD REQUEST',
                         'The address or prefix is not valid.')
        net = self.smallest_around(block[0], block[-1])
        if net is None:
            return error(page, 404, 'IP NETWORK NOT FOUND',
                         "The ip network you are seeking as '%s' is/are not "
                         'here.' % block)
        return done({**page.head(PROFILE + ['cidr0', 'arin_originas0']),
                     **page.network(net)}, handle=net.handle)

    def _autnum(self, page, word):
        number = int(word) if word.isdigit() else -1
        for aut in self.autnums:
            if aut.first <= number <= aut.last:
                return done({**page.head(PROFILE), **page.autnum(aut)},
                            handle=aut.handle)
        return error(page, 404, 'AUTNUM NOT FOUND',
                     "The autnum you are seeking as '%s' is/are not here." %
                     word)

    def _network_by_handle(self, page, handle):
        net = self._handles.get(handle.upper())
        return self._results(page, 'ips', [net] if net else [])

    def _reverse(self, page, kind, by, term):
        if kind not in ('ips', 'autnums') or by != 'handle':
            return error(page, 501, 'NOT IMPLEMENTED',
                         'The query is not supported by this service.')
        if self.no_reverse:
            title = {400: 'BAD REQUEST'}.get(self.no_reverse,
                                             'NOT IMPLEMENTED')
            return error(page, self.no_reverse, title,
                         'Reverse search is not supported by this service.')
        things = self.networks if kind == 'ips' else self.autnums
        found = self.model.about(term.upper(), things)
        return self._results(page, kind, found, searched=True)

    def _results(self, page, kind, things, searched=False):
        if kind == 'ips':
            name, make = 'ipSearchResults', page.network
            more = ['arin_originas0', 'cidr0', 'rirSearch1', 'ips', name]
        else:
            name, make = 'autnumSearchResults', page.autnum
            more = ['rirSearch1', 'autnums', name]
        cut = len(things) > self.cap and not self.silent
        body = page.head(
            PROFILE + more + (['reverse_search'] if searched else []), cut)
        body[name] = [make(thing) for thing in things[:self.cap]]
        if searched:
            body['reverse_search_properties_mapping'] = [
                {'property': 'handle',
                 'propertyPath': '$.entities[*].handle'}]
        return done(body, status=200 if things else 404)


def done(body, status=200, handle=''):
    return Answer(status, render(body), handle=handle)


def error(page, status, title, description):
    return Answer(status, render({
        **page.head(PROFILE),
        'errorCode': status, 'title': title, 'description': [description]}))


# ---- Whois-RWS: the second view, in XML

FUNCTIONS = {'administrative': ('AD', 'Admin'), 'technical': ('T', 'Tech'),
             'abuse': ('AB', 'Abuse'), 'noc': ('N', 'NOC'),
             'routing': ('R', 'Routing'), 'dns': ('D', 'DNS')}
BLOCK_TYPES = {'DIRECT ALLOCATION': ('DA', 'Direct Allocation'),
               'DIRECT ASSIGNMENT': ('DS', 'Direct Assignment'),
               'REALLOCATION': ('A', 'Reallocated'),
               'REASSIGNMENT': ('S', 'Reassigned')}
PHONES = {'voice': ('O', 'Office'), 'cell': ('M', 'Mobile'),
          'fax': ('F', 'Fax')}
NOT_XML = re.compile('[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')
PLAIN_404 = '<html>Not Found</html>\n'
NO_RESULTS = '''<!DOCTYPE html>
<html lang="en">
<head><meta charset="UTF-8"><title>Whois-RWS</title></head>
<body>
<h1>No Search Results</h1>
<p>Your search did not yield any results.</p>
</body>
</html>
'''


def element(name, content='', /, **attributes):
    """`content`: text, or a list of elements."""
    if isinstance(content, list):
        content = ''.join(content)
    else:
        content = html.escape(_xml_text(content), quote=False)
    words = ''.join(' %s="%s"' % (key, html.escape(_xml_text(value)))
                    for key, value in attributes.items())
    return '<%s%s>%s</%s>' % (name, words, content, name)


def _xml_text(text):
    """Without what XML cannot hold; line ends stay what they are."""
    return NOT_XML.sub('\ufffd', text).replace('\r', '')


def numbered(name, lines):
    return element(name, [element('line', line, number=str(number))
                          for number, line in enumerate(lines)])


class WhoisRws:
    """Answers a path below the base as ARIN would, for an asker that accepts
    XML. Lists are cut after `cap` objects. Where nothing is found, the answer
    is ARIN's page, a plain 404 or, of a list, an empty one."""

    def __init__(self, registry, base=WHOIS, scheme='http', nothing='page'):
        self.model = registry.model
        self.rdap = registry.base
        self.base = base
        self.cap = registry.cap
        self.silent = registry.silent
        self.scheme = scheme
        self.nothing = nothing
        self.networks = [n for n in self.model.networks if n.only != 'rdap']
        self.autnums = [a for a in self.model.autnums if a.only != 'rdap']
        self._handles = {n.handle: n for n in self.networks}

    def answer(self, target):
        words = target.split('?')[0].removesuffix('.xml').split('/')
        path = [unquote(word) for word in words]
        if path[0].startswith('pocs;') and len(path) == 1:
            return self._search(words[0].split(';')[1:])
        kinds = {'org': (self._org, {'pocs': self._pocs_of,
                                     'nets': self._nets_of_org,
                                     'asns': self._asns_of_org}),
                 'poc': (self._poc, {'orgs': self._orgs_of_poc,
                                     'nets': self._nets_of_poc,
                                     'asns': self._asns_of_poc}),
                 'net': (self._net, {'pocs': self._pocs_of}),
                 'asn': (self._asn, {'pocs': self._pocs_of}),
                 'customer': (self._customer, {})}
        if path[0] == 'cidr':
            return self._cidr(path[1:])
        if path[0] in kinds and len(path) in (2, 3):
            show, lists = kinds[path[0]]
            thing = self._find(path[0], path[1])
            if len(path) == 3 and path[2] in lists:
                return (lists[path[2]](thing) if thing is not None else
                        self._none(path[2]))
            if len(path) == 2:
                return (self._document(*show(thing)) if thing is not None
                        else self._none())
        return Answer(400, PLAIN_404, 'text/html')

    def _find(self, kind, handle):
        handle = handle.upper()
        model = self.model
        if kind == 'asn':
            digits = handle.removeprefix('AS')
            number = int(digits) if digits.isdecimal() else -1
            return next((a for a in self.autnums
                         if a.first <= number <= a.last), None)
        thing = {'org': model.organizations, 'poc': model.pocs,
                 'net': self._handles,
                 'customer': model.customers}[kind].get(handle)
        return thing if thing is None or thing.only != 'rdap' else None

    # ---- documents

    def _policy(self):
        site = 'https://www.arin.net/resources/registry/whois/'
        return {'copyrightNotice': 'Copyright 1997-2026, American Registry '
                'for Internet Numbers, Ltd.',
                'inaccuracyReportUrl': site + 'inaccuracy_reporting/',
                'termsOfUse': site + 'tou/'}

    def _document(self, name, content):
        space = self.scheme + '://www.arin.net/whoisrws/'
        attributes = {'xmlns': space + 'core/v1',
                      'xmlns:ns2': space + 'rdns/v1',
                      'xmlns:ns3': space + 'netref/v2', **self._policy()}
        return Answer(200, "<?xml version='1.0'?><?xml-stylesheet "
                      "type='text/xsl' href='https://whois.arin.net/xsl/"
                      "website.xsl' ?>" +
                      element(name, content, **attributes), XML)

    def _none(self, name=''):
        if name and self.nothing == 'empty':
            return self._list(name, [])
        body = PLAIN_404 if self.nothing == 'plain' else NO_RESULTS
        return Answer(404, body, 'text/html')

    def _exceeded(self, cut):
        return element('limitExceeded', 'true' if cut and not self.silent
                       else 'false', limit=str(self.cap))

    def _list(self, name, entries):
        """`entries`: (handle, reference); one handle may have several."""
        shown = list(dict.fromkeys(handle for handle, _ in entries))
        cut = len(shown) > self.cap
        shown = set(shown[:self.cap])
        return self._document(name, [self._exceeded(cut)] + [
            reference for handle, reference in entries if handle in shown])

    def _listed(self, name, entries):
        return self._list(name, entries) if entries else self._none(name)

    # ---- objects

    def _head(self, thing, rdap, kind):
        return [element('registrationDate', timestamp(
                    thing.registered, thing.handle + 'registration')),
                element('rdapRef', self.rdap + rdap),
                element('ref', self.base + kind + '/' + thing.handle)]

    def _tail(self, thing, references=()):
        return [element('resources', [self._exceeded(False)],
                        **self._policy()), *references]

    @staticmethod
    def _updated(thing):
        return element('updateDate', timestamp(
            thing.changed, thing.handle + 'last changed'))

    @staticmethod
    def _comment(thing):
        return [numbered('comment', thing.remarks)] if thing.remarks else []

    @staticmethod
    def _place(street):
        """Elements of an address: those before and after the name."""
        *lines, city, state, code, _ = street.split('\n')
        country = element('iso3166-1', [
            element('code2', 'US'), element('code3', 'USA'),
            element('name', 'United States'), element('e164', '1')])
        return ([element('city', city), country],
                [element('postalCode', code)],
                [element('iso3166-2', state),
                 numbered('streetAddress', lines)])

    def _org(self, org, name='org'):
        city, code, street = self._place(org.street)
        kind = 'entity/' + org.handle
        content = self._head(org, kind, name)
        if name == 'org':
            content.append(element('canAllocate', 'Y'))
        content += [*city, element('handle', org.handle),
                    element('name', org.name)]
        if name == 'customer':
            content.append(element(
                'parentOrgRef', self.base + 'org/' + org.parent.handle,
                handle=org.parent.handle, name=org.parent.name))
        return name, [*content, *code, *self._comment(org), *street,
                      self._updated(org), *self._tail(org)]

    def _customer(self, customer):
        return self._org(customer, 'customer')

    def _poc(self, poc):
        city, code, street = self._place(poc.street)
        company = poc.company or ('' if poc.individual else poc.name)
        content = self._head(poc, 'entity/' + poc.handle, 'poc') + [city[0]]
        if company:
            content.append(element('companyName', company))
        content.append(city[1])
        if poc.given:
            content.append(element('firstName', poc.given))
        content.append(element('handle', poc.handle))
        content.append(element('isRoleAccount',
                               'N' if poc.individual else 'Y'))
        content.append(element('lastName', poc.surname or poc.name))
        emails = [element('email', spelling_of(email))
                  for email in poc.emails_in('rws')]
        if emails:
            content.append(element('emails', emails))
        content += self._tail(poc)
        content.append(element('phones', [
            element('phone', [
                element('number', number),
                element('type', [element('description', PHONES[kind][1]),
                                 element('code', PHONES[kind][0])])])
            for kind, number in poc.phones]))
        content.append(element('pocType', [
            element('description', 'Person' if poc.individual else 'Role'),
            element('type', 'P' if poc.individual else 'R')]))
        if poc.validated is not None:
            word = 'Validated' if poc.validated is True else 'Unvalidated'
            content.append(element('status', [element('code', word[0]),
                                              element('description', word)]))
        return 'poc', [*content, *code, *self._comment(poc), *street,
                       self._updated(poc)]

    def _holder_ref(self, thing):
        holder = thing.holder
        kind = 'customer' if isinstance(holder, Customer) else 'org'
        return element(kind + 'Ref', self.base + kind + '/' + holder.handle,
                       handle=holder.handle, name=holder.name)

    def _net(self, net):
        first, last = rws_address(net.first, net), rws_address(net.last, net)
        code, description = BLOCK_TYPES[net.type]
        blocks = [element('netBlock', [
            element('cidrLength', str(prefix.prefixlen)),
            element('endAddress', rws_address(prefix[-1], net)),
            element('description', description), element('type', code),
            element('startAddress', rws_address(prefix[0], net))])
            for prefix in net.prefixes()]
        content = self._head(net, 'ip/%s' % net.first, 'net') + [
            element('endAddress', last), element('handle', net.handle),
            element('name', net.name), element('netBlocks', blocks)]
        if net.origins:
            content.append(element('originASes', [
                element('originAS', 'AS%d' % number)
                for number in net.origins]))
        parent = self._handles.get(net.parent)
        return 'net', [
            *content, *self._tail(net), self._holder_ref(net),
            element('parentNetRef', self.base + 'net/' + net.parent,
                    handle=net.parent,
                    name=parent.name if parent else 'NET'),
            *self._comment(net), element('startAddress', first),
            self._updated(net), element('version', str(net.version))]

    def _asn(self, aut):
        return 'asn', self._head(aut, 'autnum/%d' % aut.first, 'asn') + [
            element('endAsNumber', str(aut.last)),
            element('handle', aut.handle), element('name', aut.name),
            *self._tail(aut), self._holder_ref(aut), *self._comment(aut),
            element('startAsNumber', str(aut.first)), self._updated(aut)]

    # ---- lists

    def _pocs_of(self, holder):
        """Of the organization or resource itself, one for each function."""
        return self._listed('pocs', [
            (link.poc.handle, element(
                'pocLinkRef', self.base + 'poc/' + link.poc.handle,
                description=FUNCTIONS[role][1], function=FUNCTIONS[role][0],
                handle=link.poc.handle))
            for link in holder.links_in('rws') for role in link.roles])

    def _net_ref(self, net):
        return element('netRef', self.base + 'net/' + net.handle,
                       endAddress=rws_address(net.last, net),
                       startAddress=rws_address(net.first, net),
                       handle=net.handle, name=net.name)

    def _net_list(self, nets):
        return self._listed('nets', [(net.handle, self._net_ref(net))
                                     for net in nets])

    def _nets_of_org(self, org):
        return self._net_list([n for n in self.networks if n.holder is org])

    def _asns_of_org(self, org):
        return self._listed('asns', [
            (aut.handle, element('asnRef', self.base + 'asn/' + aut.handle,
                                 handle=aut.handle, name=aut.name))
            for aut in self.autnums if aut.holder is org])

    def _orgs_of_poc(self, poc):
        return self._places(poc, Organization, 'org')

    def _nets_of_poc(self, poc):
        return self._places(poc, Network, 'net')

    def _asns_of_poc(self, poc):
        return self._places(poc, Autnum, 'asn')

    def _places(self, poc, kind, word):
        """What a POC serves, one reference for each function."""
        return self._listed(word + 's', [
            (place.handle, element(
                word + 'PocLinkRef', self.base + word + '/' + place.handle,
                relPocDescription=FUNCTIONS[role][1],
                relPocFunction=FUNCTIONS[role][0], relPocHandle=poc.handle,
                relPocName=rws_name(poc), handle=place.handle,
                name=place.name))
            for place in self.model.placed(poc, kind) if place.only != 'rdap'
            for link in place.links if link.poc is poc
            for role in link.roles])

    def _cidr(self, words):
        """The networks of exactly that range, or with "more" all within."""
        more = words[2:] == ['more']
        if len(words) not in (2, 3) or (len(words) == 3 and not more):
            return Answer(400, PLAIN_404, 'text/html')
        try:
            block = ipaddress.ip_network('/'.join(words[:2]))
        except ValueError:
            return Answer(400, PLAIN_404, 'text/html')
        first, last = block[0], block[-1]
        inside = [n for n in self.networks if n.version == block.version and
                  first <= n.first and n.last <= last]
        exact = [n for n in inside if (n.first, n.last) == (first, last)]
        if more:
            inside.sort(key=lambda n: (n.first, -int(n.last)))
            return self._net_list([n for n in inside if n not in exact])
        if len(exact) == 1:
            return self._document(*self._net(exact[0]))
        return self._net_list(exact)

    def _search(self, parameters):
        """All that are known must hold; unknown ones count for nothing."""
        wanted = []
        for text in parameters:
            key, _, term = text.partition('=')
            if key in ('domain', 'last', 'first', 'handle'):
                wanted.append((key, unquote(term).lower()))
        if not wanted:
            return Answer(400, PLAIN_404, 'text/html')
        return self._listed('pocs', [
            (poc.handle, element('pocRef', self.base + 'poc/' + poc.handle,
                                 handle=poc.handle, name=rws_name(poc)))
            for poc in sorted(self.model.pocs.values(),
                              key=lambda poc: poc.handle)
            if poc.only != 'rdap' and
            all(matches(poc, key, term) for key, term in wanted)])


def matches(poc, key, term):
    values = {'last': [poc.surname or poc.name], 'first': [poc.given],
              'handle': [poc.handle],
              'domain': [key_of(email).rpartition('@')[2]
                         for email in poc.emails_in('rws')]}[key]
    if key == 'domain':
        term = term.removeprefix('@')
    if term.endswith('*'):
        return any(value.lower().startswith(term[:-1]) for value in values)
    return any(value.lower() == term for value in values)


def rws_name(poc):
    """As in lists: "Okafor, Adaeze", or the name of a role."""
    return ('%s, %s' % (poc.surname, poc.given) if poc.individual else
            poc.name)


def rws_address(address, net):
    text = address_text(address, net.padded)
    return text.upper() if address.version == 6 else text


# ---- the statistics file

STATISTICS_NAME = 'stats/delegated-arin-extended-latest'
RECORDED_ON = '2026-11-23'


def yesterday():
    return time.strftime('%Y-%m-%d', time.gmtime(time.time() - 86400))


class Statistics:
    """The statistics file: whole; cut in the middle of a line; ten days older
    than its date; missing (404); wrong: one of the organization's blocks is
    said to be another's, and another's its own (whole)"""

    KINDS = ('whole', 'cut', 'old', 'missing', 'wrong')
    STRANGERS = 24   # lines about nobody in the model

    def __init__(self, model, kind='whole', made=RECORDED_ON, lines=0):
        self.model = model
        self.kind = kind
        day = calendar.timegm(time.strptime(made, '%Y-%m-%d'))
        if kind == 'old':
            day -= 10 * 86400
        self.made = time.strftime('%Y%m%d', time.gmtime(day))
        self.lines = lines
        own = [n for n in model.networks
               if n.direct and n.holder.handle in model.audited]
        self.denied = own[-1] if kind == 'wrong' and own else None

    def answer(self):
        if self.kind == 'missing':
            return Answer(404, PLAIN_404, 'text/html')
        body = self._text().encode('ascii')
        if self.kind == 'cut':
            body = body[:len(body) * 2 // 3].rstrip(b'\n')[:-3]
        return Answer(200, body, 'text/plain', etag='"%s"' %
                      hashlib.md5(body).hexdigest())

    def _id(self, holder):
        """Of a holder, in this file only."""
        return hashlib.md5((holder + self.made).encode()).hexdigest()

    def _text(self):
        """AS numbers, IPv4, IPv6, each in order."""
        records = {'asn': [], 'ipv4': [], 'ipv6': []}
        count = 0
        for kind, start, line in self._of_model():
            records[kind].append((start, line))
            count += 1
        for number in range(max(self.STRANGERS, self.lines - count)):
            kind, start, line = self._of_stranger(number)
            records[kind].append((start, line))
        total = sum(map(len, records.values()))
        lines = ['2.3|arin|1795413600000|%d|19700101|%s|-0500' %
                 (total, self.made)]
        lines += ['arin|*|%s|*|%d|summary' % (kind, len(of_kind))
                  for kind, of_kind in records.items()]
        for of_kind in records.values():
            lines += [line for _, line in sorted(of_kind)]
        return '\n'.join(lines) + '\n'

    def _line(self, kind, start, value, thing):
        status = ('allocated' if getattr(thing, 'type', '') ==
                  'DIRECT ALLOCATION' else 'assigned')
        return 'arin|US|%s|%s|%d|%s|%s|%s' % (
            kind, start, value, thing.registered.replace('-', ''), status,
            self._id('nobody' if thing is self.denied
                     else thing.holder.handle))

    def _of_model(self):
        for aut in self.model.autnums:
            yield 'asn', aut.first, self._line(
                'asn', aut.first, aut.last - aut.first + 1, aut)
        for net in self.model.networks:
            if not net.direct:
                continue
            if net.version == 4:
                yield 'ipv4', int(net.first), self._line(
                    'ipv4', net.first, int(net.last) - int(net.first) + 1,
                    net)
            else:
                for prefix in net.prefixes():
                    yield 'ipv6', int(prefix[0]), self._line(
                        'ipv6', prefix[0], prefix.prefixlen, net)

    def _of_stranger(self, number):
        """Far from all of a model; some are nobody's."""
        kind = ('ipv4', 'asn', 'ipv4', 'ipv6')[number % 4]
        if kind == 'asn':
            start, value = 4230000000 + 3 * number, 1 + number % 3
            place = start
        elif kind == 'ipv4':
            place, value = (240 << 24) + 512 * number, 256 << number % 2
            start = ipaddress.IPv4Address(place)
        else:
            place, value = (0xfd01 << 112) + (number << 80), 48
            start = ipaddress.IPv6Address(place)
        if number % 12 == 11:
            return kind, place, 'arin||%s|%s|%d||reserved|' % (kind, start,
                                                               value)
        holder = 'stranger %d' % (number // 5)
        if self.kind == 'wrong' and number == 0:
            holder = self.model.audited[0]
        return kind, place, 'arin|US|%s|%s|%d|%d%02d11|%s|%s' % (
            kind, start, value, 1995 + number % 30, 1 + number % 12,
            'assigned' if kind == 'asn' else 'allocated', self._id(holder))


# ---- the routing registry

ROUTING_NAME = 'rr/arin.db.gz'


class RoutingRegistry:
    """The dump: the objects of a model among those of strangers, whose
    addresses nobody may keep. `size`: filled up to so many MB of text."""

    STRANGERS = 3

    def __init__(self, model, size=0):
        self.model = model
        self.size = size * 1000000

    def answer(self):
        body = gzip.compress(self.text(), 9 if not self.size else 1, mtime=0)
        return Answer(200, body, GZIP, etag='"%s"' %
                      hashlib.md5(body).hexdigest())

    def text(self):
        parts = [stranger_route(number) for number in range(self.STRANGERS)]
        parts += [rpsl(thing) for thing in self.model.routing]
        parts.append(rpsl_lines([
            ('as-set', 'AS-STRANGERS'), ('descr', 'The last one'),
            ('mnt-by', 'MNT-STRANGER-0'), ('source', 'ARIN')]).encode())
        size, number = sum(map(len, parts)), self.STRANGERS
        while size < self.size:
            parts.append(stranger_route(number))
            size += len(parts[-1]) + 1
            number += 1
        return b'\n'.join(parts)


def rpsl_lines(attributes):
    lines = []
    for name, value in attributes:
        first, *rest = value.split('\n')
        lines.append('%-16s%s' % (name + ':', first))
        lines += ['%16s%s' % ('', line) for line in rest]
    return '\n'.join(lines) + '\n'


def rpsl(thing):
    return rpsl_lines(thing.attributes).encode(thing.encoding)


def stranger_route(number):
    maintainer = 'MNT-STRANGER-%d' % (number // 7)
    return rpsl_lines([
        ('route', '%s/24' % ipaddress.IPv4Address((240 << 24) +
                                                  (256 * number) % 2**28)),
        ('descr', 'Somebody else, number %d' % number),
        ('origin', 'AS%d' % (4230000000 + number)),
        ('notify', 'noc-%d@stranger.test' % number), ('mnt-by', maintainer),
        ('changed', 'desk-%d@stranger.test 20150%d11' %
         (number, 1 + number % 9)), ('source', 'ARIN')]).encode()


# ---- all of it

class Bases(NamedTuple):
    """The URLs: two bases and two files."""
    rdap: str
    whois: str
    stats: str
    irr: str


IANA = 'iana/'
OTHER_SOURCES = ('rest/', STATISTICS_NAME, ROUTING_NAME, IANA)


class Service:
    """Answers requests named as in logs: by what follows the base of RDAP, or
    rest/..., stats/..., rr/.... `rws`: the second view, or the status with
    which it is away."""

    def __init__(self, registry, rws, statistics, routing, bases):
        self.registry = registry
        self.rws = rws
        self.statistics = statistics
        self.routing = routing
        self.bases = bases

    def answer(self, target):
        if target.startswith('rest/'):
            if isinstance(self.rws, int):
                return Answer(self.rws, '<html>Out of order</html>\n',
                              'text/html')
            return self.rws.answer(target.removeprefix('rest/'))
        if target == STATISTICS_NAME:
            return self.statistics.answer()
        if target == ROUTING_NAME:
            return self.routing.answer()
        return self.registry.answer(target)

    def url(self, target):
        if target.startswith('rest/'):
            return self.bases.whois + target.removeprefix('rest/')
        return {STATISTICS_NAME: self.bases.stats,
                ROUTING_NAME: self.bases.irr}.get(target,
                                                  self.bases.rdap + target)


def iana_file(directory, name):
    """As it is there now."""
    path = os.path.join(directory or '', os.path.basename(name))
    if directory is None or not os.path.isfile(path):
        return Answer(404, PLAIN_404, 'text/html')
    with open(path, 'rb') as file:
        body = file.read()
    kind = 'application/json' if name.endswith('.json') else 'text/plain'
    return Answer(200, body, kind,
                  etag='"%s"' % hashlib.sha256(body).hexdigest()[:16])


def whole_service(model):
    """With nothing missing, at ARIN's own URLs."""
    registry = Registry(model)
    return Service(registry, WhoisRws(registry), Statistics(model),
                   RoutingRegistry(model),
                   Bases(BASE, WHOIS, STATISTICS, ROUTING))


# ---- a recording

SUFFIXES = {RDAP: '.json', XML: '.xml', 'text/html': '.html',
            'text/plain': '.txt', GZIP: '.gz'}


def targets(registry, sources):
    """What an audit may ask: by the reverse plan and by the objects plan, and
    with the other sources."""
    model = registry.model
    for handle in model.audited:
        yield 'entity/' + handle
        org = model.organizations.get(handle)
        if org is None:
            continue
        shown = None if sources else registry.cap
        networks = registry.networks_of(org)[:shown]
        autnums = registry.autnums_of(org)[:shown]
        if networks:
            yield 'ips/reverse_search/entity?handle=' + handle
        if autnums:
            yield 'autnums/reverse_search/entity?handle=' + handle
        for net in networks:
            yield from _network_targets(registry, net)
        for aut in autnums:
            yield 'autnum/%d' % aut.first
        for place in [org, *networks, *autnums]:
            for link in place.links_in('rdap'):
                if link.bare:
                    yield 'entity/' + link.poc.handle
        if sources:
            yield from _division_targets(registry, networks)
    if sources:
        yield 'help'
    if 'rws' in sources:
        for org in map(model.organizations.get, model.audited):
            if org is not None:
                yield from _rws_targets(model, org)
    if 'stats' in sources:
        yield STATISTICS_NAME
    if 'irr' in sources:
        yield ROUTING_NAME


def _network_targets(registry, net):
    """By its prefix (its first, where it is none); where that finds a
    network within, also by its handle."""
    prefix = next(iter(net.prefixes()))
    yield 'ip/%s' % prefix
    found = registry.smallest_around(prefix[0], prefix[-1])
    if found is not net:
        yield 'ips?handle=' + net.handle


def _division_targets(registry, networks):
    """What lies below the own blocks, and, where a list is cut, below the
    prefixes that join some of them."""
    blocks = [prefix for net in networks for prefix in net.prefixes()]
    if len(networks) > registry.cap:
        blocks += joining(blocks)
    for block in blocks:
        yield from _halved(registry, block, networks)


def joining(prefixes):
    """The smallest around each two neighbours, not all of the space."""
    found = set()
    for version in (4, 6):
        row = sorted(p for p in prefixes if p.version == version)
        for left, right in zip(row, row[1:]):
            while not left.supernet_of(right):
                left = left.supernet()
            if left.prefixlen >= (8 if version == 4 else 16):
                found.add(left)
    return sorted(found, key=lambda p: (p.version, p))


def _halved(registry, block, networks):
    yield 'ips/rirSearch1/rdap-down/%s' % block
    if (block.prefixlen < block.max_prefixlen and
            len(registry.topmost_within(block)) > registry.cap):
        for half in block.subnets():
            yield from _halved(registry, half, networks)


def _rws_targets(model, org):
    pocs = {model.pocs[handle]: True
            for handle in sorted(model.linked_pocs(org))}
    domains = list(model.domains)
    domains += sorted({key_of(email).rpartition('@')[2] for poc in pocs
                       for email in poc.emails} - {*domains, FREEMAIL})
    for domain in domains:
        yield 'rest/pocs;domain=' + domain
    for domain in model.domains:
        for poc in model.at_domain(domain):
            pocs[poc] = True
            yield 'entity/' + poc.handle
    own = [*model.networks_of(org), *model.autnums_of(org)]
    organizations, resources = {org: True}, dict.fromkeys(own)
    for poc in pocs:
        organizations.update(dict.fromkeys(model.placed(poc, Organization)))
        resources.update(dict.fromkeys(model.placed(poc, (Network, Autnum))))
    for poc in pocs:
        for words in ('', '/orgs', '/nets', '/asns'):
            yield 'rest/poc/' + poc.handle + words
    for holder in organizations:
        for words in ('', '/pocs', '/nets', '/asns'):
            if holder is org or words != '/pocs':
                yield 'rest/org/' + holder.handle + words
    for thing in resources:
        kind = 'net' if isinstance(thing, Network) else 'asn'
        yield 'rest/%s/%s' % (kind, thing.handle)
        if thing in own:
            yield 'rest/%s/%s/pocs' % (kind, thing.handle)
    for net in model.networks_of(org):
        for prefix in net.prefixes():
            yield 'rest/cidr/%s/more' % prefix
    for customer in model.customers.values():
        if customer.parent is org:
            yield 'rest/customer/' + customer.handle


FREEMAIL = 'freemail.example'   # nobody searches a consumer provider's


def record(service, directory, sources=None):
    """Reproducible: the answers are a second apart, from a fixed time on.
    `sources`: of rws, stats, irr; the default is the model's."""
    model = service.registry.model
    if sources is None:
        sources = model.options.get('with', ())
    os.makedirs(directory, exist_ok=True)
    for name in os.listdir(directory):
        os.remove(os.path.join(directory, name))
    start = calendar.timegm((2026, 11, 24, 9, 30, 0))
    lines, names = [], set()
    for second, target in enumerate(dict.fromkeys(
            targets(service.registry, sources))):
        answer = service.answer(target)
        name = (re.sub('[^A-Za-z0-9.]+', '-', target.removesuffix('.gz')) +
                SUFFIXES[answer.content_type])
        assert name not in names, name
        names.add(name)
        with open(os.path.join(directory, name), 'wb') as file:
            file.write(answer.body)
        when = time.strftime('%Y-%m-%dT%H:%M:%SZ',
                             time.gmtime(start + second))
        lines.append('\t'.join([service.url(target), str(answer.status),
                                answer.content_type, name, when]))
    when = time.strftime('%Y-%m-%dT%H:%M:%SZ',
                         time.gmtime(start + len(lines)))
    lines += record_dns(model.options.get('dns', {}), directory, when)
    with open(os.path.join(directory, 'index.tsv'), 'w',
              encoding='utf-8') as file:
        file.write(''.join(line + '\n' for line in lines))


def record_dns(answers, directory, when):
    """{"MX example.com": records, or the code where it is no NOERROR}"""
    for question, answer in answers.items():
        kind, host = question.split()
        code, records = 'NOERROR', answer
        if isinstance(answer, str):
            code, records = answer, []
        name = 'dns-%s-%s.txt' % (kind, host)
        with open(os.path.join(directory, name), 'w',
                  encoding='ascii') as file:
            file.write(''.join(record + '\n' for record in records))
        yield '\t'.join(['dns:%s:%s' % (kind, host), code, 'text/dns', name,
                         when])


# ---- the same over http

class Fault:
    """PATTERN=KIND[,COUNT[,RETRY_AFTER]]: the first COUNT answers (0: all) to
    what matches PATTERN, in the manner of a shell, are spoiled."""

    KINDS = ('reset', 'short', 'html', 'garbage', 'redirect', 'moved', 'hang')

    def __init__(self, text):
        self.pattern, _, rest = text.rpartition('=')
        fields = rest.split(',', 2) + ['', '']
        self.kind, count, self.retry_after = fields[:3]
        self.left = int(count or 0) or -1
        known = (self.kind in self.KINDS or
                 re.fullmatch('[345][0-9][0-9]', self.kind))
        if not self.pattern or not known:
            raise ValueError(text)

    def strikes(self, target):
        if self.left == 0 or not fnmatch.fnmatchcase(target, self.pattern):
            return False
        self.left -= 1
        return True


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    kept = 1 << 20   # larger answers are made anew, unless made beforehand

    def __init__(self, port, log):
        super().__init__(('127.0.0.1', port), Handler)
        self.service = None
        self.iana = None
        self.faults = []
        self.clock = 0
        self.log = log
        self.lock = threading.Lock()
        self.answers = {}
        self.connections = self.requests = self.bytes = 0

    def answer(self, target, keep=False):
        with self.lock:
            if target.startswith(IANA):
                return iana_file(self.iana, target.removeprefix(IANA))
            answer = self.answers.get(target)
            if answer is None:
                answer = self.service.answer(target)
                if keep or len(answer.body) <= self.kept:
                    self.answers[target] = answer
            return answer

    def fault(self, target):
        with self.lock:
            return next((f for f in self.faults if f.strikes(target)), None)

    def count(self, connection, target, status, size):
        with self.lock:
            self.requests += 1
            self.bytes += size
            if self.log:
                self.log.write('%d\t%s\t%s\t%d\n' %
                               (connection, target, status, size))
                self.log.flush()


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True
    server_version = 'registry'
    sys_version = ''
    wbufsize = 1 << 16

    def setup(self):
        super().setup()
        with self.server.lock:
            self.server.connections += 1
            self.number = self.server.connections

    def date_time_string(self, timestamp=None):
        if timestamp is None:
            timestamp = time.time() + self.server.clock
        return super().date_time_string(timestamp)

    def do_GET(self):
        target = self.path[1:]
        if target.startswith('registry/'):
            target = target[len('registry/'):]
        elif not target.startswith(OTHER_SOURCES):
            self._send('-', Answer(404, PLAIN_404, 'text/html'))
            return
        fault = self.server.fault(target)
        if fault is None:
            self._send(target, self.server.answer(target))
        else:
            self._spoil(target, fault)

    def _send(self, target, answer, headers=(), cut=0):
        body = answer.body
        if answer.etag and answer.etag == self.headers.get('If-None-Match'):
            self._unchanged(target, answer)
            return
        zipped = (not cut and answer.compressible and
                  'gzip' in self.headers.get('Accept-Encoding', ''))
        if zipped:
            body = answer.gzipped()
        self.send_response(answer.status)
        self.send_header('Content-Type', answer.content_type)
        self.send_header('Content-Length', str(len(body)))
        self.send_header('Access-Control-Allow-Origin', '*')
        if zipped:
            self.send_header('Content-Encoding', 'gzip')
        if answer.etag:
            self.send_header('ETag', answer.etag)
        for name, value in headers:
            self.send_header(name, value)
        # First, so that who has the answer finds it in the log.
        self.server.count(self.number, target, answer.status, len(body))
        self.end_headers()
        self.wfile.write(body[:cut] if cut else body)
        self.wfile.flush()

    def _unchanged(self, target, answer):
        self.send_response(304)
        self.send_header('ETag', answer.etag)
        self.server.count(self.number, target, 304, 0)
        self.end_headers()
        self.wfile.flush()

    def _spoil(self, target, fault):
        page = Answer(200, '<html>Out of order</html>\n', 'text/html')
        whole = None
        if fault.kind in ('short', 'garbage'):
            whole = self.server.answer(target)
        if fault.kind == 'hang':
            time.sleep(60)
        if fault.kind in ('reset', 'hang'):
            self.server.count(self.number, target, fault.kind, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                       b'\1\0\0\0\0\0\0\0')
            self.close_connection = True
        elif fault.kind == 'short':
            self._send(target, whole, cut=max(1, len(whole.body) // 2))
            self.close_connection = True
        elif fault.kind == 'garbage':
            half = whole.body[:len(whole.body) // 2]
            self._send(target, Answer(200, half + b'\xff{'))
        elif fault.kind == 'html':
            self._send(target, page)
        else:
            hosts = {'redirect': 'rdap.example', 'moved': 'rdap.db.ripe.net'}
            status = 302 if fault.kind in hosts else int(fault.kind)
            headers = []
            if status < 400:
                host = hosts.get(fault.kind, 'rdap.example')
                headers.append(('Location', 'https://%s/%s' % (host, target)))
            if fault.retry_after:
                headers.append(('Retry-After', fault.retry_after))
            self._send(target, Answer(status, page.body, 'text/html'), headers)

    def log_message(self, *args):
        pass


def serve(model, arguments):
    log = open(arguments.log, 'w', encoding='utf-8') if arguments.log else None
    server = Server(arguments.port, log)
    host = 'http://127.0.0.1:%d/' % server.server_address[1]
    bases = Bases(host + 'registry/', host + 'rest/', host + STATISTICS_NAME,
                  host + ROUTING_NAME)
    server.service = service_of(model, arguments, bases)
    server.iana = arguments.iana
    server.faults = arguments.fault
    server.clock = arguments.clock
    for target in warm_targets(model):
        answer = server.answer(target, keep=True)
        if answer.compressible:
            answer.gzipped()

    def stop(*_):
        threading.Thread(target=server.shutdown).start()
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    print('\n'.join(bases), flush=True)
    server.serve_forever(poll_interval=0.1)
    print('%d requests, %d connections, %d bytes of bodies' %
          (server.requests, server.connections, server.bytes),
          file=sys.stderr)


def warm_targets(model):
    """The large answers, made before the first request."""
    for handle in model.audited:
        yield 'entity/' + handle
        yield 'ips/reverse_search/entity?handle=' + handle
        yield 'autnums/reverse_search/entity?handle=' + handle
    yield STATISTICS_NAME
    yield ROUTING_NAME


# ---- the command line

def service_of(model, arguments, bases):
    registry = Registry(model, bases.rdap, arguments.cap, arguments.silent,
                        arguments.no_reverse)
    rws = WhoisRws(registry, bases.whois, arguments.rws_ns, arguments.rws_404)
    return Service(
        registry, 503 if arguments.no_rws else rws,
        Statistics(model, arguments.stats, arguments.stats_date,
                   arguments.stats_lines),
        RoutingRegistry(model, arguments.irr_size), bases)


def lines_of(model, arguments):
    visible = None
    if arguments.visible:
        visible = arguments.cap or model.options.get('cap', CAP)
    rows = model.sightings(domains=arguments.domain, visible=visible,
                           views=('rdap', *arguments.sources))
    if arguments.command == 'addresses':
        rows = sorted({row[:1] for row in rows})
    if arguments.json:
        return [json.dumps(rows, ensure_ascii=False)]
    return ['\t'.join(plain(cell) for cell in row) for row in rows]


def plain(cell):
    """What would break a line or a column, escaped as in JSON."""
    return re.sub(r'[\x00-\x1f\x7f-\x9f\u2028\u2029]',
                  lambda match: '\\u%04x' % ord(match[0]), cell)


def sources_argument(text):
    words = [word for word in text.split(',') if word not in ('', 'none')]
    if not set(words) <= {'rws', 'stats', 'irr'}:
        raise argparse.ArgumentTypeError(
            'expected rws, stats, irr with commas between, or none: %r' % text)
    return words


def day_argument(text):
    try:
        return time.strftime('%Y-%m-%d', time.strptime(text, '%Y-%m-%d'))
    except ValueError:
        raise argparse.ArgumentTypeError('expected 2026-11-23: %r' % text)


def fault_argument(text):
    try:
        return Fault(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            'expected PATTERN=KIND[,COUNT[,RETRY_AFTER]], KIND a status or '
            'one of %s: %r' % (' '.join(Fault.KINDS), text))


def model_argument(name):
    try:
        return organizations.model(name)
    except (KeyError, ValueError):
        raise argparse.ArgumentTypeError(
            'no such registry: %r (see: registry.py list)' % name)


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    commands = parser.add_subparsers(dest='command', required=True)
    commands.add_parser('list')
    for name in ('record', 'serve', 'addresses', 'sightings'):
        command = commands.add_parser(name)
        command.add_argument('model', metavar='NAME', type=model_argument)
        command.add_argument('--cap', type=int, metavar='N',
                             help='entries of a type in an answer (256)')
        command.add_argument('--silent', action='store_true',
                             help='cut without a notice')
        command.add_argument('--no-reverse', type=int, nargs='?', default=0,
                             const=501, choices=(400, 501), metavar='STATUS',
                             help='reverse search is not supported (501)')
    for name, made in (('record', RECORDED_ON), ('serve', yesterday())):
        _add_source_options(commands.choices[name], made)
    record_command = commands.choices['record']
    record_command.add_argument('directory', metavar='DIR')
    record_command.add_argument('--base', default=BASE, metavar='URL')
    record_command.add_argument(
        '--with', dest='sources', type=sources_argument, metavar='SOURCES',
        help='of rws,stats,irr: what to record besides RDAP, with the\n'
        'questions of RDAP that follow (demo: all; neglected: '
        'rws; others: none)')
    serve_command = commands.choices['serve']
    serve_command.add_argument('--port', type=int, default=0)
    serve_command.add_argument('--log', metavar='FILE', help='connection, '
                               'request, status, bytes: a line each')
    serve_command.add_argument('--iana', metavar='DIR',
                               help="IANA's bootstrap files, below iana/")
    serve_command.add_argument('--clock', type=int, default=0,
                               metavar='SECONDS', help='how far ahead it is')
    serve_command.add_argument('--fault', type=fault_argument, default=[],
                               action='append', help=Fault.__doc__,
                               metavar='PATTERN=KIND[,COUNT[,RETRY_AFTER]]')
    for name in ('addresses', 'sightings'):
        command = commands.choices[name]
        command.add_argument('--domain', action='append', default=[],
                             help='an own domain, confirmed')
        command.add_argument('--visible', action='store_true',
                             help='only what cut lists still show')
        command.add_argument(
            '--with', dest='sources', type=sources_argument, default=['rws'],
            metavar='SOURCES', help='of rws,irr, or none: what is read '
            'besides RDAP (rws)')
        command.add_argument('--json', action='store_true')
    return parser.parse_args()


def _add_source_options(command, made):
    command.add_argument('--no-rws', action='store_true',
                         help='Whois-RWS answers 503')
    command.add_argument('--rws-ns', default='http',
                         choices=('http', 'https'),
                         help='of its namespaces (http)')
    command.add_argument('--rws-404', default='page',
                         choices=('page', 'plain', 'empty'),
                         help="how it says that there is nothing: ARIN's "
                         'page, a plain 404,\nor an empty list (page)')
    command.add_argument('--stats', default='whole', choices=Statistics.KINDS,
                         help=Statistics.__doc__)
    command.add_argument('--stats-date', default=made, type=day_argument,
                         metavar='DAY', help='it was made on (%s)' % made)
    command.add_argument('--stats-lines', type=int, default=0, metavar='N',
                         help="fill it up with strangers' lines")
    command.add_argument('--irr-size', type=int, default=0, metavar='MB',
                         help="fill the dump up with strangers' objects, to "
                         'so many MB of text')


def main():
    arguments = parse_arguments()
    if arguments.command == 'list':
        for name, purpose in organizations.purposes():
            print('%-12s%s' % (name, purpose))
    elif arguments.command == 'record':
        bases = Bases(arguments.base, WHOIS, STATISTICS, ROUTING)
        record(service_of(arguments.model, arguments, bases),
               arguments.directory, arguments.sources)
    elif arguments.command == 'serve':
        serve(arguments.model, arguments)
    else:
        for line in lines_of(arguments.model, arguments):
            print(line)


if __name__ == '__main__':
    main()
