import { brotliCompressSync } from 'node:zlib';
import type { Browser, Page } from '@playwright/test';
import { seedRender } from './seed.ts';
import { expect, test } from './test.ts';

/** JavaScript that a page names in its own HTML, in thousands of bytes as brotli makes them. */
const scriptBudgetsKb = { feed: 130, artwork: 150, create: 190 };
/** How far things on a page may move while it loads (Cumulative Layout Shift). */
const largestShift = 0.02;
/** When the largest thing of a page is painted (Largest Contentful Paint), the median of {@link loads}. */
const largestPaintBudgetMs = 2_000;
/** One load alone says what else this machine was doing; odd, so that there is a middle one. */
const loads = 5;
/** A phone of the middle class on 4G, as Lighthouse has it: four times as slow, 150 ms, 1.6 Mbit/s. */
const phone = {
	processor: 4,
	network: { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 },
};

type Name = keyof typeof scriptBudgetsKb;

// Until the worker of a gallery that has just started is there, pages say so, and move when it comes.
test.beforeAll(async ({ browser }) => {
	const context = await browser.newContext();
	await seedRender(context.request);
	await context.close();
});

async function addressOf(name: Name, page: Page): Promise<string> {
	if (name === 'feed') return '/';
	if (name === 'create') return '/create';
	await page.goto('/');
	return (await page.getByRole('article').first().getByRole('link').first().getAttribute('href')) ?? '';
}

for (const name of ['feed', 'artwork', 'create'] as const) {
	test(`the ${name} page asks for at most ${scriptBudgetsKb[name]} kB of JavaScript before it works`, async ({
		page,
	}) => {
		const html = await (await page.request.get(await addressOf(name, page))).text();
		// Those for browsers that know no modules are loaded by no other.
		const tags = [...html.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="(\/_next\/[^"]+?\.js)[^>]*>/g)];
		const scripts = new Set(tags.flatMap(([tag, file]) => (/\bnomodule\b/i.test(tag) ? [] : [file ?? ''])));
		expect(scripts.size).toBeGreaterThan(0);
		let bytes = 0;
		for (const script of scripts) bytes += brotliCompressSync(await (await page.request.get(script)).body()).length;
		test.info().annotations.push({ type: 'first-load JavaScript', description: `${(bytes / 1_000).toFixed(1)} kB` });
		expect(bytes / 1_000).toBeLessThanOrEqual(scriptBudgetsKb[name]);
	});

	// Budget: 60 s, as it loads the page five times on a phone that is four times as slow.
	test(`the ${name} page is painted within ${largestPaintBudgetMs} ms on a slow phone, and nothing moves while it loads`, async ({
		browser,
		page,
	}) => {
		const address = await addressOf(name, page);
		// A server that has just started compiles as it answers; visitors come to one that runs.
		await page.goto(address);
		const seen = [];
		for (let load = 0; load < loads; load++) seen.push(await loadOnPhone(browser, address));
		const paints = seen.map(({ largestPaintMs }) => Math.round(largestPaintMs)).sort((one, other) => one - other);
		const description = `${paints.join(', ')} ms`;
		test.info().annotations.push({ type: 'largest contentful paint', description });
		expect(paints[0]).toBeGreaterThan(0);
		expect(paints[Math.floor(loads / 2)]).toBeLessThanOrEqual(largestPaintBudgetMs);
		for (const { shift } of seen) expect(shift).toBeLessThanOrEqual(largestShift);
	});
}

/** Loads a page in a new browser context and scrolls through it once; tells the largest paint before and what moved meanwhile. */
async function loadOnPhone(browser: Browser, address: string) {
	const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'en-GB' });
	const page = await context.newPage();
	await page.addInitScript(() => {
		const seen = { shift: 0, largestPaintMs: 0 };
		Object.assign(window, { seen });
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
				if (!entry.hadRecentInput) seen.shift += entry.value;
		}).observe({ type: 'layout-shift', buffered: true });
		new PerformanceObserver((list) => {
			for (const { startTime } of list.getEntries()) seen.largestPaintMs = startTime;
		}).observe({ type: 'largest-contentful-paint', buffered: true });
	});
	const session = await context.newCDPSession(page);
	await session.send('Emulation.setCPUThrottlingRate', { rate: phone.processor });
	await session.send('Network.enable');
	await session.send('Network.emulateNetworkConditions', phone.network);
	await page.goto(address, { waitUntil: 'load' });
	await page.waitForLoadState('networkidle');
	const seenBy = () =>
		page.evaluate(() => (window as unknown as { seen: { shift: number; largestPaintMs: number } }).seen);
	// The largest paint is that of what one sees first. What scrolling brings into view comes as late as one scrolls.
	const { largestPaintMs } = await seenBy();
	await page.evaluate(async () => {
		for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight / 2) {
			scrollTo(0, top);
			await new Promise((resume) => requestAnimationFrame(() => requestAnimationFrame(resume)));
		}
	});
	await page.waitForLoadState('networkidle');
	const { shift } = await seenBy();
	await context.close();
	return { shift, largestPaintMs };
}
