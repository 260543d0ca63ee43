import { copyArtwork } from '@galatea/testing';
import type { CDPSession, Page } from '@playwright/test';
import { newMember } from './member.ts';
import { seedArtwork } from './seed.ts';
import { expect, test } from './test.ts';

const cards = 2_000;
/** Cards before anything is compared: what is loaded once is loaded by then. */
const settledCards = 240;
/** Nodes and listeners are those of the same cards, and of whatever else the page keeps; measured: 0.5 % fewer. */
const moreNodes = 1.1;
/** What was read of the list is kept, for who comes back to it: title, prompt, addresses of files, and its place. */
const bytesOfCard = 2_000;
/** Twice more through the wall when all of it is there: nothing is read, so nothing may stay. */
const bytesOfScrolling = 1_000_000;
/** Of the wall and what hangs on it, as Cumulative Layout Shift counts it. */
const largestShift = 0.02;

interface Measured {
	readonly nodes: number;
	readonly listeners: number;
	readonly heapBytes: number;
}

/** A layout-shift entry; TypeScript's library does not know it. */
interface Shift {
	readonly value: number;
	readonly sources: readonly { readonly node: Node | null }[];
}

/** What the page holds on to, after the garbage is gone. */
async function measure(session: CDPSession): Promise<Measured> {
	await session.send('HeapProfiler.collectGarbage');
	const { metrics } = await session.send('Performance.getMetrics');
	const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
	return { nodes: of('Nodes'), listeners: of('JSEventListeners'), heapBytes: of('JSHeapUsedSize') };
}

/** Reads on until so many cards are known, or all, as somebody does who scrolls and asks for more. */
async function readOn(page: Page, until: number): Promise<void> {
	await page.evaluate(async (wanted) => {
		const known = (): number =>
			Math.max(...[...document.querySelectorAll('[aria-posinset]')].map((card) => Number(card.ariaPosInSet)));
		const more = () => document.querySelector<HTMLAnchorElement>('main a[aria-disabled]');
		while (known() < wanted && more()) {
			scrollTo(0, document.documentElement.scrollHeight);
			if (more()?.ariaDisabled === 'false') more()?.click();
			await new Promise((resume) => requestAnimationFrame(resume));
		}
	}, until);
}

/** From the top to the bottom of the wall, in steps of two windows. */
async function scrollThrough(page: Page): Promise<void> {
	await page.evaluate(async () => {
		for (let top = 0; top < document.documentElement.scrollHeight; top += 2 * innerHeight) {
			scrollTo(0, top);
			await new Promise((resume) => requestAnimationFrame(() => requestAnimationFrame(resume)));
		}
	});
}

/**
 * Back at the top of the wall, after a look at what is below: the same cards hang there however long the wall is, and
 * React has drawn since it took the others away. Until then it keeps them, as the state before the last.
 */
async function returnToTop(page: Page): Promise<void> {
	await page.evaluate(async () => {
		for (const top of [2 * innerHeight, 4 * innerHeight, innerHeight, 0]) {
			scrollTo(0, top);
			await new Promise((resume) => requestAnimationFrame(() => requestAnimationFrame(resume)));
		}
	});
	await expect(page.locator('[aria-posinset="1"]')).toBeInViewport();
}

// Budget: 120 s, as it scrolls through 2,000 pictures four times in each layout.
test(`a wall of ${cards.toLocaleString('en')} pictures is scrolled to its end: nothing piles up, and nothing jumps`, async ({
	browser,
	baseURL,
}) => {
	test.setTimeout(600_000);
	const databaseUrl = process.env['GALATEA_E2E_DATABASE_URL'];
	test.skip(!databaseUrl, 'GALATEA_E2E_DATABASE_URL does not name the database of the gallery; npm test does');
	const { page, context, handle } = await newMember(browser, { viewport: { width: 1280, height: 800 } });
	// Theirs alone, so that other tests find the gallery as it was.
	const { id } = await seedArtwork(page.request, {
		...{ steps: 2, title: `Of ${handle}`, tags: [handle], visibility: 'PRIVATE' },
	});
	await copyArtwork(databaseUrl ?? '', id, cards - 1);
	await page.addInitScript(() => {
		const seen = { shift: 0 };
		Object.assign(window, { seen });
		new PerformanceObserver((list) => {
			// What stands below the wall goes down when there is more of it.
			for (const { value, sources } of list.getEntries() as unknown as readonly Shift[])
				if (sources.some(({ node }) => node instanceof Element && node.closest('[role=feed]'))) seen.shift += value;
		}).observe({ type: 'layout-shift', buffered: true });
	});
	for (const layout of ['masonry', 'grid']) {
		await context.addCookies([{ name: 'galatea_wall', value: layout, url: baseURL ?? '' }]);
		await page.goto('/');
		await expect(page.getByRole('feed')).toHaveAttribute('data-layout', layout);
		const session = await context.newCDPSession(page);
		await session.send('Performance.enable');
		await readOn(page, settledCards);
		await scrollThrough(page);
		await returnToTop(page);
		const settled = await measure(session);
		await readOn(page, Number.POSITIVE_INFINITY);
		await expect(page.locator(`[aria-setsize="-1"]`)).toHaveCount(0);
		const length = Number(await page.getByRole('article').last().getAttribute('aria-setsize'));
		expect(length).toBeGreaterThanOrEqual(cards);
		// On a slow machine the wall is still at work for a moment; what piles up would never go.
		const held = async (): Promise<Measured> => {
			let found = settled;
			await expect(async () => {
				await returnToTop(page);
				found = await measure(session);
				expect(found.nodes).toBeLessThanOrEqual(moreNodes * settled.nodes);
			}).toPass({ timeout: 60_000 });
			return found;
		};
		await scrollThrough(page);
		const whole = await held();
		await scrollThrough(page);
		await scrollThrough(page);
		const again = await held();
		const description = JSON.stringify({ layout, length, settled, whole, again });
		test.info().annotations.push({ type: 'held by the page', description });
		for (const each of [whole, again]) {
			expect(each.nodes).toBeLessThanOrEqual(moreNodes * settled.nodes);
			expect(each.listeners).toBeLessThanOrEqual(moreNodes * settled.listeners);
		}
		expect(whole.heapBytes - settled.heapBytes).toBeLessThanOrEqual(bytesOfCard * (length - settledCards));
		expect(again.heapBytes - whole.heapBytes).toBeLessThanOrEqual(bytesOfScrolling);
		const { shift } = await page.evaluate(() => (window as unknown as { seen: { shift: number } }).seen);
		expect(shift).toBeLessThanOrEqual(largestShift);
		await session.detach();
	}
	await context.close();
});
