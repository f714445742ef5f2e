#!/usr/bin/env python3
"""At once: tests/together.py PROGRAM [--long] [--seed N]

Several audits, readers and strangers at one store:

  starts    two or three audits at once, over no store, one that is there and
            one of version 1 (which `find` upgrades at the same time), now and
            then one of them killed: at least one runs unless it was killed, each
            other one says that another is using it, with 75 and at once; there
            are as many runs as audits that said so, each whole, and the next
            audit needs no repair
  readers   each command that only reads, all the time while audits end: never
            an error, and what it tells is what is told between two audits, to
            the byte; nor does an audit fail
  moments   a report that is held up at each of its calls that lock, while an
            audit ends
  strangers another program holds a lock, shared, reserved or exclusive, for a
            second or for longer than this one waits: what has to wait does,
            and after ten seconds says so, with the store as it was

Short: 30 starts, 8 audits with readers, some moments. --long: 1000, 250, all.
"""

import argparse
import contextlib
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

import crash

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DEMO = os.path.join(ROOT, 'fixtures/recordings/demo')
BIN = os.path.join(ROOT, 'tests/cli/bin')
BUSY = ('whoexposed: s.db: another audit is using it; '
        'try again when that ended\n')
LATER = '2027-06-01T00:00:00Z'
COMPLETE = 0


class Place:
    """a directory with the store s.db; what is done in it"""

    def __init__(self, program, where, like=None):
        self.program, self.where = program, where
        if like is None:
            os.makedirs(where)
        else:
            shutil.rmtree(where, ignore_errors=True)
            shutil.copytree(like.where, where)

    def path(self, name='s.db'):
        return os.path.join(self.where, name)

    def start(self, *words, before=()):
        return subprocess.Popen(
            [*before, self.program, *words, '-d', 's.db'], cwd=self.where,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
            env={'PATH': os.environ['PATH'], 'HOME': self.where,
                 'LC_ALL': 'C.UTF-8', 'ASAN_OPTIONS': 'detect_leaks=0'})

    def run(self, *words):
        """(status, stdout, stderr)"""
        child = self.start(*words)
        out, err = child.communicate(timeout=120)
        return child.returncode, out, err

    def audit_words(self, recording=DEMO, now='2026-11-24T10:00:00Z'):
        return ('audit', 'EXMPL-1', '--domain', 'example.com', '--replay',
                recording, '-q', '--cross-check', 'never', '-f', 'csv',
                '--now', now)

    def audit(self, **more):
        return self.run(*self.audit_words(**more))

    def version(self, name='s.db'):
        with contextlib.closing(sqlite3.connect(self.path(name))) as database:
            assert database.execute(
                'PRAGMA integrity_check').fetchone()[0] == 'ok'
            return database.execute('PRAGMA user_version').fetchone()[0]

    def clean(self):
        """what `doctor` has to say against the store"""
        out = self.run('doctor', 'EXMPL-1', '--replay', DEMO)[1]
        if 'ok    store: ' not in out:
            yield 'doctor: ' + out
        for line in out.splitlines():
            if re.match('(fail|warn) +(store|evidence)', line):
                yield 'doctor: ' + line

    def stored_runs(self):
        """how many, and how many of them complete"""
        with contextlib.closing(sqlite3.connect(self.path())) as database:
            return database.execute(
                'SELECT count(*), total(complete) FROM runs').fetchone()


def without_run(csv):
    return [line.split(',', 2)[::2] for line in csv.splitlines()]


def later_recording(where, day, changes=()):
    shutil.copytree(DEMO, where)
    for name in os.listdir(where):
        path = os.path.join(where, name)
        with open(path, 'rb') as file:
            body = file.read()
        for old, new in changes:
            body = body.replace(old, new)
        if name == 'index.tsv':
            body = body.replace(b'2026-11-24T', day.encode() + b'T')
        with open(path, 'wb') as file:
            file.write(body)
    return where


# ---- starts ----------------------------------------------------------------

class Starts:
    def __init__(self, program, work, dice):
        self.dice, self.work, self.program = dice, work, program
        self.there = Place(program, os.path.join(work, 'there'))
        begun = time.monotonic()
        self.expected = [without_run(self.there.audit()[1])]
        self.lasts = time.monotonic() - begun
        self.older = Place(program, os.path.join(work, 'older'))
        subprocess.run([os.path.join(BIN, 'stored'), '1', 's.db'],
                       cwd=self.older.where, check=True)
        self.none = Place(program, os.path.join(work, 'none'))
        upgraded = Place(program, os.path.join(work, 'upgraded'), self.older)
        for _ in range(4):      # what it knows from before may be told as well
            self.expected.append(without_run(upgraded.audit()[1]))
        self.refused = self.slowest = 0
        self.registry = subprocess.Popen(
            [sys.executable, os.path.join(ROOT, 'tests/registry.py'), 'serve',
             'demo', '--port', '0'], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        self.url = self.registry.stdout.readline().strip()

    def end(self):
        self.registry.kill()
        self.registry.wait()

    def round(self, number):
        like = (self.there, self.older, self.none)[number % 3]
        place = Place(self.program, os.path.join(self.work, 'starts'), like)
        before = (0, 0) if like is self.none else place.stored_runs()
        audits, finds = [], []
        kill = self.dice.randrange(5) == 0
        for _ in range(self.dice.choice((2, 2, 3))):
            audits.append(place.start(*place.audit_words()))
            if like is self.older:
                finds.append(place.start('find', 'EXMPL-1', '--rate', '1000',
                                         '--rdap-url', self.url))
            time.sleep(self.dice.random() * self.lasts / 2)
        if kill:
            self.dice.choice(audits).kill()
        begun = time.monotonic()
        ended = [(child.communicate(), child.returncode) for child in audits]
        ran = 0
        for (out, err), status in ended:
            if status == COMPLETE:
                ran += 1
                if without_run(out) not in self.expected or err != '':
                    yield 'it tells something else: ' + err
            elif status == 75:
                self.refused += 1
                if err != BUSY:
                    yield 'refused, but says: ' + err
            elif status != -9:
                yield 'status %d: %s' % (status, err)
        self.slowest = max(self.slowest, time.monotonic() - begun)
        for find in finds:
            err = find.communicate()[1]
            if find.returncode != 0 or 'not counted' in err:
                yield 'find: %d %s' % (find.returncode, err)
        killed = [status for _, status in ended].count(-9)
        if ran == 0 and killed == 0:
            yield 'none of them ran'
        yield from self.after(place, like, before, ran, killed)

    def after(self, place, like, before, ran, killed):
        again = place.audit()
        if again[0] != COMPLETE or without_run(
                again[1]) not in self.expected:
            yield 'the next one: %d %s' % (again[0], again[2])
        runs, complete = place.stored_runs()
        if not (ran + 1 <= complete - before[1] <= ran + 1 + killed
                and runs - before[0] <= ran + killed + 1):
            yield 'runs: %s before, %d ran: %d, %d complete' % (
                before, ran, runs, complete)
        if like is self.older:
            if place.version('s.db.before-1') != 1:
                yield 'the copy is none of version 1'
        if any(name.endswith('.new') for name in os.listdir(place.where)):
            yield 'a part of a copy is left'
        yield from place.clean()

    def all(self, times):
        for number in range(times):
            for complaint in self.round(number):
                yield 'start %d: %s' % (number, complaint)
        if self.refused < times // 10:
            yield 'only %d were refused: that was no test' % self.refused


# ---- readers ---------------------------------------------------------------

READS = {
    'report': ('report', '-f', 'json'),
    'sightings': ('report', '-f', 'csv', '-t', 'sightings'),
    'diff': ('diff', '-f', 'json'),
    'history': ('history',),
    'address': ('history', 'hostmaster@example.com'),
    'check': ('check',),
    'export': ('export', 'HAUGE1-ARIN'),
    'evidence': ('evidence',),
    'show': ('show', 'EXMPL-1'),
    'plan': ('plan',),
    'runs': ('runs', '-q'),
    'doctor': ('doctor', 'EXMPL-1', '--replay', DEMO),
    'backup': ('backup', 'FILE', '-q'),
}


class Readers:
    def __init__(self, program, work, dice):
        self.dice, self.program = dice, program
        self.place = Place(program, os.path.join(work, 'readers'))
        self.recordings = []
        for number in range(2):
            self.recordings.append(later_recording(
                os.path.join(work, 'recording-%d' % number), '2026-11-24',
                [(b'hostmaster@example.com', b'new.person@example.com'),
                 (b'Ingrid', b'Nadia')] if number else ()))
        self.told = {name: set() for name in READS}
        self.got, self.over = [], False

    def read(self, name, tag):
        words = list(READS[name])
        if name == 'backup':
            words[1] = 'backup-%s.db' % tag
            status, out, err = self.place.run(*words)
            if status != 0:
                return status, out, err
            copy = subprocess.run(
                [self.program, 'report', '-f', 'json', '-d', words[1],
                 '--now', LATER], cwd=self.place.where, capture_output=True,
                text=True)
            return (0, copy.stdout, err) if copy.returncode in (0, 3) else (
                copy.returncode, '', copy.stderr)
        status, out, err = self.place.run(*words, '--now', LATER)
        if name == 'runs':      # one that is at work is in the list
            out = ''.join(line for line in out.splitlines(True)
                          if ' unfinished ' not in line)
        if name == 'check':     # and at LATER it looks as if it had died
            out = re.sub('no audit for [^;]*; |the last audit died [^;]*; ',
                         '', re.sub('run_age=[^ ;]*', '', out))
        return status, out, err

    def keep(self, dice, tag):
        while not self.over:
            name = dice.choice(list(READS))
            self.got.append((name, self.read(name, tag)))

    def audit(self, number):
        day = '20%02d-%02d-%02d' % (27 + number // 336, number // 28 % 12 + 1,
                                    number % 28 + 1)
        recording = self.recordings[number % 2]
        subprocess.run(['sed', '-i', 's/20[0-9-]*T/%sT/' % day,
                        os.path.join(recording, 'index.tsv')], check=True)
        return self.place.audit(recording=recording, now=day + 'T10:00:00Z')

    def reference(self):
        for name in READS:
            self.told[name].add(self.read(name, 'reference'))

    def all(self, times):
        for number in range(3):
            self.audit(number)
        self.reference()
        threads = [threading.Thread(target=self.keep, args=(
            random.Random(self.dice.random()), str(i))) for i in range(3)]
        for thread in threads:
            thread.start()
        for number in range(3, 3 + times):
            status, _, err = self.audit(number)
            if status != COMPLETE:
                yield 'audit %d with readers: %d %s' % (number, status, err)
            self.reference()
        self.over = True
        for thread in threads:
            thread.join()
        for name, told in self.got:
            if told not in self.told[name]:
                yield '%s: %d, never told between two audits: %s%s' % (
                    name, told[0], told[2], told[1][:300])
        yield from self.place.clean()


def moments(program, work, step):
    """a report that is held up at each call that locks, and an audit"""
    base = Place(program, os.path.join(work, 'moments'))
    base.audit()
    other = later_recording(os.path.join(work, 'other'), '2026-11-25', [
        (b'hostmaster@example.com', b'new.person@example.com')])
    words = ('report', '-f', 'json', '--now', LATER)
    more = {'recording': other, 'now': '2026-11-25T10:00:00Z'}
    told = [base.run(*words)]
    place = Place(program, os.path.join(work, 'moment'), base)
    place.audit(**more)
    told.append(place.run(*words))
    trace = os.path.join(work, 'locks')
    place.start(*words, before=('strace', '-o', trace, '-e', 'trace=fcntl')
                ).communicate()
    with open(trace) as file:
        locks = [number for number, line in enumerate(file, 1)
                 if 'SETLK' in line]
    for number in locks[::step]:
        place = Place(program, os.path.join(work, 'moment'), base)
        os.unlink(trace)
        report = place.start(*words, before=(
            'strace', '-f', '-o', trace, '-e', 'trace=fcntl', '-e',
            'inject=fcntl:signal=STOP:when=%d' % number))
        pid = stopped(trace, report)
        audit = place.start(*place.audit_words(**more))
        with contextlib.suppress(subprocess.TimeoutExpired):
            audit.wait(0.3)     # it may have to wait for the report
        go_on(pid)
        said = audit.communicate()[1]
        if audit.returncode != COMPLETE:
            yield 'an audit during a report: %d %s' % (audit.returncode, said)
        out, said = report.communicate()
        if (report.returncode, out, said) not in told:
            yield 'a report held up at lock %d: %d, of no moment: %s' % (
                number, report.returncode, said)


def state(pid):
    try:
        with open('/proc/%d/stat' % pid) as file:
            return file.read().rsplit(')', 1)[1].split()[0]
    except FileNotFoundError:
        return ''


def stopped(trace, report):
    """the process that stops itself, once it has done so for a while"""
    pid, seen = 0, 0
    while report.poll() is None and seen < 5:
        with contextlib.suppress(FileNotFoundError), open(trace) as file:
            found = re.match(r'(\d+) ', file.read())
            pid = int(found[1]) if found else 0
        seen = seen + 1 if pid and state(pid) in ('t', 'T') else 0
        time.sleep(0.01)
    return pid


def go_on(pid):
    """until it does: strace may not be ready for the first signal yet"""
    while state(pid) in ('t', 'T'):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)
        time.sleep(0.01)


# ---- strangers -------------------------------------------------------------

HOLD = {
    'shared': ('BEGIN', 'SELECT count(*) FROM runs'),
    'reserved': ('BEGIN IMMEDIATE',),
    'exclusive': ('BEGIN EXCLUSIVE',),
}
HELD = ('database is locked: another program has held it for ten seconds; '
        'try again\n')
WRITES = {
    'audit': ('audit', 'EXMPL-1', '--replay', DEMO, '-q', '-f', 'csv',
              '--now', '2026-11-25T10:00:00Z'),
    'prune': ('prune', '--now', '2026-11-26'),
    'forget': ('forget', 'HAUGE1-ARIN'),
}


class Stranger(threading.Thread):
    """holds the store for some seconds"""

    def __init__(self, path, lock, seconds):
        super().__init__()
        self.path, self.lock, self.seconds = path, lock, seconds
        self.holds = threading.Event()
        self.start()
        self.holds.wait()

    def run(self):
        with contextlib.closing(sqlite3.connect(
                self.path, isolation_level=None)) as database:
            for statement in HOLD[self.lock]:
                database.execute(statement).fetchall()
            self.holds.set()
            time.sleep(self.seconds)
            database.execute('ROLLBACK')


def held_up(base, where, words, reads, lock, seconds, complaints):
    place = Place(base.program, where, base)
    usual = 2 if words[0] == 'check' else COMPLETE  # it has critical findings
    stranger = Stranger(place.path(), lock, seconds)
    begun = time.monotonic()
    status, _, err = place.run(*words)
    lasted = time.monotonic() - begun
    if seconds > 10 and (not reads or lock == 'exclusive'):
        wanted = 3 if words[0] == 'check' else 75
        said = err.endswith(HELD) or words[0] == 'check'
        with open(place.path(), 'rb') as now, open(base.path(), 'rb') as file:
            same = now.read() == file.read()
        if status != wanted or not said or not same or lasted < 9:
            complaints.append('%s, held %s: %d after %.1f s, %s: %s' % (
                words[0], lock, status, lasted,
                'the same' if same else 'changed', err))
    elif status != usual or (reads and lock != 'exclusive' and
                                lasted >= seconds > 10):
        complaints.append('%s, held %s for %d s: %d after %.1f s: %s' % (
            words[0], lock, seconds, status, lasted, err))
    stranger.join()
    status, _, err = place.run(*words)
    if status != usual and not (words[0] == 'forget' and status == 66):
        complaints.append('%s, after %s: %d %s' % (
            words[0], lock, status, err))
    complaints.extend(place.clean())


def strangers(program, work):
    base = Place(program, os.path.join(work, 'held'))
    base.audit()
    complaints, threads = [], []
    reads = {name: READS[name] + ('--now', '2026-11-24T12:00:00Z')
             for name in ('report', 'history', 'export', 'check')}
    reads['backup'] = ('backup', 'copy.db')
    for name, words in {**reads, **WRITES}.items():
        for lock in HOLD:
            for seconds in (1, 14):
                threads.append(threading.Thread(target=held_up, args=(
                    base, os.path.join(work, '-'.join(
                        ('held', name, lock, str(seconds)))), words,
                    name in reads, lock, seconds, complaints)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    yield from complaints


def joined(thread, complaints):
    thread.join()
    yield from complaints


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('program')
    parser.add_argument('--long', action='store_true')
    parser.add_argument('--seed', type=int, default=int(time.time()))
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    crash.in_time(options.long)
    program = os.path.abspath(options.program)
    dice = random.Random(options.seed)
    long = options.long
    work = tempfile.mkdtemp(
        dir='/dev/shm' if os.access('/dev/shm', os.W_OK) else None)
    starts = Starts(program, work, dice)
    readers = Readers(program, work, dice)
    times = 1000 if long else 30
    bad, held = 0, []
    waiting = threading.Thread(     # which is most of what they do
        target=lambda: held.extend(strangers(program, work)))
    waiting.start()
    try:
        for part in (starts.all(times), readers.all(250 if long else 8),
                     moments(program, work, 1 if long else 3),
                     joined(waiting, held)):
            for complaint in part:
                print('together: ' + complaint, flush=True)
                bad += 1
    finally:
        readers.over = True
        waiting.join()
        starts.end()
        shutil.rmtree(work)
    print('together: seed %d: %d times audits at once (%d refused, %.1f s at '
          'most), %d reads during audits; %d complaints' %
          (options.seed, times, starts.refused, starts.slowest,
           len(readers.got), bad))
    return bad > 0


if __name__ == '__main__':
    sys.exit(main())
