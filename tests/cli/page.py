#!/usr/bin/env python3
"""page.py FILE...: an HTML report as another parser reads it. Complains of an
element or an attribute that the page has no use for, of markup that is not
closed, of ids that are not unique, of headings that skip a level, of anything
that would be loaded or run; says what of each there is that matters."""

import collections
import html.parser
import re
import sys

ELEMENTS = set('''a article bdi body caption circle code dd desc div dl dt
    figcaption figure h1 h2 h3 h4 head header html li main meta nav ol p path
    rect section span strong style svg table tbody td text th thead time title
    tr ul'''.split())
ATTRIBUTES = set('''aria-hidden aria-label aria-labelledby charset class content
    cx cy d datetime dir height href http-equiv id lang name r role scope
    tabindex text-anchor viewbox width x y'''.split())
VOID = {'meta'}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.text, self.headings = [], [], []
        self.ids, self.links = collections.Counter(), []
        self.policy = None

    def handle_starttag(self, tag, attrs):
        if tag not in ELEMENTS:
            print('element <%s>' % tag)
        for name, value in attrs:
            if name not in ATTRIBUTES:
                print('attribute %s of <%s>' % (name, tag))
            if re.search(r'script|[<>"]', value):
                print('attribute %s of <%s>: %s' % (name, tag, value))
        attrs = dict(attrs)
        self.ids.update([attrs['id']] if 'id' in attrs else [])
        self.links += [attrs['href']] if 'href' in attrs else []
        if attrs.get('http-equiv') == 'Content-Security-Policy':
            self.policy = attrs['content']
        if re.fullmatch('h[1-6]', tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            print('</%s> ends what it did not begin' % tag)

    def handle_data(self, data):
        if not self.open or self.open[-1] != 'style':
            self.text.append(data)

    def handle_comment(self, data):
        print('a comment: %s' % data)

    def unknown_decl(self, data):
        print('a declaration: %s' % data)

    def handle_pi(self, data):
        print('an instruction: %s' % data)


def check(path):
    page = Page()
    with open(path, encoding='utf-8', newline='') as file:
        page.feed(file.read())
    page.close()
    if page.open:
        print('never closed: %s' % page.open)
    for name, count in page.ids.items():
        if count > 1:
            print('id %s: %d times' % (name, count))
    for link in page.links:
        if link[:1] != '#' or link[1:] not in page.ids:
            print('link to %s' % link)
    if page.headings[:1] != [1] or page.headings.count(1) != 1:
        print('not one h1 at the beginning')
    for before, after in zip(page.headings, page.headings[1:]):
        if after > before + 1:
            print('h%d after h%d' % (after, before))
    if "default-src 'none'" not in (page.policy or ''):
        print('no policy')
    print(path, 'read;', ''.join(page.text).count('<script>') > 0 and
          'scripts in it are text' or 'no script in its text')


for name in sys.argv[1:]:
    check(name)
