import { createReadStream } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { publishPicture } from './gallery.ts';
import { expect, test } from './test.ts';

/** What files begin with, and after how many bytes. */
const beginnings: Readonly<Record<string, readonly [offset: number, text: string]>> = {
	png: [1, 'PNG'],
	webp: [0, 'RIFF'],
	jpg: [0, '\xff\xd8\xff'],
	avif: [4, 'ftypavif'],
	mp4: [4, 'ftyp'],
};

/** Clicks a link that saves a file; returns its name, once it begins as its ending says. */
async function save(page: Page, link: Locator): Promise<string> {
	const saving = page.waitForEvent('download');
	await link.click();
	const file = await saving;
	const name = file.suggestedFilename();
	const [offset, text] = beginnings[name.split('.').at(-1) ?? ''] ?? [0, 'no such kind'];
	const bytes: Buffer[] = [];
	for await (const part of createReadStream(await file.path(), { end: 31 })) bytes.push(part);
	expect(Buffer.concat(bytes).toString('latin1', offset, offset + text.length)).toBe(text);
	return name;
}

/** Opens a picture's address by itself, as whoever follows a link to it. */
async function look(page: Page, address: string): Promise<void> {
	await page.goto(address);
	const widthOf = () => page.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth);
	await expect.poll(widthOf).toBeGreaterThan(0);
}

test('every link that leads to a file saves it under the title or shows it', async ({ page, allowErrors }) => {
	// Chromium's own page around a picture has styles that the policy of files refuses.
	allowErrors(/^Applying inline style violates/);
	const title = await publishPicture(page, { steps: 2 });
	await page.getByRole('button', { name: 'Make a video' }).click();
	await expect(page.getByRole('button', { name: 'Play the video' })).toBeVisible();
	const shown = [
		await page.getByRole('img', { name: title }).first().getAttribute('src'),
		await page.locator('meta[property="og:image"]').getAttribute('content'),
	];
	const render = await page.getByRole('link', { name: 'Open the render' }).getAttribute('href');
	const saved: string[] = [];
	for (const path of [page.url(), render ?? '']) {
		await page.goto(path);
		const links = page.locator('a[download], a[href*="/files/"], a[href*="/downloads/"], a[href*="/cards/"]');
		for (const link of await links.all())
			if ((await link.getAttribute('download')) !== null) saved.push(await save(page, link));
			else shown.push(await link.getAttribute('href'));
	}
	const name = title.toLowerCase().replaceAll(' ', '-');
	// The PNG is saved from both pages.
	const pictures = ['avif', 'jpg', 'png', 'png', 'webp', 'webp'].map((ending) => `${name}.${ending}`);
	// A worker without ffmpeg makes no MP4.
	expect(saved.filter((each) => !each.endsWith('.mp4')).sort()).toEqual(pictures);
	for (const each of saved) expect(each.startsWith(`${name}.`)).toBe(true);
	for (const address of shown) await look(page, address ?? '');
});
