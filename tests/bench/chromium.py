"""How long a page takes to open in headless Chromium, told over its debugging
pipe: JSON that ends in NUL, on descriptors 3 and 4."""

import json
import os
import shutil
import subprocess
import tempfile
import time

PROGRAM = os.environ.get('CHROMIUM') or shutil.which('chromium')


class Chromium:
    session = None

    def __enter__(self):
        self.profile = tempfile.TemporaryDirectory(
            prefix='whoexposed-bench-', ignore_cleanup_errors=True)
        told, self.to = os.pipe()
        self.source, tells = os.pipe()
        # The shell opens them anew: what is above 9 it does not know.
        self.child = subprocess.Popen(
            ['sh', '-c', 'exec "$@" 3</dev/fd/%d 4>/dev/fd/%d' %
             (told, tells), 'sh', PROGRAM, '--headless', '--no-sandbox',
             '--remote-debugging-pipe',
             '--user-data-dir=' + self.profile.name],
            pass_fds=(told, tells), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(told)
        os.close(tells)
        self.buffer, self.number = b'', 0
        target = self.call('Target.createTarget', url='about:blank')
        self.session = self.call('Target.attachToTarget', flatten=True,
                                 targetId=target['targetId'])['sessionId']
        self.call('Page.enable')
        return self

    def __exit__(self, *error):
        os.close(self.to)       # it ends with its pipe
        self.child.wait()
        os.close(self.source)
        self.profile.cleanup()

    def message(self):
        while b'\0' not in self.buffer:
            data = os.read(self.source, 1 << 20)
            if not data:
                raise EOFError('Chromium ended')
            self.buffer += data
        text, _, self.buffer = self.buffer.partition(b'\0')
        return json.loads(text)

    def call(self, method, **params):
        self.number += 1
        order = {'id': self.number, 'method': method, 'params': params}
        if self.session is not None:
            order['sessionId'] = self.session
        os.write(self.to, json.dumps(order).encode() + b'\0')
        self.events = set()
        while True:
            answer = self.message()
            if answer.get('id') == self.number:
                return answer['result']
            self.events.add(answer.get('method'))

    def opens(self, path):
        """Seconds until the page is read, laid out and painted."""
        start = time.monotonic()
        self.call('Page.navigate', url='file://' + os.path.abspath(path))
        while 'Page.loadEventFired' not in self.events:
            self.events.add(self.message().get('method'))
        self.call('Page.captureScreenshot')
        return time.monotonic() - start
