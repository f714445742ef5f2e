// node screenshots.js PAGE.html TERMINAL.txt (in colour) DIRECTORY: the pictures that the
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

// The section whose heading has that id.
async function section(browser, file, id, name, options) {
	const page = await browser.newPage(options);
	await page.goto('file://' + path.resolve(file));
	const box = await page.locator('section:has(#' + id + ')').boundingBox();
	await page.screenshot({ path: name, fullPage: true,
		clip: { x: box.x - 24, y: box.y + 12, width: box.width + 48,
			height: box.height + 8 } });
	await page.close();
}

async function print(browser, file, name) {
	const page = await browser.newPage();
	await page.goto('file://' + path.resolve(file));
	await page.pdf({ path: name, format: 'A4' });
	await page.close();
}

// What the program uses of SGR, in the colours of a common terminal.
const styles = {
	1: 'font-weight:bold', 2: 'opacity:.65', 31: 'color:#ff7b6b',
	32: 'color:#7fd68a', 33: 'color:#e6c15c', 36: 'color:#6cc9d6',
	7: 'background:#ff7b6b;color:#16181a',
};

function pieces(text) {
	return text.split('\x1b[').map((piece, i) => {
		const end = i === 0 ? 0 : piece.indexOf('m') + 1;
		const codes = piece.slice(0, Math.max(0, end - 1)).split(';');
		return [piece.slice(end), codes.includes('7') ?
		    styles[1] + ';' + styles[7] :
		    codes.map((code) => styles[code] || '').join(';')];
	});
}

async function terminal(browser, file, name) {
	const page = await browser.newPage({ viewport: { width: 790, height: 700 } });
	await page.setContent('<body style="margin:0;background:#16181a;color:#e8e6e1">' +
	    '<pre style="margin:1.2rem;font:15px/1.35 \'DejaVu Sans Mono\',monospace"></pre>');
	await page.evaluate((list) => {
		for (const [text, style] of list) {
			const span = document.createElement('span');
			span.textContent = text;
			span.style.cssText = style;
			document.querySelector('pre').append(span);
		}
	}, pieces(fs.readFileSync(file, 'utf8').split('\n').slice(0, 64).join('\n')));
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
	await section(browser, page, 'time', name('time'), { viewport: wide });
	await print(browser, page, path.join(to, 'print.pdf'));
	await terminal(browser, text, name('text'));
	await browser.close();
})();
