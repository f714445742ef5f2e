// node a11y.js FILE.html...: axe-core in headless Chromium, each page in light
// and in dark, on a wide window and on a phone. Exit 1 when it finds anything,
// when a page is wider than its window, or when the page's policy was broken.
'use strict';
const path = require('path');
const fs = require('fs');
const { open } = require('./browser.js');

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

async function check(browser, file, scheme, width) {
	const page = await browser.newPage({
		viewport: { width, height: 900 }, colorScheme: scheme,
		bypassCSP: true, // for axe itself; the policy is looked at below
	});
	await page.goto('file://' + path.resolve(file));
	await page.evaluate(axe);
	const result = await page.evaluate(() => axe.run(document, {
		runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
			'best-practice'],
	}));
	const wide = await page.evaluate(() =>
		document.documentElement.scrollWidth > innerWidth);
	await page.close();
	for (const v of result.violations)
		for (const node of v.nodes)
			console.log(`  ${v.id}: ${v.help}: ${node.target} ${node.failureSummary}`);
	if (wide)
		console.log('  wider than its window');
	console.log(`${path.basename(file)}, ${scheme}, ${width} px: ` +
	    `${result.violations.length} violations, ${result.passes.length} rules passed, ` +
	    `${result.incomplete.length} undecided`);
	return result.violations.length + (wide ? 1 : 0);
}

async function policy(browser, file) {
	const page = await browser.newPage();
	const said = [];
	page.on('console', (message) => said.push(message.text()));
	page.on('request', (request) => {
		if (!request.url().startsWith('file:'))
			said.push('asked for ' + request.url());
	});
	await page.goto('file://' + path.resolve(file));
	const family = await page.evaluate(() =>
		getComputedStyle(document.querySelector('.skip')).position);
	if (family !== 'absolute')
		said.push('its style does not apply');
	await page.close();
	for (const text of said)
		console.log('  ' + text);
	return said.length;
}

(async () => {
	const browser = await open();
	let bad = 0;
	for (const file of process.argv.slice(2)) {
		bad += await policy(browser, file);
		for (const scheme of ['light', 'dark'])
			for (const width of [1280, 375])
				bad += await check(browser, file, scheme, width);
	}
	await browser.close();
	process.exit(bad > 0 ? 1 : 0);
})();
