// node screenshots.js PAGE.html TERMINAL.txt DIRECTORY: the pictures that the
// README shows.
'use strict';
const path = require('path');
const fs = require('fs');
const { open } = require('./browser.js');

async function shot(browser, file, name, options, height) {
	const page = await browser.newPage(options);
	await page.goto('file://' + path.resolve(file));
	await page.screenshot({ path: name,
		clip: { x: 0, y: 0, width: options.viewport.width, height },
		fullPage: true });
	await page.close();
}

async function print(browser, file, name) {
	const page = await browser.newPage();
	await page.goto('file://' + path.resolve(file));
	await page.pdf({ path: name, format: 'A4' });
	await page.close();
}

async function terminal(browser, file, name) {
	const page = await browser.newPage({ viewport: { width: 860, height: 700 } });
	await page.setContent('<body style="margin:0;background:#16181a;color:#e8e6e1">' +
	    '<pre style="margin:1.2rem;font:15px/1.35 \'DejaVu Sans Mono\',monospace"></pre>');
	await page.evaluate((text) => {
		document.querySelector('pre').textContent = text;
	}, fs.readFileSync(file, 'utf8').split('\n').slice(0, 52).join('\n'));
	await page.screenshot({ path: name, fullPage: true });
	await page.close();
}

(async () => {
	const [page, text, to] = process.argv.slice(2);
	const browser = await open();
	const wide = { width: 1000, height: 900 }, phone = { width: 375, height: 812 };
	const name = (what) => path.join(to, what + '.png');

	await shot(browser, page, name('light'), { viewport: wide }, 1500);
	await shot(browser, page, name('dark'),
	    { viewport: wide, colorScheme: 'dark' }, 1500);
	await shot(browser, page, name('phone'),
	    { viewport: phone, deviceScaleFactor: 1.5 }, 1300);
	await print(browser, page, path.join(to, 'print.pdf'));
	await terminal(browser, text, name('text'));
	await browser.close();
})();
