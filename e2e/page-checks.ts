/** @file What every page must be, whatever is on it. */
import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContext, expect, type Page } from '@playwright/test';

/** axe finds nothing to complain of. */
export async function expectAccessible(page: Page): Promise<void> {
	// Colours in the middle of a transition are no colours of the page.
	await page.evaluate(async () => {
		const ends = (animation: Animation) =>
			animation.playState === 'running' && animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
		await Promise.allSettled(
			document
				.getAnimations()
				.filter(ends)
				.map(({ finished }) => finished),
		);
	});
	// The title comes a moment after the page that a link leads to.
	await expect(page).toHaveTitle(/\S/);
	const { violations } = await new AxeBuilder({ page })
		.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
		.analyze();
	expect(
		violations.map(
			({ id, nodes }) =>
				`${id}: ${nodes
					.map((node) => node.html.slice(0, 200))
					.slice(0, 5)
					.join(' ')}`,
		),
	).toEqual([]);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
	const width = page.viewportSize()?.width ?? 0;
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
}

const noted = '__galateaViolations';

/** From now on the pages of a context note what their Content-Security-Policy refuses them; {@link expectOwnPolicy} reads it. */
export async function noteViolations(context: BrowserContext): Promise<void> {
	await context.addInitScript((name) => {
		const violations: string[] = [];
		Object.assign(globalThis, { [name]: violations });
		document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
			violations.push(`${violatedDirective} refused ${blockedURI} at ${sourceFile}:${lineNumber}`),
		);
	}, noted);
}

/** The page runs by the scripts that its policy allows, and needs nothing that it refuses. */
export async function expectOwnPolicy(page: Page): Promise<void> {
	const [violations, nonces] = await page.evaluate(
		(name) => [
			(globalThis as unknown as Record<string, readonly string[] | undefined>)[name],
			[...document.scripts].filter(({ nonce }) => nonce !== '').length,
		],
		noted,
	);
	expect(violations).toEqual([]);
	expect(nonces).toBeGreaterThan(0);
}
