import { publishPicture } from './gallery.ts';
import { expectAccessible } from './page-checks.ts';
import { expect, test } from './test.ts';

test('the film of a picture is made when somebody asks for it, plays in the page and by its address, and is saved under the title', async ({
	page,
	allowErrors,
}) => {
	// Chromium's own page around a film has styles that the policy of files refuses.
	allowErrors(/^Applying inline style violates/);
	const title = await publishPicture(page, { steps: 6, prompt: 'a blue fish' });
	await page.getByRole('button', { name: 'Make a video' }).click();
	await page.getByRole('button', { name: 'Play the video' }).click();
	// A worker without ffmpeg makes the animated picture only.
	const film = page.getByLabel(`Video of the steps of “${title}”`);
	await expect(film).toBeVisible();
	const isMp4 = (await film.evaluate(({ tagName }) => tagName)) === 'VIDEO';
	test.skip(!isMp4, 'the worker has no ffmpeg');
	await expect(film).toBeFocused();
	const playing = () => film.evaluate((video) => (video as HTMLVideoElement).currentTime > 0);
	await expect.poll(playing).toBe(true);
	await expect(film).toHaveJSProperty('videoWidth', 64);

	await expectAccessible(page);

	const widthOf = async () => (await film.boundingBox())?.width;
	for (const [size, width] of [
		['4×', 256],
		['1×', 64],
	] as const) {
		await page.getByRole('group', { name: 'Size of the video' }).getByText(size).click();
		await expect.poll(widthOf).toBe(width);
	}
	await page.getByLabel('Speed').selectOption('4×');
	await expect(film).toHaveJSProperty('playbackRate', 4);
	const address = (await film.getAttribute('src')) ?? '';

	const saving = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Download the video as MP4' }).click();
	expect((await saving).suggestedFilename()).toBe(`${title.toLowerCase().replaceAll(' ', '-')}.mp4`);

	await page.getByRole('button', { name: 'Back to the picture' }).click();
	await expect(page.getByRole('button', { name: 'Play the video' })).toBeFocused();

	// Opened by itself: in the browser's own page around it, and still there for the next visitor.
	await page.goto(address);
	await expect.poll(() => page.locator('video').evaluate((video) => (video as HTMLVideoElement).readyState)).toBe(4);
});
