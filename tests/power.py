#!/usr/bin/env python3
"""Power cuts: tests/power.py PROGRAM [--long] [--seed N] [--jobs N]

What a run of tests/crash.py does to its files is recorded with strace(1), and
played to a model of a disk that keeps no more than it must: what was written
to a file is safe once the file was synced, that a name was made, changed or
deleted once its directory was. The power is cut between two calls, and of
what was not safe the disk has

  least    nothing
  most     all of it
  dice     some of the writes, some of them torn between sectors, and the
           first few changes of names

Then all holds that tests/crash.py says of a kill; and after the exit status,
whatever the disk dropped: the run is there, and its report file is the new one.
So it is with what prune, forget and backup do.

Short: some of the moments. --long: each, four times.
"""

import argparse
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time

import crash

CALLS = ('openat', 'write', 'pwrite64', 'ftruncate', 'fsync', 'fdatasync',
         'rename', 'unlink', 'unlinkat', 'mkdir', 'fchmod', 'chmod', 'fcntl')
# Those that would change a file behind the back of the model.
FORBIDDEN = ('writev', 'pwritev', 'pwritev2', 'fallocate', 'truncate', 'link',
             'linkat', 'symlink', 'symlinkat', 'renameat', 'renameat2',
             'mkdirat', 'creat', 'open', 'copy_file_range', 'sendfile')
SECTOR = 512


class File:
    def __init__(self, data=b''):
        self.now, self.safe, self.late = bytearray(data), bytes(data), []

    def put(self, offset, data):
        put(self.now, offset, data)
        self.late.append((offset, data))

    def cut(self, size):
        resize(self.now, size)
        self.late.append((size, None))

    def sync(self):
        self.safe, self.late = bytes(self.now), []

    def survives(self, how, dice):
        data = bytearray(self.safe)
        for offset, written in self.late:
            if how == 'least' or (how == 'dice' and dice.random() < 0.5):
                continue
            if written is None:
                resize(data, offset)
            elif how == 'dice' and len(written) > SECTOR and not dice.randrange(4):
                put(data, offset,
                    written[:SECTOR * dice.randrange(len(written) // SECTOR)])
            else:
                put(data, offset, written)
        return bytes(data)


class Directory:
    def __init__(self):
        self.now, self.safe, self.late = {}, {}, []

    def change(self, **names):
        """at once: name=node, or None for one that is gone"""
        apply(self.now, names)
        self.late.append(names)

    def sync(self):
        self.safe, self.late = dict(self.now), []

    def survives(self, how, dice):
        count = {'least': 0, 'most': len(self.late)}.get(how)
        if count is None:
            count = dice.randint(0, len(self.late))
        names = dict(self.safe)
        for change in self.late[:count]:
            apply(names, change)
        return names


def put(data, offset, written):
    if len(data) < offset:
        data.extend(bytes(offset - len(data)))
    data[offset:offset + len(written)] = written


def resize(data, size):
    del data[size:]
    data.extend(bytes(size - len(data)))


def apply(names, change):
    for name, node in change.items():
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


class Disk:
    """a directory, from `base` on, and what a trace did to it"""

    def __init__(self, base, root):
        self.root, self.fds, self.at = root, {}, {}
        self.top = self.load(base)

    def load(self, path):
        if os.path.isfile(path):
            with open(path, 'rb') as file:
                return File(file.read())
        node = Directory()
        for name in os.listdir(path):
            node.now[name] = self.load(os.path.join(path, name))
        node.sync()
        return node

    def find(self, path):
        """(directory, name) of a path below the root, else None"""
        path = os.path.normpath(os.path.join(self.root, path))
        if path == self.root or not path.startswith(self.root + '/'):
            return None
        *above, name = path[len(self.root) + 1:].split('/')
        node = self.top
        for part in above:
            node = node.now[part]
        return node, name

    def open(self, path, flags, fd):
        self.fds.pop(fd, None)
        if os.path.normpath(os.path.join(self.root, path)) == self.root:
            self.fds[fd] = self.top
            return
        found = self.find(path)
        if found is None:
            return
        directory, name = found
        node = directory.now.get(name)
        if node is None:
            assert 'O_CREAT' in flags, path
            node = File()
            directory.change(**{name: node})
        elif 'O_TRUNC' in flags:
            node.cut(0)
        self.fds[fd], self.at[fd] = node, 0

    def rename(self, old, new):
        from_, to = self.find(old), self.find(new)
        assert from_[0] is to[0]
        from_[0].change(**{from_[1]: None, to[1]: from_[0].now[from_[1]]})

    def write(self, fd, data):
        if fd in self.fds:
            self.fds[fd].put(self.at[fd], data)
            self.at[fd] += len(data)

    def do(self, call, words):
        """one call of the trace; is it one that the disk has to do with?"""
        fd = words[0] if words and isinstance(words[0], int) else None
        if call in ('write', 'pwrite64', 'ftruncate', 'fsync', 'fdatasync'):
            if fd not in self.fds:
                return False
        if call == 'openat':
            self.open(*words)
            return 'O_CREAT' in words[1]
        if call == 'write':
            self.write(*words)
        elif call == 'pwrite64':
            self.fds[fd].put(words[2], words[1])
        elif call == 'ftruncate':
            self.fds[fd].cut(words[1])
        elif call in ('fsync', 'fdatasync'):
            self.fds[fd].sync()
        elif call == 'rename':
            self.rename(*words)
        elif call in ('unlink', 'mkdir'):
            found = self.find(words[0])
            if found is None:
                return False
            found[0].change(**{
                found[1]: Directory() if call == 'mkdir' else None})
        else:
            return False
        return True

    def survive(self, where, how, dice, node=None):
        node = node or self.top
        os.mkdir(where, 0o700)
        for name, child in sorted(node.survives(how, dice).items()):
            path = os.path.join(where, name)
            if isinstance(child, Directory):
                self.survive(path, how, dice, child)
            else:
                with open(path, 'wb') as file:
                    file.write(child.survives(how, dice))
                os.chmod(path, 0o600)


# ---- the trace -------------------------------------------------------------

CALL = re.compile(r'^\d+ +(\w+)\((.*)\) += (-?\d+)(?:<([^>]*)>)?')


def text(hexed):
    return bytes.fromhex(hexed.replace('\\x', ''))


def path_of(hexed):
    return os.fsdecode(text(hexed))


def parse(line):
    """(call, words for Disk.do), or None"""
    match = CALL.match(line)
    if match is None or match[3].startswith('-'):
        return None
    call, rest, result, opened = match.groups()
    strings = re.findall(r'"([^"]*)"(\.\.\.)?', rest)
    assert not any(dots for _, dots in strings), line[:200]
    strings = [one for one, _ in strings]
    fd = re.match(r'(\d+)<', rest)
    fd = int(fd[1]) if fd else None
    if call == 'openat':
        return call, (path_of(opened), rest.rsplit('"', 1)[1], int(result))
    if call in ('write', 'pwrite64'):
        data = text(strings[0])[:int(result)]
        return call, ((fd, data) if call == 'write' else
                      (fd, data, int(rest.rsplit(',', 1)[1])))
    if call == 'ftruncate':
        return call, (fd, int(rest.rsplit(',', 1)[1]))
    if call in ('fsync', 'fdatasync'):
        return call, (fd,)
    if call == 'fcntl':
        assert 'F_DUPFD' not in rest, line[:200]
        return None
    if call == 'unlinkat':
        return 'unlink', (os.path.join(
            path_of(re.match(r'\w+<([^>]*)>', rest)[1]), path_of(strings[0])),)
    return call, tuple(path_of(one) for one in strings)


class Recorded(crash.Reference):
    """a reference run, and all that it did to the disk"""

    def record(self):
        self.where = self.copy('recorded')
        trace = os.path.join(self.work, 'recording')
        done = self.run(self.where, [
            'strace', '-f', '-y', '-xx', '-s', '4000000', '-o', trace, '-e',
            'trace=' + ','.join('?' + c for c in CALLS + FORBIDDEN)] +
            self.command())
        assert done.returncode == self.status, done.stderr
        with open(trace) as file:
            parsed = [parse(line) for line in file]
        self.calls = [one for one in parsed if one is not None]
        used = {call for call, _ in self.calls}
        assert used.isdisjoint(FORBIDDEN), used
        disk = Disk(self.base, self.where)
        self.moments = [i for i, one in enumerate(self.calls, 1)
                        if disk.do(*one)]
        # The model is right: without a power cut it has what is there.
        shutil.rmtree(self.copy('model'))
        disk.survive(os.path.join(self.work, 'model'), 'most', None)
        assert listing(os.path.join(self.work, 'model')) == listing(self.where)

    def cut(self, after, how, seed):
        """complaints about a power cut after so many calls"""
        disk = Disk(self.base, self.where)
        for one in self.calls[:after]:
            disk.do(*one)
        where = os.path.join(self.work, 'cut-%d' % os.getpid())
        shutil.rmtree(where, ignore_errors=True)
        disk.survive(where, how, random.Random(seed))
        yield from self.whole(where, how, strict=after == len(self.calls))


class Command(Recorded, crash.Command):
    pass


def listing(where):
    found = {}
    for directory, _, names in os.walk(where):
        for name in names:
            path = os.path.join(directory, name)
            with open(path, 'rb') as file:
                found[os.path.relpath(path, where)] = file.read()
    return found


def attempt(point):
    return list(attempt.reference.cut(*point))


def points(reference, long, dice):
    """(after so many calls, what survives, seed)"""
    end = len(reference.calls)
    moments = reference.moments if long else sorted(
        dice.sample(reference.moments[:-30], 20) + reference.moments[-30::3])
    for moment in moments:
        for how in ('least', 'dice', 'dice', 'most') if long else (
                'least', 'dice'):
            yield moment, how, dice.getrandbits(32)
    for how in ('least', 'dice', 'dice', 'dice', 'dice', 'most'):
        yield end, how, dice.getrandbits(32)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('program')
    parser.add_argument('--long', action='store_true')
    parser.add_argument('--seed', type=int, default=int(time.time()))
    parser.add_argument('--jobs', type=int, default=os.cpu_count())
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    crash.in_time(options.long)
    dice = random.Random(options.seed)
    work = tempfile.mkdtemp(
        dir='/dev/shm' if os.access('/dev/shm', os.W_OK) else None)
    bad = done = 0
    try:
        for kind, reference in crash.KINDS.items():
            if kind == 'live':
                continue
            part = os.path.join(work, kind)
            os.mkdir(part)
            recorded = Command if reference is crash.Command else Recorded
            reference = recorded(os.path.abspath(options.program), part, kind)
            reference.record()
            attempt.reference = reference
            tries = list(points(reference, options.long, dice))
            with crash.workers(options.jobs) as pool:
                for point, complaints in zip(tries, pool.imap(attempt, tries)):
                    for complaint in complaints:
                        print('%s: after %d calls, %s, %d: %s' % (
                            (kind,) + point + (complaint,)), flush=True)
                    done, bad = done + 1, bad + bool(complaints)
    finally:
        shutil.rmtree(work)
    print('power: seed %d: %d power cuts, %d did harm' %
          (options.seed, done, bad))
    return bad > 0


if __name__ == '__main__':
    sys.exit(main())
