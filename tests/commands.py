#!/usr/bin/env python3
"""Does every command line that we print work as it is printed?

  commands.py WHOEXPOSED

Those of README.md, of the manual's examples and of each --help, run one after
the other in the directory where this starts, with a configuration and a store
that are there already. What stands for the reader's own (a POC's handle, an
address, a finding, paths outside a home) is replaced by what is there. A line
for each source says that it was done; one that fails is printed with what it
said, and exit 1.
"""

import json
import os
import re
import subprocess
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
# What a reader replaces, and by what here.
OWN = [
    ('/usr/local/bin/', ''), ('build/whoexposed', 'whoexposed'),
    ('/var/cache/whoexposed/status', '$HOME/whoexposed.status'),
    ('/var/lib/whoexposed/whoexposed.db',
     '$HOME/.local/state/whoexposed/whoexposed.db'),
    ('/etc/whoexposed.accept', '$HOME/.config/whoexposed/accept'),
    ('/var/backups/', '$HOME/'), ('/etc/', '$HOME/etc/'),
    ('noc@example.com --rule WE403', 'hostmaster@example.com --rule WE204'),
    ('2001:db8::/32', '2001:db8::/36'),
    ('AB12-ARIN', 'OKAFO1-ARIN'), ('noc@example.com', 'hostmaster@example.com'),
    ('jane.doe@example.com', 'sione.faletau@example.com'),
    ('--from 12 --to 17', '--from 1 --to 2'), ('chgrp whoexposed ', ': '),
    ('FINDING ...', "FINDING --until 2027-03-31 --by 'Ada Brook' --reason x"),
    ('~/.config/whoexposed/config', '~/new-config.$$'),
    ('show route 192.0.2.0/24 AS64500', 'show route6 2001:db8::/36 AS64500'),
]
# Not ours, or a whole system's: looked at, and not run.
OTHERS = ('apt-get', 'systemd-sysusers', 'systemctl')
# Exit statuses other than 0 that tell no fault of the line.
ALSO = {'check': (1, 2), 'doctor': (3,), '--fail-on': (1,)}


def told(*words):
    return subprocess.run(words, check=True, stdout=subprocess.PIPE,
                          text=True).stdout


def joined(lines):
    """Lines that end with a backslash go on in the next."""
    return re.sub(r' *\\\n *', ' ', '\n'.join(lines)).split('\n')


def of_readme():
    with open(os.path.join(ROOT, 'README.md'), encoding='utf-8') as file:
        text = file.read()
    code = [line[4:] for line in text.split('\n') if line.startswith('    ')]
    for line in code:
        line = re.sub(r'^(\$ |\d+ \d+ \* \* \* |command\[\w+\]=)', '', line)
        if re.match(r'(/usr/local/bin/|build/)?whoexposed [a-z]', line) or \
                re.match(r'(mkdir|chgrp) ', line):
            yield line
        elif re.match(r'[a-z-]+ .*whoexposed\.(conf|timer|service)', line) and \
                not line.startswith(OTHERS):
            sys.exit('README.md: nobody knows what to do with: ' + line)
    block = re.search(r'object CheckCommand .*?\n    \}', text, re.S)[0]
    words = re.findall(r'"([^"]*)"', block)[1:]
    yield ' '.join(words)
    for line in re.findall(r'`(whoexposed [a-z]+[^`]*)`', text):
        yield line


def of_manual():
    with open(os.path.join(ROOT, 'cmd', 'whoexposed.1'),
              encoding='utf-8') as file:
        lines = file.read().replace('\\e\n', '\\\n').split('\n')
    for line in joined(lines):
        line = re.sub(r'^(\$ |\d+ \d+ \* \* \* )', '@', line)
        if line.startswith('@') and 'whoexposed' in line:
            yield line[1:]


def of_help(program):
    listed = told(program, 'help')
    names = re.findall(r'^[A-Za-z ]{11} ([a-z][a-z-]+) +[a-z]', listed, re.M)
    for name in [*names, 'completions']:
        text = told(program, name, '--help')
        examples = text[text.index('\nExamples:\n') + 11:]
        lines = [line.strip() for line in examples.split('\n') if line]
        for line in joined(lines):
            if not line.startswith('whoexposed ' + name):
                sys.exit('%s --help: no example: %s' % (name, line))
            yield line


def finding(program):
    report = json.loads(told(program, 'report', '-q', '-f', 'json'))
    return [f['finding'] for a in report['addresses'] for f in a['findings']
            if f['rule'] == 'WE102'][0]


def run(line, own):
    for what, here in own:
        line = line.replace(what, here)
    line = re.sub(r'WE102-3f9c0a71b2d4|FINDING', own[-1][1], line)
    ended = subprocess.run(['sh', '-c', line], stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT, text=True)
    also = [status for word in line.split() for status in ALSO.get(word, ())]
    if ended.returncode in (0, *also):
        return True
    print('%s\n  exit %d: %s' % (line, ended.returncode, ended.stdout[-400:]))
    return False


def main():
    program = sys.argv[1]
    own = [*OWN, ('FINDING', finding(program))]
    good = True
    sources = [('README.md', list(of_readme())), ('manual', list(of_manual())),
               ('help', list(of_help(program)))]
    for name, lines in sources:
        if len(lines) < 4:
            sys.exit('%s: its command lines are not found' % name)
        good = all([run(line, own) for line in lines]) and good
        print('%s: done' % name)
    sys.exit(not good)


main()
