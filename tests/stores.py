#!/usr/bin/env python3
"""Stores of each version of the schema that was ever in use, as SQL text.

  tests/stores.py make PROGRAM VERSION >fixtures/stores/versionN.sql
  tests/stores.py load VERSION FILE

make: what PROGRAM keeps of the bundled demo, an invented organization, over
some audits, as that version of the schema has it. Of a version that is not the
program's own: what of its columns that version has. One that is frozen is never
made again: that file is what users have. load: FILE becomes such a store.
"""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DEMO = os.path.join(ROOT, 'fixtures/recordings/demo')
SCHEMAS = os.path.join(ROOT, 'store/schema')
APPLICATION = 0x77686f65


def fixture(version):
    return os.path.join(ROOT, 'fixtures/stores/version%d.sql' % version)


# ---- some audits --------------------------------------------------------


def recording(where, name, day, changes=(), without=None):
    """the demo as of another day, with changes of its texts"""
    path = os.path.join(where, name)
    shutil.copytree(DEMO, path)
    for file in os.listdir(path):
        with open(os.path.join(path, file), 'rb') as old:
            body = old.read()
        if file == 'index.tsv':
            body = b''.join(
                line.replace(b'2026-11-24T', day.encode() + b'T')
                for line in body.splitlines(True)
                if without is None or without not in line)
        for was, becomes in changes:
            body = body.replace(was, becomes)
        with open(os.path.join(path, file), 'wb') as new:
            new.write(body)


def audit(program, where, name, day, *options):
    status = subprocess.run(
        [program, 'audit', 'EXMPL-1', '--domain', 'example.com', '-c', 'config',
         '--replay', name, '-d', 's.db', '-q', '--now', day + 'T10:00:00Z',
         *options], cwd=where, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, check=False).returncode
    assert status in (0, 3, 73), status


def live(program, where, version):
    """version 1 knew of no earlier run: one audit is all it tells"""
    open(os.path.join(where, 'config'), 'w').close()
    recording(where, 'one', '2026-11-24')
    audit(program, where, 'one', '2026-11-24')
    if version == 1:
        return
    change = [(b'hostmaster@example.com', b'new.person@example.com')]
    for name, day, without in (('two', '2026-11-28', None),
                               ('three', '2026-11-29', None),
                               ('four', '2026-12-07', b'/autnum')):
        recording(where, name, day, change, without)
    subprocess.run(
        [program, 'accept', accepted(where), '--reason', 'ticket 7', '--by',
         'Ada Brook', '--until', '2027-01-31', '-d', 's.db', '-c', 'config',
         '-q', '--now', '2026-11-24T11:00:00Z'], cwd=where, check=True)
    audit(program, where, 'two', '2026-11-28', '--cross-check', 'never')
    audit(program, where, 'three', '2026-11-29', '--cross-check', 'never',
          '-o', 'nowhere/report.csv')
    audit(program, where, 'four', '2026-12-07')


def accepted(where):
    with opened(os.path.join(where, 's.db')) as database:
        return database.execute("SELECT id FROM findings WHERE rule = 'WE103' "
                                "ORDER BY id").fetchone()[0]


# ---- versions -----------------------------------------------------------


def opened(path):
    return contextlib.closing(sqlite3.connect(path))


def columns(database, schema, table):
    return [row[1] for row in
            database.execute('PRAGMA %s.table_info(%s)' % (schema, table))]


def as_version(path, version):
    """the store as the schema up to this version has it"""
    older = path + '.older'
    with opened(older) as database:
        for name in sorted(os.listdir(SCHEMAS)):
            if name[:4].isdigit() and int(name[:4]) <= version:
                with open(os.path.join(SCHEMAS, name)) as script:
                    database.executescript(script.read())
        database.execute('ATTACH ? AS newer', (path,))
        for (table,) in database.execute(
                "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND "
                "name NOT LIKE 'sqlite_%'").fetchall():
            newer = columns(database, 'newer', table)
            both = ', '.join('"%s"' % column
                             for column in columns(database, 'main', table)
                             if column in newer)
            database.execute(
                'INSERT INTO main.%s (%s) SELECT %s FROM newer.%s' %
                (table, both, both, table))
        database.commit()
    return older


def make(program, version):
    where = tempfile.mkdtemp()
    try:
        live(os.path.abspath(program), where, version)
        path = os.path.join(where, 's.db')
        with opened(path) as database:
            own = database.execute('PRAGMA user_version').fetchone()[0]
        if version != own:
            path = as_version(path, version)
        print('-- A store of version %d of the schema: tests/stores.py, which '
              'says how it was made.' % version)
        print('PRAGMA application_id = %d;' % APPLICATION)
        print('PRAGMA user_version = %d;' % version)
        with opened(path) as database:
            for line in database.iterdump():
                print(line)
    finally:
        shutil.rmtree(where)


def load(version, path):
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with open(fixture(version), encoding='utf-8') as script:
        with opened(path) as database:
            database.executescript(script.read())
            assert database.execute(
                'PRAGMA user_version').fetchone()[0] == version


def main(words):
    if len(words) == 3 and words[0] == 'make':
        make(words[1], int(words[2]))
    elif len(words) == 3 and words[0] == 'load':
        load(int(words[1]), words[2])
    else:
        sys.exit(__doc__)


if __name__ == '__main__':
    main(sys.argv[1:])
