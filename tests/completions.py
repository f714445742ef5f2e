#!/usr/bin/env python3
"""What the Tab key does behind "whoexposed", in real shells on a terminal.

tests/completions.py PROGRAM: keys are typed into bash, zsh and fish as a user
would; in the program's place on PATH is one that prints the words it was
given. A shell that is not installed is skipped, and said so.
"""
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PATIENCE = 30  # seconds for a shell that hangs

# What is typed, and the words that the program then gets.
TYPED = [
    ("aud\t--min-sev\thi\t", "audit --min-severity high"),
    ("rep\t-f js\t", "report -f json"),
    ("hist\t--format te\t", "history --format text"),
    ("report --table vec\t", "report --table vectors"),
    ("report --status open,unc\t", "report --status open,unconfirmed"),
    ("acc\t--rule personal-on\t", "accept --rule personal-on-role-poc"),
    ("expl\tWE30\t3", "explain WE303"),
    ("expl\tdead-m\t", "explain dead-mail-domain"),
    ("help evi\t", "help evidence"),
    ("redact-k\trot\t", "redact-key rotate"),
    ("audit --replay recor\t", "audit --replay recordings"),
    ("report --mailboxes li\t", "report --mailboxes live.txt"),
    ("audit EXMPL-1 --dry\t", "audit EXMPL-1 --dry-run"),
    # What a command does not take is not offered, and neither is a value.
    ("show --min-sev\tx", "show --min-sevx"),
    ("audit --rate li\t", "audit --rate li"),
    ("find reco\t", "find reco"),
]

SETUP = {
    "bash": "bind 'set show-all-if-ambiguous on'\n. {script}\n",
    "zsh": "fpath=({functions} $fpath)\nautoload -U compinit\n"
    "compinit -u -D\nzstyle ':completion:*' insert-tab false\n"
    "unsetopt beep\n",
    "fish": "source {script}\nfunction fish_greeting; end\n",
}
START = {
    "bash": ["bash", "--noprofile", "--rcfile", "{rc}", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "--private", "-i"],
}


class Shell:
    def __init__(self, name, home, scripts):
        self.name, self.seen = name, ""
        rc = os.path.join(home, name + ".rc")
        with open(rc, "w") as f:
            f.write(SETUP[name].format(
                script=os.path.join(scripts, "whoexposed." + name),
                functions=scripts))
        env = {"PATH": home + "/bin:/usr/bin:/bin", "HOME": home,
               "TERM": "dumb" if name == "fish" else "xterm",
               "LC_ALL": "C.UTF-8", "INPUTRC": "/dev/null", "PS1": "$ "}
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(home + "/work")
            os.execvpe(name, [w.format(rc=rc) for w in START[name]], env)
        if name != "bash":
            self.type(("source %s\r" % rc))
        self.type("echo rea''dy\r")
        self.wait("ready")
        self.type("whoexposed explai\t")  # the first loads what it needs
        self.wait("explain")
        self.type("\x15")

    def type(self, keys):
        os.write(self.fd, keys.encode())

    def read(self, seconds):
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            more = os.read(self.fd, 65536)
        except OSError:
            more = b""
        # Who asks the terminal what it is, gets an answer.
        if b"\x1b[c" in more or b"\x1b[0c" in more:
            self.type("\x1b[?1;2c")
        if b"\x1b[6n" in more:
            self.type("\x1b[1;1R")
        self.seen += more.decode(errors="replace")
        return bool(more)

    def wait(self, pattern):
        end = time.monotonic() + PATIENCE
        while not (found := re.search(pattern, self.seen)):
            if time.monotonic() > end or not self.read(1):
                if time.monotonic() > end:
                    raise TimeoutError(self.seen[-400:])
        self.seen = self.seen[found.end():]
        return found

    def words(self, keys, pause):
        # Each Tab on its own: what follows it is typed when it is done, or
        # else a shell may leave out what it thinks nobody waits for.
        for part in re.findall("[^\t]*\t|[^\t]+$", "whoexposed " + keys):
            self.type(part)
            while part.endswith("\t") and self.read(pause):
                pass
        self.type("\r")
        got = self.wait(r"WORDS<([^>]*)>").group(1)
        # Shells differ in what joins an option and its value, and in whether
        # a directory ends in a slash.
        return got.replace("=", " ").rstrip("/")

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def lists(home, scripts, program):
    """What bash offers where there are several: all of the program's own."""
    wrong = 0
    text = subprocess.run([program, "help"], stdout=subprocess.PIPE,
                          check=True, text=True).stdout
    commands = re.findall(r"^.{12}([a-z-]+) ", text.split("\n\n")[1], re.M)
    assert len(commands) > 10, commands
    for command in [""] + commands:
        words = ["whoexposed", command, "--" if command else ""]
        if not command:
            words = ["whoexposed", ""]
        offered = subprocess.run(
            ["bash", "-c", ". %s/whoexposed.bash; compopt() { :; }; "
             "COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _whoexposed; "
             "printf '%%s\\n' \"${COMPREPLY[@]}\"" % scripts, "-"] + words,
            stdout=subprocess.PIPE, check=True, text=True).stdout.split()
        expected = commands + ["--help", "--version"]
        if command:
            page = subprocess.run([program, command, "--help"], check=True,
                                  stdout=subprocess.PIPE, text=True).stdout
            page = page.split("\nExamples:")[0]
            expected = re.findall(r"^  (?:-.,|   ) (--[a-z-]+)", page, re.M)
        if sorted(offered) != sorted(expected):
            print("bash: %r offers %s, expected %s" % (
                command, offered, expected))
            wrong += 1
    return wrong


def main():
    program = os.path.abspath(sys.argv[1])
    scripts = os.path.join(os.path.dirname(program), "completions")
    wrong = tried = 0
    with tempfile.TemporaryDirectory() as home:
        for directory in ("bin", "work", "work/recordings"):
            os.mkdir(os.path.join(home, directory))
        stub = os.path.join(home, "bin/whoexposed")
        with open(stub, "w") as f:
            f.write("#!/bin/sh\necho \"WORDS<$*>\"\n")
        os.chmod(stub, 0o755)
        open(os.path.join(home, "work/live.txt"), "w").close()
        for name in ("bash", "zsh", "fish"):
            if shutil.which(name) is None:
                print("completions: %s is not installed: skipped" % name)
                continue
            shell = Shell(name, home, scripts)
            for keys, expected in TYPED:
                # A machine under load may need longer after a Tab.
                for pause in (0.2, 1, 4):
                    got = shell.words(keys, pause)
                    if got == expected:
                        break
                tried += 1
                if got != expected:
                    print("%s: %r gives %r, expected %r" % (
                        name, keys, got, expected))
                    wrong += 1
            shell.close()
        wrong += lists(home, scripts, program)
    print("completions: %d lines typed, %d wrong" % (tried, wrong))
    return wrong != 0


sys.exit(main())
