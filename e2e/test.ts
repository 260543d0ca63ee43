/**
 * @file The `test` of every spec. Each test asks from an address of its own, so that none meets a limit that others have used
 * up, and it fails when a page throws, logs an error or misses a file, unless the test says that this is to be expected.
 */
import { randomBytes } from 'node:crypto';
import { type BrowserContext, test as base, expect } from '@playwright/test';

export { expect };

interface Fixtures {
	/** Names errors that the pages of this test may report; all others fail it. */
	readonly allowErrors: (...errors: readonly RegExp[]) => void;
}

/**
 * Chromium's word for a message that was lost because its socket had just begun to close, as when a page is left. The client of
 * subscriptions hears of the close next and asks again through another socket.
 */
const lostMessage = /^WebSocket is already in CLOSING or CLOSED state/;

/** An address as a proxy on this machine would name it: the gallery believes a proxy there. */
function newAddress(): string {
	const [one, two, three] = randomBytes(3);
	return `10.${one}.${two}.${three}`;
}

export const test = base.extend<Fixtures>({
	// biome-ignore lint/correctness/noEmptyPattern: Playwright reads from this pattern that the fixture needs no other.
	extraHTTPHeaders: async ({}, use) => {
		await use({ 'x-forwarded-for': newAddress() });
	},
	allowErrors: [
		async ({ browser }, use) => {
			const allowed: RegExp[] = [lostMessage];
			const watch = watchErrors();
			browser.on('context', watch.context);
			await use((...errors) => {
				allowed.push(...errors);
			});
			browser.off('context', watch.context);
			const unexpected = watch.errors().filter((error) => !allowed.some((pattern) => pattern.test(error)));
			expect(unexpected, 'errors that pages reported and the test does not expect').toEqual([]);
		},
		{ auto: true },
	],
});

/** Gathers what the pages of browser contexts report from now on. */
function watchErrors() {
	const reported: { readonly text: string; readonly source: string; readonly page: string }[] = [];
	/** Pages that a test opened and whose status it may judge itself, such as 404. */
	const refusedPages = new Set<string>();
	return {
		context(context: BrowserContext): void {
			context.on('response', (response) => {
				if (response.status() >= 400 && response.request().isNavigationRequest()) refusedPages.add(response.url());
			});
			context.on('console', (message) => {
				if (message.type() !== 'error') return;
				reported.push({ text: message.text(), source: message.location().url, page: message.page()?.url() ?? '' });
			});
			context.on('weberror', (webError) => {
				const { stack, message } = webError.error();
				reported.push({ text: stack ?? message, source: '', page: webError.page()?.url() ?? '' });
			});
		},
		/** One text for each, with the file that was missed and the page that reported it. */
		errors(): readonly string[] {
			return reported
				.filter(({ text, source }) => !(text.startsWith('Failed to load resource') && refusedPages.has(source)))
				.map(({ text, source, page }) => `${text}${source && ` (${source})`} on ${page}`);
		},
	};
}
