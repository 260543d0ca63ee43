/** @file A collection saved from its page, and opened where there is no gallery. */
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { openPromise } from 'yauzl';
import { newMember } from './member.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { seedArtwork, seedCollection } from './seed.ts';
import { expect, test } from './test.ts';

/** Unpacks an archive into a folder. */
async function unpack(archive: string, folder: string): Promise<void> {
	// Names that would lead out of the folder are an error of the reader.
	const zip = await openPromise(archive, { lazyEntries: true });
	for await (const entry of zip.eachEntry()) {
		const place = join(folder, entry.fileName);
		await mkdir(dirname(place), { recursive: true });
		await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(place));
	}
}

test('a collection is saved with its pictures, and its page opens without the gallery', async ({ browser }) => {
	const { context, page } = await newMember(browser);
	const work = await seedArtwork(context.request, { prompt: 'a red apple' });
	const { path } = await seedCollection(context.request, {
		title: 'Still lifes',
		artworkIds: [work.id],
		note: 'Not <b>still</b> for long',
	});
	await page.goto(path);
	const saving = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Save as ZIP' }).click();
	const file = await saving;
	expect(file.suggestedFilename()).toBe('still-lifes.zip');

	const folder = await mkdtemp(join(tmpdir(), 'galatea-archive-'));
	try {
		await unpack(await file.path(), folder);
		const alone = await browser.newContext({ offline: true, viewport: { width: 360, height: 740 } });
		const saved = await alone.newPage();
		const asked: string[] = [];
		saved.on('request', (request) => asked.push(request.url()));
		await saved.goto(pathToFileURL(join(folder, 'index.html')).href);
		await expect(saved.getByRole('heading', { level: 1 })).toHaveText('Still lifes');
		await expect(saved.getByText('Not <b>still</b> for long')).toBeVisible();
		const picture = saved.getByRole('img', { name: 'a red apple' });
		await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(64);
		expect(asked.filter((address) => !address.startsWith('file:'))).toEqual([]);
		await expectAccessible(saved);
		await expectNoSidewaysScroll(saved);
		await alone.close();
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
	await context.close();
});
