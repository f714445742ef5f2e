"""A store of a large organization, without asking a registry for it: what an
audit stored of a small one, multiplied."""

import hashlib
import os
import sqlite3
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
RECORDING = os.path.join(HERE, '..', '..', 'fixtures', 'recordings', 'healthy')
ORG = 'HLTHY-1'
POC_KIND, NETWORK_KIND = 1, 2

# What a report is made of, as rows.
JOINED = '''SELECT * FROM records r
LEFT JOIN links l ON l.org = r.org AND l.holder_kind = r.kind
	AND l.holder = r.handle
LEFT JOIN sightings x ON x.org = r.org AND x.record_kind = r.kind
	AND x.record = r.handle AND x.poc = coalesce(l.poc, '')
LEFT JOIN sources s ON s.id = r.source'''


class Store:
    def __init__(self, path):
        self.connection = sqlite3.connect(path)
        self.record = self.first('records', 'kind = %d' % POC_KIND)
        self.network = self.first('records', 'kind = %d' % NETWORK_KIND)
        self.link = self.first('links', 'holder_kind = 0')
        self.sighting = self.first('sightings', 'field = 0 AND level = 0')

    def first(self, table, condition):
        self.connection.row_factory = sqlite3.Row
        return dict(self.connection.execute(
            'SELECT * FROM %s WHERE %s LIMIT 1' %
            (table, condition)).fetchone())

    def put(self, table, line, **changes):
        line = {**line, **changes}
        return self.connection.execute(
            'INSERT INTO %s (%s) VALUES (%s)' %
            (table, ', '.join(line), ', '.join('?' * len(line))),
            list(line.values())).lastrowid

    def proof(self, body):
        digest = hashlib.sha256(body.encode()).hexdigest()
        part = self.put('parts', {}, digest=digest, body=body)
        return self.put('proofs', {}, part=part, path='$.part[%d]' % part,
                        source=self.record['source'],
                        time=self.record['observed_at'])

    def serve(self, poc, proof, kind, holder, level):
        """A POC, with its address, at a holder."""
        handle, address = handle_of(poc), address_of(poc)
        self.put('links', self.link, holder_kind=kind, holder=holder,
                 poc=handle)
        self.put('sightings', self.sighting, record_kind=kind, record=holder,
                 level=level, poc=handle, address=address, spelling=address,
                 proof=proof)


def handle_of(poc):
    return 'PERSN%d-ARIN' % poc


def address_of(poc):
    return 'person.number%d@example.com' % poc


def fill(program, path, networks, pocs):
    """A store at `path`: every POC serves the organization, and each network
    has two of them."""
    subprocess.run([program, 'audit', ORG, '--replay', RECORDING, '-d', path,
                    '-q', '-o', os.devnull, '--now', '2026-11-24T09:30:00Z'],
                   check=False)
    store = Store(path)
    proofs = []
    for poc in range(pocs):
        proofs.append(store.proof(
            '{"handle":"%s","vcardArray":["vcard",[["email",{},"text","%s"]]]%s'
            % (handle_of(poc), address_of(poc), ' ' * 300 + '}')))
        store.put('records', store.record, handle=handle_of(poc),
                  name='Person Number', card_kind='individual',
                  given='Person', surname='Number', proof=proofs[-1])
        store.serve(poc, proofs[poc], 0, ORG, 0)
    for number in range(networks):
        prefix = '10.%d.%d.%d' % (number >> 16, number >> 8 & 255,
                                  number & 255)
        handle = 'NET-%s-1' % prefix.replace('.', '-')
        store.put('records', store.network, handle=handle,
                  name='EXAMPLE-%d' % number, range=prefix + '/32',
                  proof=store.proof('{"handle":"%s"%s}' %
                                    (handle, ' ' * 300)))
        for poc in {number * 2 % pocs, (number * 7 + 1) % pocs}:
            store.serve(poc, proofs[poc], NETWORK_KIND, handle, 1)
    store.connection.commit()
    store.connection.close()
