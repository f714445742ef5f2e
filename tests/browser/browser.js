// A headless Chromium, Debian's unless $CHROMIUM names another.
'use strict';
const { chromium } = require('playwright-core');

exports.open = () => chromium.launch({
	executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
	args: ['--no-sandbox', '--font-render-hinting=none'],
});
