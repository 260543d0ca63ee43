import type { Page, Request } from '@playwright/test';
import { openFinishedRender, publishPicture } from './gallery.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { expect, test } from './test.ts';

test('the way of an artwork is gone through with the keyboard, step by step', async ({ page }) => {
	const title = await publishPicture(page, { steps: 40, prompt: 'a blue fish' });
	await page.getByRole('button', { name: 'Show the steps' }).click();
	const slider = page.getByRole('slider', { name: 'Steps' });
	await expect(slider).toHaveAttribute('aria-valuetext', /^Step 40 of 40, loss \d\.\d{3}$/);
	await expect(page.getByRole('img', { name: `${title} at step 40` })).toBeVisible();
	await slider.press('Home');
	await expect(slider).toHaveAttribute('aria-valuetext', /^Step 1 of 40/);
	const first = page.getByRole('img', { name: `${title} at step 1`, exact: true });
	await expect(first).toBeVisible();
	const finished = page.getByRole('img', { name: title }).first();
	expect(await first.boundingBox()).toEqual(await finished.boundingBox());
	await slider.press('ArrowRight');
	await expect(slider).not.toHaveAttribute('aria-valuetext', /^Step 1 of/);
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	await page.getByRole('button', { name: 'Back to the finished picture' }).click();
	await expect(page.getByRole('img', { name: /at step/ })).toHaveCount(0);
});

/** A step of the picture on the page that was not stored while it was rendered, between two that were. */
async function unstoredStep(page: Page): Promise<number> {
	const id = page.url().replace(/^.*\/artworks\//, '');
	const query = 'query ($id: ID!) { artwork(id: $id) { render { steps frames { step } } } }';
	const answer = await page.request.post('/graphql', { data: { query, variables: { id } } });
	const { steps, frames } = (
		(await answer.json()) as {
			data: { artwork: { render: { steps: number; frames: { step: number }[] } } };
		}
	).data.artwork.render;
	const stored = new Set(frames.map(({ step }) => step));
	const found = Array.from({ length: steps }, (_, at) => at + 1).find((step) => !stored.has(step));
	if (found === undefined) throw new Error(`All ${steps} steps were stored on the way`);
	return found;
}

/** The step that a request asks to be decoded; undefined for other requests. */
function wantedStep(request: Request): number | undefined {
	if (!request.url().endsWith('/graphql')) return undefined;
	return (request.postDataJSON() as { variables?: { step?: number } } | null)?.variables?.step;
}

test('a step that was not stored is decoded where the slider rests, once, and the nearest stands until it is there', async ({
	page,
	browser,
}) => {
	const title = await publishPicture(page, { steps: 60, prompt: 'a blue fish' });
	const step = await unstoredStep(page);
	const asked: number[] = [];
	let answer = (): void => undefined;
	const answered = new Promise<void>((resolve) => {
		answer = resolve;
	});
	await page.route('**/graphql', async (route) => {
		const wanted = wantedStep(route.request());
		if (wanted !== undefined) {
			asked.push(wanted);
			await answered;
		}
		await route.continue();
	});
	await page.getByRole('button', { name: 'Show the steps' }).click();
	const slider = page.getByRole('slider', { name: 'Steps' });
	await expect(page.getByRole('img', { name: `${title} at step 60` })).toBeVisible();
	// As when it is dragged there quickly from the end, over 30 places: React takes more in one task for an endless loop.
	await slider.evaluate((input: HTMLInputElement, to) => {
		const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
		const [from, end, places] = [Number(input.max), to - 1, 30];
		for (let place = 1; place <= places; place++) {
			set?.call(input, String(Math.round(from + ((end - from) * place) / places)));
			input.dispatchEvent(new Event('input', { bubbles: true }));
		}
	}, step);
	await expect(slider).toHaveAttribute('aria-valuetext', new RegExp(`^Step ${step} of 60`));
	await expect(page.getByText(`Loading the picture of step ${step};`)).toBeVisible();
	await expect(page.getByRole('img', { name: new RegExp(`^${title} at step`) })).toHaveCount(1);
	await expect(page.getByRole('img', { name: `${title} at step ${step}`, exact: true })).toHaveCount(0);
	await expectAccessible(page);
	answer();
	const exact = page.getByRole('img', { name: `${title} at step ${step}`, exact: true });
	await expect(exact).toBeVisible();
	await expect(page.getByText('Loading the picture')).toHaveCount(0);
	expect(asked).toEqual([step]);
	expect(await exact.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBe(64);
	const source = await exact.getAttribute('src');

	// Whoever comes next finds the same file.
	const other = await browser.newContext({ locale: 'es-ES', viewport: { width: 360, height: 740 } });
	const visitor = await other.newPage();
	await visitor.goto(page.url());
	await visitor.getByRole('button', { name: 'Ver los pasos' }).click();
	const way = visitor.getByRole('slider', { name: 'Pasos' });
	await way.press('Home');
	for (let at = 1; at < step; at++) await way.press('ArrowRight');
	const seen = visitor.getByRole('img', { name: `${title} en el paso ${step}`, exact: true });
	await expect(seen).toHaveAttribute('src', source ?? '');
	await expectAccessible(visitor);
	await expectNoSidewaysScroll(visitor);
	expect((await visitor.request.get(source ?? '')).status()).toBe(200);
	await other.close();
});

test('a finished render shows its steps where its picture is, on a narrow screen too', async ({ browser }) => {
	const context = await browser.newContext({
		locale: 'es-ES',
		viewport: { width: 360, height: 740 },
		colorScheme: 'dark',
	});
	const page = await context.newPage();
	await openFinishedRender(page, { prompt: 'a blue fish', steps: 10 });
	await page.getByRole('button', { name: 'Ver los pasos' }).click();
	const slider = page.getByRole('slider', { name: 'Pasos' });
	await slider.press('Home');
	await expect(slider).toHaveAttribute('aria-valuetext', /^Paso 1 de 10, pérdida/);
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	await context.close();
});
