"""A small model of a registry, and the truth about what it publishes.

Organizations, POCs, networks, AS numbers and customers, which POC serves
which of them in which roles, and the objects of a routing registry.
registry.py turns a model into answers; organizations.py holds the invented
ones. The truth (`sightings`) is read from the model alone, never from an
answer, so that a program that reads the answers can be compared with it.

A registry is seen through RDAP, through Whois-RWS ("rws") and, in part,
through its routing registry ("irr"). What has `only` stands in one of the
first two.
"""

import ipaddress
from dataclasses import dataclass, field

# In the order in which the program lists them.
ROLES = ('registrant', 'administrative', 'technical', 'abuse', 'noc',
         'routing', 'dns')


@dataclass(eq=False)
class Poc:
    """A point of contact. Without `given` it is a role account.

    `emails`: a string, or (spelling, key) where the key is not simply the
    spelling in lower case. `validated`: True, None (nothing said), or the
    date since when ARIN has had no answer. `*_addresses`: the spellings that
    stand in the remarks or in the name. `company` and `rws_emails` (where they
    are others than `emails`) are what Whois-RWS shows.
    """
    handle: str
    name: str
    emails: list
    given: str = ''
    surname: str = ''
    phones: list = field(default_factory=lambda: [('voice', '+1-555-0100')])
    validated: object = True
    registered: str = '2012-05-08'
    changed: str = '2026-02-17'
    street: str = '100 Example Street\nAnytown\nVA\n20100\nUnited States'
    remarks: list = field(default_factory=list)
    remark_addresses: list = field(default_factory=list)
    name_addresses: list = field(default_factory=list)
    company: str = ''
    rws_emails: list = None
    only: str = ''

    @property
    def individual(self):
        return bool(self.given or self.surname)

    def emails_in(self, view):
        if view == 'rws' and self.rws_emails is not None:
            return self.rws_emails
        return self.emails

    def all_emails(self, views):
        """Of all the views, each once."""
        return list(dict.fromkeys(
            email for view in views if self.only in ('', view)
            for email in self.emails_in(view)))


@dataclass(eq=False)
class Link:
    """`poc` serves the holder of this link. Bare: shown by handle only."""
    poc: Poc
    roles: list
    bare: bool = False


@dataclass(eq=False)
class Holder:
    handle: str
    name: str
    links: list = field(default_factory=list)
    remarks: list = field(default_factory=list)
    remark_addresses: list = field(default_factory=list)
    name_addresses: list = field(default_factory=list)
    registered: str = '2011-03-22'
    changed: str = '2026-01-20'
    only: str = ''

    def links_in(self, view):
        return [link for link in self.links if link.poc.only in ('', view)]


@dataclass(eq=False)
class Organization(Holder):
    street: str = '100 Example Street\nAnytown\nVA\n20100\nUnited States'
    level = 'org'


@dataclass(eq=False)
class Customer(Holder):
    """The holder of a simple reassignment; has no POCs of its own."""
    parent: Organization = None
    street: str = '200 Example Street\nAnytown\nVA\n20100\nUnited States'


@dataclass(eq=False)
class Network(Holder):
    first: object = None
    last: object = None
    holder: object = None     # Organization or Customer
    type: str = 'DIRECT ALLOCATION'
    parent: str = ''
    origins: list = field(default_factory=list)
    padded: bool = False      # "192.000.002.000", as ARIN used to write
    level = 'network'

    def prefixes(self):
        return ipaddress.summarize_address_range(self.first, self.last)

    @property
    def direct(self):
        """Of the registry itself, not of a provider: in its statistics."""
        return self.type.startswith('DIRECT')

    @property
    def version(self):
        return self.first.version


@dataclass(eq=False)
class Autnum(Holder):
    first: int = 0
    last: int = 0
    holder: Organization = None
    level = 'autnum'


@dataclass(eq=False)
class Routing:
    """An object of the routing registry (RPSL). A value of several lines is
    continued on the next; `addresses`: the keys of those that stand in it."""
    maintainer: str
    attributes: list
    addresses: list = field(default_factory=list)
    encoding: str = 'latin-1'

    @property
    def name(self):
        kind, key = self.attributes[0]
        if kind in ('route', 'route6'):
            key += ' ' + dict(self.attributes)['origin']
        return '%s %s' % (kind, key)


def network(block, name, holder, **more):
    """`block`: "192.0.2.0/24" or "192.0.2.0-192.0.2.47"."""
    if '-' in block:
        first, last = map(ipaddress.ip_address, block.split('-'))
    else:
        net = ipaddress.ip_network(block)
        first, last = net[0], net[-1]
    if first.version == 4:
        handle = 'NET-%s-1' % str(first).replace('.', '-')
        parent = 'NET-%s-0-0-0-0' % str(first).split('.', 1)[0]
    else:
        words = str(first).upper().rstrip(':').replace(':', '-')
        handle = 'NET6-%s-1' % words
        parent = 'NET6-%s-0' % words.split('-', 1)[0]
    fields = {'handle': handle, 'parent': parent, **more}
    return Network(name=name, first=first, last=last, holder=holder, **fields)


def autnum(first, name, holder, last=None, **more):
    return Autnum(handle='AS%d' % first, name=name, holder=holder,
                  first=first, last=last or first, **more)


def key_of(email):
    return email.lower() if isinstance(email, str) else email[1]


def spelling_of(email):
    return email if isinstance(email, str) else email[0]


class Model:
    """All that one invented registry holds; `audited` are our own handles.

    `loose`: POCs that nothing links to. `domains`: own mail domains.
    """

    def __init__(self, audited, organizations, networks=(), autnums=(),
                 options=None, loose=(), routing=(), domains=()):
        self.audited = audited
        self.organizations = {o.handle: o for o in organizations}
        self.networks = list(networks)
        self.autnums = list(autnums)
        self.options = options or {}   # for the registry: cap, silent, with
        self.routing = list(routing)
        self.domains = list(domains)
        self.customers = {n.holder.handle: n.holder for n in self.networks
                          if isinstance(n.holder, Customer)}
        self.pocs, self.places = {}, {}
        for holder in (*organizations, *self.networks, *self.autnums):
            for link in holder.links:
                self.pocs[link.poc.handle] = link.poc
                places = self.places.setdefault(link.poc.handle, {})
                places[holder] = True   # in this order, each once
        self.pocs.update((poc.handle, poc) for poc in loose)
        self._check()

    def _check(self):
        handles = [n.handle for n in self.networks]
        handles += [a.handle for a in self.autnums]
        assert len(set(handles)) == len(handles), 'a handle is used twice'

    def placed(self, poc, kind):
        """What of a kind (Organization, Network, Autnum) a POC serves."""
        return [place for place in self.places.get(poc.handle, ())
                if isinstance(place, kind)]

    def at_domain(self, domain):
        """POCs with an address at exactly that domain, for Whois-RWS."""
        return [poc for poc in self.pocs.values() if poc.only != 'rdap' and
                any(key_of(email).rpartition('@')[2] == domain.lower()
                    for email in poc.emails_in('rws'))]

    def networks_of(self, holder):
        return [n for n in self.networks if n.holder is holder]

    def autnums_of(self, holder):
        return [a for a in self.autnums if a.holder is holder]

    @staticmethod
    def registrant(thing):
        """The organization that `thing` is shown with, over a customer."""
        holder = thing.holder
        return holder.parent if isinstance(holder, Customer) else holder

    def pocs_shown_with(self, thing):
        links = thing.links + self.registrant(thing).links
        return {link.poc.handle for link in links}

    def linked_pocs(self, org):
        """Handles of the POCs of an organization and of its resources."""
        places = [org, *self.networks_of(org), *self.autnums_of(org)]
        return {link.poc.handle for place in places for link in place.links}

    def about(self, handle, things):
        """Those `things` in whose answer `handle` appears, or, of an
        organization, one of its POCs: what a reverse search finds. The
        registrant's own come first."""
        org = self.organizations.get(handle)
        pocs = self.linked_pocs(org) if org else {handle}
        own, others = [], []
        for thing in things:
            if thing.holder.handle == handle:
                own.append(thing)
            elif (self.registrant(thing).handle == handle or
                  pocs & self.pocs_shown_with(thing)):
                others.append(thing)
        return own + others

    def sightings(self, domains=(), visible=None, views=('rdap', 'rws')):
        """The truth: rows (address, record, roles, level, poc, field, org).

        `domains`: confirmed own domains; POCs at one count too: with Whois-RWS
        all of them, else those that an answer shows with a stranger's object.
        `visible`: only what lists show that are cut after so many entries.
        `views`: which of rdap, rws and irr are read.
        """
        rows = set()
        for handle in self.audited:
            org = self.organizations.get(handle)
            if org is None:
                continue
            places = [org, *self._seen(self.networks_of(org), views)[:visible],
                      *self._seen(self.autnums_of(org), views)[:visible]]
            for place in places:
                links = self._visible_links(place, visible, views)
                rows.update(_of_place(org, place, links, views))
                for link in links:
                    rows.update(_of_poc_text(org, link.poc))
            rows.update(self._of_strangers(org, domains, views))
            if 'irr' in views:
                rows.update(self._of_routing(org))
        return sorted(rows)

    @staticmethod
    def _seen(things, views):
        return [thing for thing in things
                if not thing.only or thing.only in views]

    def _visible_links(self, place, visible, views):
        links = [link for link in place.links
                 if not link.poc.only or link.poc.only in views]
        if visible is None or not isinstance(place, Organization):
            return links
        shown = list(dict.fromkeys(link.poc for link in links))[:visible]
        return [link for link in links if link.poc in shown]

    def _of_strangers(self, org, domains, views):
        ours = set()
        for handle in self.audited:
            ours |= self.linked_pocs(self.organizations[handle])
        shown = set()
        if 'rws' in views:
            shown.update(self.pocs)
        for thing in (self.about(org.handle, self.networks) +
                      self.about(org.handle, self.autnums)):
            shown |= self.pocs_shown_with(thing)
        for poc in (self.pocs[handle] for handle in shown - ours):
            for key in map(key_of, poc.all_emails(views)):
                if _within(key, domains):
                    yield (key, poc.handle, '', 'none', poc.handle,
                           'poc-email', org.handle)

    def _of_routing(self, org):
        for thing in self.routing:
            if thing.maintainer == 'MNT-' + org.handle:
                for key in thing.addresses:
                    yield (key, thing.name, '', 'none', '', 'irr-attribute',
                           org.handle)

    def addresses(self, **options):
        return sorted({row[0] for row in self.sightings(**options)})


def _within(key, domains):
    domain = key.rpartition('@')[2]
    return any(domain == d or domain.endswith('.' + d) for d in domains)


def _of_place(org, place, links, views):
    roles = {}
    for link in links:
        roles.setdefault(link.poc, set()).update(link.roles)
    for poc, held in roles.items():
        words = ';'.join(role for role in ROLES if role in held)
        for email in poc.all_emails(views):
            yield (key_of(email), place.handle, words, place.level,
                   poc.handle, 'poc-email', org.handle)
    for email in place.remark_addresses:
        yield (key_of(email), place.handle, '', place.level, '', 'remark',
               org.handle)
    for email in place.name_addresses:
        yield (key_of(email), place.handle, '', place.level, '', 'name',
               org.handle)


def _of_poc_text(org, poc):
    for where, emails in (('remark', poc.remark_addresses),
                          ('name', poc.name_addresses)):
        for email in emails:
            yield (key_of(email), poc.handle, '', 'none', poc.handle, where,
                   org.handle)
