/** @file What every page must be, whatever is on it. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** axe finds nothing to complain of. */
export async function expectAccessible(page: Page): Promise<void> {
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
