#!/usr/bin/env python3
"""Crash safety: tests/crash.py PROGRAM [--long] [--seed N] [--jobs N]

A reference run (a replay over a store that holds an earlier run, with a report
file that is there already) is ended by SIGKILL at its calls that change files,
and these calls are failed with ENOSPC, EIO and EDQUOT; strace(1) does both. It
is also told there to end (SIGTERM), and starved of memory (tests/starve.c). After
each, without any repair:

  - `runs` and `report` work, and what they tell is what was known before the
    run or after it, to the byte, never anything between;
  - the database is whole (PRAGMA integrity_check), and where it was upgraded,
    so is the copy of it as it was before;
  - the report file is the old one or the new one, whole;
  - the same audit once more ends as it should;
  - where a call failed: the exit status is a documented one, stderr says why,
    and status 0 means that all is there;
  - where it could end by itself: it left no temporary file behind.

Once more over a store of version 1, which the run upgrades first: there what
is told may also be what the upgraded store tells without the run. And once more
where there is no store and no directory for it yet, and of a loopback registry.
Then `prune`, `forget` and `backup` are ended and failed so. tests/power.py cuts the
power instead, tests/together.py starts several at once.

What else may happen to a store, and what shows it: a case of tests/cli, a suite
of tests/unit, or a program beside this one:

  a full disk, a report that fails   a-full-disk-exits-74,
                                     an-output-replaces-an-older-one-whole-...
  a limit on files, few descriptors  a-limit-on-files-keeps-the-store
  no standard streams                closed-descriptors-do-not-write-into-...
  a power cut                        power.py
  two audits at once                 together.py, a-second-audit-exits-75-...
  a reader during an audit           together.py, suite store
  another program holds it           together.py, a-store-that-another-
                                     program-holds-exits-75
  it cannot be locked                a-store-that-cannot-be-locked-exits-74
  damaged, no store, newer, older    a-corrupt-store-is-left-as-it-is,
                                     a-file-that-is-no-store-is-left-as-it-is,
                                     a-store-of-a-newer-version-is-...,
                                     an-older-store-is-upgraded-and-...,
                                     doctor-finds-what-a-quick-look-does-not,
                                     suite place
  read-only; modes; links; devices   a-store-that-may-only-be-read-..., -that-
                                     others-may-touch-..., -behind-a-symbolic-
                                     link-..., -that-is-a-directory-...,
                                     suite place
  moved or restored in mid-run       a-store-moved-away-in-mid-run-...,
                                     a-store-restored-during-a-run-...
  from a backup                      a-store-restored-from-a-backup-...,
                                     a-backup-is-restored-and-no-journal-...
  a wrong clock                      a-run-of-the-future-lets-nothing-...,
                                     -is-told-of, a-suspect-clock-erases-...,
                                     suites state, politeness
  an interrupt, a hangup             an-interrupt-leaves-the-store-as-it-was,
                                     a-hangup-ends-like-an-interrupt
  a failed fetch as a fix: verdicts  suites enumerate, second, orphans
    404 as absence                   a-404-that-is-no-rdap-is-no-absence
    two looks, six hours             suite state, tests/soak
    the breaker                      suite history,
                                     many-that-vanish-at-once-exit-3-once
    all or nothing                   this one
    what a report has to state       the-coverage-row-always-stays, tests/golden
    an organization not asked for    an-organization-that-is-dropped-is-no-fix
    merged, renamed, swapped         an-organization-that-was-merged-into-...,
                                     an-organization-that-was-renamed-...,
                                     two-organizations-that-swap-a-contact
    rules, a handle used again       what-other-rules-judge-is-no-news-...,
                                     a-handle-that-another-person-got-is-told
    any schedule of faults           tests/soak

Short: the last calls of each kind. --long: each call, 300 random moments, and
3000 of the allocations.
"""

import argparse
import atexit
import collections
import contextlib
import faulthandler
import multiprocessing
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DEMO = os.path.join(ROOT, 'fixtures/recordings/demo')
CALLS = ('write', 'writev', 'pwrite64', 'fsync', 'fdatasync', 'ftruncate',
         'rename', 'renameat', 'renameat2', 'unlink', 'unlinkat', 'openat',
         'mkdir', 'link', 'linkat', 'fchmod', 'fallocate')
FAILED = {69, 71, 73, 74, 75}     # what a failing disk may end with
STARVE = os.path.join(ROOT, 'build/tests/starve.so')
# SQLite opens for reading what cannot be opened for writing.
FAILED_OPEN = FAILED | {77}


def nameless(report):
    """a report without the number of its run, its second column"""
    return [line.split(b',', 2)[::2] for line in report.splitlines()]


def dumped(path):
    """a store as text, or what is wrong with it"""
    try:
        with contextlib.closing(sqlite3.connect('file:%s?mode=ro' % path,
                                                uri=True)) as store:
            check, = store.execute('PRAGMA integrity_check').fetchone()
            version, = store.execute('PRAGMA user_version').fetchone()
            return version, check if check != 'ok' else list(store.iterdump())
    except sqlite3.Error as error:
        return 0, str(error)


class Reference:
    def __init__(self, program, work, kind):
        self.program, self.work, self.kind = program, work, kind
        self.store = 'state/of/s.db' if kind == 'first' else 's.db'
        self.base = os.path.join(work, 'base')
        self.recording = os.path.join(work, 'changed')
        os.mkdir(self.base)
        shutil.copytree(DEMO, self.recording)
        for name in os.listdir(self.recording):
            path = os.path.join(self.recording, name)
            with open(path, 'rb') as file:
                body = file.read()
            body = body.replace(b'hostmaster@example.com',
                                b'new.person@example.com')
            if name == 'index.tsv':
                body = body.replace(b'2026-11-24T', b'2026-11-25T')
            with open(path, 'wb') as file:
                file.write(body)
        self.upgraded = ()
        self.prepare()
        self.before = self.told(self.base)
        after = self.copy('after')
        trace = os.path.join(work, 'trace')
        status = self.run(after, ['strace', '-fy', '-o', trace, '-e',
                                  'trace=' + self.known_calls()] +
                          self.command()).returncode
        self.status = status
        self.after = self.told(after)
        assert status in (0, 3) and self.before != self.after
        with open(trace) as file:
            calls = re.findall(r'^\d+ +(\w+)\((.*)', file.read(), re.M)
        self.counts = collections.Counter(call for call, _ in calls)
        self.rests = collections.defaultdict(list)
        for call, rest in calls:
            self.rests[call].append(rest)

    def prepare(self):
        if self.kind != 'first':
            self.run(self.base, self.audit(DEMO, '2026-11-24'))
        if self.kind == 'older':
            self.make_older()

    def command(self):
        """what is done to `base`"""
        return self.audit(self.recording, '2026-11-25')

    def numbers(self, call):
        """those that change a file which has a name: what is only read does
        not fail for want of room, and without a scratch file one answer is
        told as failed, which is another run"""
        return [number for number, rest in enumerate(self.rests[call], 1)
                if '(deleted)' not in rest and (
                    call != 'openat' or
                    re.search('O_(WRONLY|RDWR|CREAT)', rest))]

    def make_older(self):
        os.unlink(os.path.join(self.base, 's.db'))
        subprocess.run([os.path.join(ROOT, 'tests/cli/bin/stored'), '1',
                        's.db'], cwd=self.base, check=True)
        self.older = dumped(os.path.join(self.base, 's.db'))
        assert self.older[0] == 1
        where = self.copy('upgraded')
        nothing = os.path.join(ROOT, 'fixtures/recordings/healthy')
        self.run(where, self.audit(nothing, '2026-11-25'))
        self.upgraded = self.told(where)[:2]
        assert self.upgraded[0] == 0

    def known_calls(self):
        """those of CALLS that this machine's strace knows"""
        return ','.join('?' + call for call in CALLS)

    def audit(self, recording, day):
        return [self.program, 'audit', 'EXMPL-1', '--domain', 'example.com',
                '--replay', recording, '-d', self.store, '-q', '-o',
                'report.csv',
                '--now', day + 'T10:00:00Z']

    def run(self, where, command, **more):
        return subprocess.run(
            command, cwd=where, stdin=subprocess.DEVNULL, capture_output=True,
            timeout=120, env={'PATH': os.environ['PATH'], 'HOME': where,
                              'LC_ALL': 'C.UTF-8',
                              'ASAN_OPTIONS': 'detect_leaks=0', **more})

    def copy(self, name):
        path = os.path.join(self.work, name)
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(self.base, path)
        return path

    def told(self, where):
        """what the store knows, and what the report file says"""
        report = self.run(where, [self.program, 'report', 'EXMPL-1', '-d',
                                  self.store, '-f', 'json', '--now',
                                  '2026-11-26T00:00:00Z'])
        # a run knows that its report could not be written
        known = re.sub(rb'"exit_status": \d+', b'', report.stdout)
        try:
            with open(os.path.join(where, 'report.csv'), 'rb') as file:
                return report.returncode, known, file.read()
        except FileNotFoundError:
            return report.returncode, known, b''

    def whole(self, where, what, strict=False):
        """complaints about what is left in `where`"""
        told = self.told(where)
        if told[:2] not in (self.before[:2], self.after[:2],
                            self.upgraded):
            yield 'the store holds neither the run nor what was before'
        if told[2] not in (self.before[2], self.after[2]):
            yield 'the report file is torn'
        if strict and told != self.after:
            yield 'the status says that all is there, and it is not'
        if self.kind == 'older' and (
                dumped(os.path.join(where, 's.db')) != self.older and
                dumped(os.path.join(where, 's.db.before-1')) != self.older):
            yield 'of the store as it was before there is no whole copy'
        runs = self.run(where, [self.program, 'runs', '-d', self.store])
        if runs.returncode != 0 and told[:2] != self.before[:2]:
            yield 'runs: %s' % runs.stderr.decode()
        again = self.run(where, self.command())
        if again.returncode != self.status:
            yield 'again: %d %s' % (again.returncode, again.stderr.decode())
        elif (told[:2] == self.before[:2] and
              nameless(self.told(where)[2]) != nameless(self.after[2])):
            yield 'the next run tells something else'
        store = dumped(os.path.join(where, self.store))[1]
        if isinstance(store, str):
            yield 'integrity_check: ' + store

    def inject(self, call, number, what):
        where = self.copy('work-%d' % os.getpid())
        log = where + '.injected'
        done = self.run(where, ['strace', '-f', '-o', log, '-e',
                                'trace=' + call, '-e',
                                'inject=%s:%s:when=%s' % (call, what, number)]
                        + self.command())
        status = done.returncode
        with open(log) as file:
            trace = file.read()
        if not re.search('INJECTED|killed by SIGKILL|--- SIGTERM', trace):
            yield 'nothing was injected'
        if not what.startswith('signal') and not call.startswith('unlink'):
            yield from self.litter(where)
        if what == 'signal=TERM':
            if status not in (-signal.SIGTERM, 128 + signal.SIGTERM,
                              self.status):
                yield 'it was not terminated: %d' % status
            yield from self.litter(where)
        elif what.startswith('signal'):
            if status not in (-signal.SIGKILL, 128 + signal.SIGKILL):
                yield 'it was not killed: %d' % status
        elif status not in (FAILED_OPEN if call == 'openat' else FAILED) | {
                self.status}:
            yield 'status %d: %s' % (status, done.stderr.decode())
        elif (status in FAILED_OPEN and call != 'write' and
              not done.stderr.startswith(b'whoexposed: ')):
            yield 'status %d, and not a word why' % status
        yield from self.whole(
            where, what,
            strict=status == self.status and what != 'signal=TERM')

    def litter(self, where):
        for directory, _, names in os.walk(where):
            for name in names:
                if name.startswith('.whoexposed-') or name.endswith('.new'):
                    yield 'it left %s' % os.path.join(directory, name)

    def allocations(self):
        where = self.copy('counted')
        count = os.path.join(self.work, 'allocations')
        self.run(where, self.command(),
                 LD_PRELOAD=STARVE, STARVE_COUNT=count)
        with open(count) as file:
            return int(file.read())

    def starve(self, when):
        """an allocation fails, or all from there on"""
        where = self.copy('work-%d' % os.getpid())
        done = self.run(where, self.command(),
                        LD_PRELOAD=STARVE, STARVE=when)
        if done.returncode not in (71, self.status):
            yield 'status %d: %s' % (done.returncode, done.stderr.decode())
        elif done.returncode == 71 and (    # libxml2 may say so as well
                b'whoexposed: out of memory' not in done.stderr):
            yield 'status 71, but says: %s' % done.stderr.decode()
        yield from self.whole(where, when,
                              strict=done.returncode == self.status)

    def moment(self, seconds):
        where = self.copy('work-%d' % os.getpid())
        child = subprocess.Popen(
            self.command(), cwd=where,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={'PATH': os.environ['PATH'], 'HOME': where})
        time.sleep(seconds)
        child.kill()
        child.wait()
        yield from self.whole(where, 'moment')


class Live(Reference):
    """an audit of a loopback registry: --resume then asks for the rest, tells
    what an audit that nothing happened to tells, and leaves no answers"""

    def prepare(self):
        server = subprocess.Popen(
            [sys.executable, os.path.join(ROOT, 'tests/registry.py'), 'serve',
             'demo', '--port', '0'],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        atexit.register(server.kill)
        self.url = server.stdout.readline().strip()
        # Before any clock.
        index = os.path.join(self.recording, 'index.tsv')
        with open(index) as file:
            lines = file.read()
        with open(index, 'w') as file:
            file.write(lines.replace('2026-11-25T', '2016-11-25T'))
        self.run(self.base, self.audit(self.recording, '2016-11-25'))

    def command(self):
        return [self.program, 'audit', 'EXMPL-1', '--rdap-url', self.url,
                '--no-dns', '--rate', '1000', '-d', 's.db', '-q', '-o',
                'report.csv']

    def told(self, where):
        report = self.run(where, [self.program, 'report', 'EXMPL-1', '-d',
                                  's.db', '-f', 'csv'])
        with open(os.path.join(where, 'report.csv'), 'rb') as file:
            return (report.returncode, self.timeless(report.stdout),
                    self.timeless(file.read()))

    @staticmethod
    def timeless(report):
        return sorted(re.sub(rb'\d{4}-\d\d-\d\d(T[^,"]*)?', b'', line)
                      for line in map(b','.join, nameless(report)))

    def whole(self, where, what, strict=False):
        told = self.told(where)
        if told[:2] not in (self.before[:2], self.after[:2]):
            yield 'the store holds neither the run nor what was before'
        if told[2] not in (self.before[2], self.after[2]):
            yield 'the report file is torn'
        if strict and told != self.after:
            yield 'the status says that all is there, and it is not'
        again = self.run(where, self.command() + ['--resume'])
        if again.returncode != self.status:
            yield 'resumed: %d %s' % (again.returncode, again.stderr.decode())
        elif told[:2] == self.before[:2] and self.told(where) != self.after:
            yield 'resumed, it tells something else'
        elif os.path.exists(os.path.join(where, 's.db.spool')):
            yield 'it left the answers of others'


class Command(Reference):
    """another command: over a store of three runs, with what was removed in
    it, and an older backup; the store or the backup is, to the row, what it was
    before or what it is after"""

    def prepare(self):
        self.run(self.base, self.audit(DEMO, '2026-11-24'))
        self.run(self.base, [self.program, 'backup', 'backup.db', '-d', 's.db'])
        for day in ('2026-11-25', '2026-11-26'):
            recording = os.path.join(self.work, day)
            shutil.copytree(self.recording, recording)
            index = os.path.join(recording, 'index.tsv')
            with open(index) as file:
                lines = file.read()
            with open(index, 'w') as file:
                file.write(lines.replace('2026-11-25T', day + 'T'))
            self.run(self.base, self.audit(recording, day))

    def command(self):
        words = {'prune': ['prune', '--retention', '1d'],
                 'forget': ['forget', 'new.person@example.com'],
                 'backup': ['backup', 'backup.db']}
        return [self.program] + words[self.kind] + [
            '-d', 's.db', '-q', '--now', '2027-11-26T10:00:00Z']

    def told(self, where):
        # the program mends it first
        self.run(where, [self.program, 'runs', '-d', 's.db'])
        version, rows = dumped(os.path.join(
            where, 'backup.db' if self.kind == 'backup' else 's.db'))
        # tokens are drawn, and ids of findings made of them
        return version, rows if isinstance(rows, str) else sorted(
            re.sub(r'erased-\w+|(WE\d+)-\w+', r'\1', row) for row in rows)

    def whole(self, where, what, strict=False):
        told = self.told(where)
        if told not in (self.before, self.after):
            yield 'it is neither as before nor as after: %.300s' % (told,)
        if strict and told != self.after:
            yield 'the status says that it is done, and it is not'
        again = self.run(where, self.command())
        if told == self.before and again.returncode != self.status:
            yield 'again: %d %s' % (again.returncode, again.stderr.decode())
        if self.told(where) != self.after:
            yield 'once more, and it is not done'


def points(reference, long):
    """(call, number, what)"""
    if reference.kind != 'again' and not long:  # most is at the beginning
        for call in ('mkdir', 'fsync', 'fdatasync', 'pwrite64', 'unlink',
                     'rename'):
            count = reference.counts[call]
            for number in reference.numbers(call)[::max(1, count // 6)]:
                yield call, number, 'signal=KILL'
                yield call, number, 'error=ENOSPC'
        return
    for call, count in sorted(reference.counts.items()):
        numbers = range(1, count + 1)
        for number in numbers if long else numbers[-4:]:
            yield call, number, 'signal=KILL'
        for number in numbers if long else numbers[-2:]:
            yield call, number, 'signal=TERM'
        numbers = reference.numbers(call)
        for number in numbers if long else numbers[-2:]:
            yield call, number, 'error=ENOSPC'
            if long:
                yield call, number, 'error=EIO'
                yield call, number, 'error=EDQUOT'
        if len(numbers) < count:
            continue
        yield call, '%d+' % max(1, count // 2), 'error=ENOSPC'
        if long:
            for number in numbers:
                yield call, '%d+' % number, 'error=EIO'


KINDS = {'again': Reference, 'older': Reference, 'first': Reference,
         'live': Live, 'prune': Command, 'forget': Command, 'backup': Command}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('program')
    parser.add_argument('--long', action='store_true')
    parser.add_argument('--seed', type=int, default=int(time.time()))
    parser.add_argument('--jobs', type=int, default=os.cpu_count())
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    in_time(options.long)
    dice = random.Random(options.seed)
    # In memory where that is possible: each run syncs hundreds of times.
    work = tempfile.mkdtemp(
        dir='/dev/shm' if os.access('/dev/shm', os.W_OK) else None)
    bad = done = 0
    try:
        for kind, reference in KINDS.items():
            part = os.path.join(work, kind)
            os.mkdir(part)
            one, harm = attempt_all(
                reference(os.path.abspath(options.program), part, kind),
                options, dice)
            done, bad = done + one, bad + harm
    finally:
        shutil.rmtree(work)
    print('crash: seed %d: %d kills and failing calls, %d did harm' %
          (options.seed, done, bad))
    return bad > 0


def attempt(point):
    """complaints; in a process of its own, which has the reference"""
    kind, *rest = point
    return list(getattr(attempt.reference, kind)(*rest))


def in_time(long):
    """minutes are enough: a test that hangs says where, and fails"""
    if not long:
        faulthandler.dump_traceback_later(1200, exit=True)


def workers(jobs):
    """a pool whose workers end by SIGTERM itself: Pool ends them so, and waits;
    the handler that they would inherit runs between two bytecodes, so a worker
    that is about to block for its next task never gets to it"""
    return multiprocessing.get_context('fork').Pool(
        jobs, signal.signal, (signal.SIGTERM, signal.SIG_DFL))


def attempt_all(reference, options, dice):
    """how many attempts, and how many of them did harm"""
    tries = [('inject', *point) for point in points(reference, options.long)]
    begun = time.monotonic()
    reference.run(reference.copy('timed'), reference.command())
    lasts = time.monotonic() - begun
    tries += [('moment', dice.random() * lasts * 1.1)
              for _ in range(300 if options.long else 10)]
    allocations = reference.allocations()
    tries += [('starve', '%d%s' % (dice.randint(1, allocations),
                                   dice.choice(('', '+'))))
              for _ in range(3000 if options.long else 20)]
    attempt.reference = reference
    bad = 0
    with workers(options.jobs) as pool:
        for point, complaints in zip(tries, pool.imap(attempt, tries)):
            for complaint in complaints:
                print('%s: %s: %s' % (
                    reference.kind, ' '.join(map(str, point)), complaint),
                      flush=True)
            bad += bool(complaints)
    return len(tries), bad


if __name__ == '__main__':
    sys.exit(main())
