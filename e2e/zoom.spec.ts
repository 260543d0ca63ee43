import type { Locator, Page } from '@playwright/test';
import { publishPicture } from './gallery.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { expect, test } from './test.ts';

interface Box {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

async function boxOf(locator: Locator): Promise<Box> {
	const box = await locator.boundingBox();
	if (!box) throw new Error('The picture is not on the page');
	return box;
}

/** Which part of the picture lies at a point of the window, from 0 to 1. */
function partAt(box: Box, point: { readonly x: number; readonly y: number }) {
	return { x: (point.x - box.x) / box.width, y: (point.y - box.y) / box.height };
}

async function scriptsOf(page: Page): Promise<number> {
	return page.evaluate(
		() => performance.getEntriesByType('resource').filter(({ name }) => new URL(name).pathname.endsWith('.js')).length,
	);
}

test('a picture is looked at closely by mouse, wheel and keys, and the focus comes back', async ({ browser }) => {
	const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
	const page = await context.newPage();
	const title = await publishPicture(page, { prompt: 'a blue fish' });
	await page.reload({ waitUntil: 'networkidle' });
	const scripts = await scriptsOf(page);
	await page.getByRole('img', { name: title }).first().click();
	const dialog = page.getByRole('dialog', { name: `${title}, enlarged` });
	const picture = dialog.getByRole('img', { name: title });
	await expect(picture).toBeVisible();
	// Nothing of it was loaded before.
	expect(await scriptsOf(page)).toBeGreaterThan(scripts);
	await expectAccessible(page);
	const whole = await boxOf(picture);
	const stage = await boxOf(picture.locator('..'));
	expect(whole.height).toBeCloseTo(stage.height, 0);
	expect(whole.x + whole.width / 2).toBeCloseTo(stage.x + stage.width / 2, 0);
	await expect(picture).toHaveCSS('image-rendering', 'pixelated');

	// Keys: about the middle, then aside, and back to the whole.
	await page.keyboard.press('+');
	await page.keyboard.press('+');
	await page.keyboard.press('+');
	const nearness = async () => (await boxOf(picture)).width / whole.width;
	const left = async () => (await boxOf(picture)).x;
	await expect.poll(nearness).toBeCloseTo(1.5 ** 3, 2);
	const near = await boxOf(picture);
	await page.keyboard.press('ArrowRight');
	await expect.poll(left).toBeCloseTo(near.x - stage.width / 8, 0);
	await page.keyboard.press('ArrowLeft');
	await expect.poll(left).toBeCloseTo(near.x, 0);
	await page.keyboard.press('-');
	await expect.poll(nearness).toBeCloseTo(1.5 ** 2, 2);

	// The wheel: what lies under the pointer stays there.
	const point = { x: stage.x + stage.width * 0.6, y: stage.y + stage.height * 0.3 };
	const before = await boxOf(picture);
	await page.mouse.move(point.x, point.y);
	await page.mouse.wheel(0, -200);
	await expect.poll(async () => (await boxOf(picture)).width).toBeGreaterThan(before.width * 1.2);
	const after = await boxOf(picture);
	expect(partAt(after, point).x).toBeCloseTo(partAt(before, point).x, 2);
	expect(partAt(after, point).y).toBeCloseTo(partAt(before, point).y, 2);

	// Dragging moves it along; it never leaves the window.
	await page.mouse.down();
	await page.mouse.move(point.x + 40, point.y + 25, { steps: 4 });
	await page.mouse.up();
	await expect
		.poll(async () => {
			const dragged = await boxOf(picture);
			return [dragged.x - after.x, dragged.y - after.y].map(Math.round);
		})
		.toEqual([40, 25]);
	await page.mouse.down();
	await page.mouse.move(point.x + 5_000, point.y, { steps: 4 });
	await page.mouse.up();
	await expect.poll(left).toBeCloseTo(stage.x, 0);

	await page.keyboard.press('0');
	await expect.poll(() => boxOf(picture)).toEqual(whole);
	const seen = await picture.evaluateHandle((image) => {
		const widths: number[] = [];
		const look = () => {
			widths.push(image.getBoundingClientRect().width);
			requestAnimationFrame(look);
		};
		look();
		return widths;
	});
	await page.mouse.dblclick(point.x, point.y);
	await expect.poll(nearness).toBeCloseTo(2, 1);
	// At once, since nothing is to glide: no frame shows anything between.
	const between = (await seen.jsonValue()).filter((width) => {
		const near = width / whole.width;
		return Math.abs(near - 1) > 0.05 && Math.abs(near - 2) > 0.05;
	});
	expect(between).toEqual([]);

	const button = page.getByRole('button', { name: 'Zoom in on the picture' });
	await page.keyboard.press('Escape');
	await expect(dialog).toHaveCount(0);
	await expect(button).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(picture).toBeVisible();
	await dialog.getByRole('button', { name: 'Close' }).click();
	await expect(button).toBeFocused();
	await page.keyboard.press('z');
	await expect(picture).toBeVisible();
	await context.close();
});

test('two fingers bring a picture nearer on a narrow screen, and what lies between them stays there', async ({
	browser,
}) => {
	const owner = await browser.newPage({ locale: 'en-GB' });
	const title = await publishPicture(owner, { prompt: 'a blue fish' });
	const context = await browser.newContext({
		locale: 'es-ES',
		viewport: { width: 360, height: 740 },
		colorScheme: 'dark',
		hasTouch: true,
		isMobile: true,
	});
	const page = await context.newPage();
	await page.goto(owner.url(), { waitUntil: 'networkidle' });
	await page.getByRole('button', { name: 'Ampliar la imagen' }).tap();
	const dialog = page.getByRole('dialog', { name: `${title}, ampliada` });
	const picture = dialog.getByRole('img', { name: title });
	await expect(picture).toBeVisible();
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	// As high as the window first, so that it may lie anywhere.
	const whole = await boxOf(picture);
	for (let press = 0; press < 2; press++) await dialog.getByRole('button', { name: 'Acercar' }).tap();
	await expect.poll(async () => (await boxOf(picture)).width / whole.width).toBeCloseTo(1.5 ** 2, 2);
	const before = await boxOf(picture);
	const session = await context.newCDPSession(page);
	const middle = { x: 180, y: 300 };
	const fingers = (apart: number) => [
		{ x: middle.x - apart / 2, y: middle.y, id: 1 },
		{ x: middle.x + apart / 2, y: middle.y, id: 2 },
	];
	const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: ReturnType<typeof fingers>) =>
		session.send('Input.dispatchTouchEvent', { type, touchPoints });
	await touch('touchStart', fingers(80));
	for (const apart of [90, 100, 110, 120]) await touch('touchMove', fingers(apart));
	await touch('touchEnd', []);
	await expect.poll(async () => (await boxOf(picture)).width / before.width).toBeCloseTo(1.5, 1);
	const after = await boxOf(picture);
	expect(partAt(after, middle).x).toBeCloseTo(partAt(before, middle).x, 2);
	expect(partAt(after, middle).y).toBeCloseTo(partAt(before, middle).y, 2);
	await dialog.getByRole('button', { name: 'Cerrar' }).tap();
	await expect(dialog).toHaveCount(0);
	await context.close();
	await owner.close();
});
