#!/usr/bin/env python3
"""The characters of standard input that a terminal or a reader could be
deceived with: controls, and what changes direction or cannot be seen."""

import sys
import unicodedata

text = sys.stdin.buffer.read().decode('utf-8')
bad = {char for char in text
       if char != '\n' and unicodedata.category(char) in ('Cc', 'Cf', 'Zl',
                                                          'Zp', 'Cs', 'Co')}
for char in sorted(bad):
    at = text.index(char)
    print('U+%04X in %r' % (ord(char), text[max(0, at - 30):at + 10]))
