/** @file What the tests do again and again, in the words of a visitor. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { type SeedArtwork, type SeedRecipe, seedArtwork, seedRender, startRender } from './seed.ts';

/** Fills the form of the create page, sends it, and waits for the page of the render. Returns its address. */
export async function askForRender(page: Page, request: SeedRecipe = {}): Promise<string> {
	const { prompt = 'a red apple on a blue background', sizePx = 64, steps = 20, seed = '' } = request;
	const { widthPx = sizePx, heightPx = sizePx } = request;
	await page.goto('/create');
	await page.getByLabel('What should the picture show?').fill(prompt);
	await page.getByLabel('Width').fill(String(widthPx));
	await page.getByLabel('Height').fill(String(heightPx));
	await page.getByLabel('Steps', { exact: true }).fill(String(steps));
	await page.getByLabel('Seed', { exact: true }).fill(seed);
	await page.getByRole('button', { name: 'Render', exact: true }).click();
	await page.waitForURL(/\/renders\/rnd_/);
	return page.url();
}

/** The picture of a render page, whatever it shows at the moment. */
export function pictureOf(page: Page): Locator {
	return page.locator('main img[alt^="The picture so far"]');
}

/** Waits for a state of the render on the page. */
export async function waitForState(page: Page, state: string, timeoutMs = 200_000): Promise<void> {
	await expect(page.locator(`[data-state="${state}"]`)).toBeVisible({ timeout: timeoutMs });
}

/** The step that the page shows; 0 while it shows none. */
export async function stepOn(page: Page): Promise<number> {
	const [text] = await page
		.locator('[data-step]')
		.evaluateAll((elements) => elements.map((element) => element.getAttribute('data-step')));
	return Number(text ?? 0);
}

/** Waits until at least `step` steps are done. */
export async function waitForStep(page: Page, step: number, timeoutMs = 200_000): Promise<void> {
	await expect.poll(() => stepOn(page), { timeout: timeoutMs, intervals: [100] }).toBeGreaterThanOrEqual(step);
}

/**
 * Waits until React has taken over what the server sent, with the listeners that it adds after that: keys and clicks that come
 * before are lost.
 */
export async function untilHydrated(page: Page): Promise<void> {
	await page.waitForFunction(() =>
		[...document.querySelectorAll('main :is(a, button, input, textarea, select)')].every((element) =>
			Object.keys(element).some((key) => key.startsWith('__reactProps')),
		),
	);
	await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}

/** Publishes a small picture of the person of the page; ends on its page and returns the title. */
export async function publishPicture(page: Page, artwork: SeedArtwork = {}): Promise<string> {
	const { path, title } = await seedArtwork(page.request, artwork);
	await page.goto(path);
	await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
	await untilHydrated(page);
	return title;
}

/** Asks for a render in the name of the person of the page, and opens its page. Returns its address. */
export async function watchRender(page: Page, recipe: SeedRecipe = {}): Promise<string> {
	await page.goto(`/renders/${await startRender(page.request, { steps: 20, ...recipe })}`);
	await untilHydrated(page);
	return page.url();
}

/** Renders a small picture of the person of the page, and opens the page of the render. Returns its address. */
export async function openFinishedRender(page: Page, recipe: SeedRecipe = {}): Promise<string> {
	await page.goto(`/renders/${await seedRender(page.request, recipe)}`);
	await waitForState(page, 'DONE');
	await untilHydrated(page);
	return page.url();
}

/** Stops the render on the page, so that the next test need not wait for it. */
export async function stopRender(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Stop rendering' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Stop it' }).click();
	await waitForState(page, 'CANCELLED');
}

/** Process id of the worker that the launcher started. */
export function workerProcessId(): number {
	const folder = process.env['GALATEA_E2E_DATA_DIR'] ?? join(import.meta.dirname, '..', '.galatea');
	const id = Number(readFileSync(join(folder, 'run', 'worker.pid'), 'utf8'));
	if (!Number.isInteger(id) || id <= 1) throw new Error(`run/worker.pid in ${folder} names no process`);
	return id;
}
