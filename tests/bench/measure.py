"""What the measurements share: the cost of a run, the invented registry, and
how a figure is printed."""

import contextlib
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
REGISTRY = os.path.join(HERE, '..', 'registry.py')
ORG = 'LARGE-1'
MIB = 1 << 20
ADDRESSES = '''.. | select(type == "array" and .[0]? == "email") | .[3]'''


class Cost:
    """Of one run: wall and processor seconds, peak memory in bytes."""

    def __init__(self, wall, usage):
        self.wall = wall
        self.cpu = sum(u.ru_utime + u.ru_stime for u in usage)
        self.peak = max(u.ru_maxrss for u in usage) * 1024


class Least:
    def __init__(self, costs):
        for name in ('wall', 'cpu', 'peak'):
            setattr(self, name, min(getattr(cost, name) for cost in costs))


def run(*commands, output=subprocess.DEVNULL, statuses=(0,)):
    """Run a pipeline; its cost. SystemExit when a part of it fails."""
    start = time.monotonic()
    children, source = [], subprocess.DEVNULL
    for command in commands:
        last = command is commands[-1]
        child = subprocess.Popen(
            command, stdin=source, stdout=output if last else subprocess.PIPE,
            stderr=subprocess.PIPE if last else subprocess.DEVNULL)
        if children:
            source.close()
        children.append(child)
        source = child.stdout
    complaint = children[-1].stderr.read()
    usage = []
    for command, child in zip(commands, children):
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        usage.append(used)
        if child.returncode not in statuses:
            sys.stderr.buffer.write(complaint)
            sys.exit('bench: exit %d: %s' %
                     (child.returncode, ' '.join(command)))
    return Cost(time.monotonic() - start, usage)


OPTIONS = ('--rdap-url', '--whois-url', '--stats-url', '--irr-url')


@contextlib.contextmanager
def registry(name, log, *options):
    """Serves; gives the URLs by the option that takes them."""
    server = subprocess.Popen([sys.executable, REGISTRY, 'serve', name,
                               '--log', log, *options],
                              stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True)
    try:
        urls = [server.stdout.readline().strip() for _ in OPTIONS]
        if not all(urls):
            sys.exit('bench: the registry does not start')
        yield dict(zip(OPTIONS, urls))
    finally:
        server.terminate()
        server.wait()


class Log:
    """Requests and connections since the last look."""

    def __init__(self, path):
        self.path = path
        self.seen = 0

    def news(self):
        with open(self.path, encoding='utf-8') as file:
            lines = [line.rstrip('\n').split('\t') for line in file]
        new, self.seen = lines[self.seen:], len(lines)
        return new


def in_turns(runs, measures):
    """Each of them as often, in turns, so that all meet the same machine; of
    each the least that it took: what was not its own only adds."""
    costs = [[measure() for measure in measures] for _ in range(runs)]
    return [Least(of_one) for of_one in zip(*costs)]


def heading(title):
    print('\n%s' % title)
    print('  %-28s %12s %12s %-8s %7s' %
          ('', 'whoexposed', 'yardstick', '', 'ratio'))


def row(what, ours, theirs, form, yardstick):
    print('  %-28s %12s %12s %-8s %7.3f' %
          (what, form % ours, form % theirs, yardstick, ours / theirs),
          flush=True)
