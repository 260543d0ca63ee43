import { expect, test } from '@playwright/test';
import { publishPicture } from './gallery.ts';

test('a video of an artwork is made when somebody asks for it, and is still there for the next visitor', async ({
	page,
}) => {
	await publishPicture(page, { steps: 6, prompt: 'a blue fish' });
	await page.getByRole('button', { name: 'Make a video of it' }).click();
	const link = page.getByRole('link', { name: 'Animated WebP' });
	await expect(link).toBeVisible();
	await page.reload();
	const address = (await link.getAttribute('href')) ?? '';
	const video = await page.request.get(address);
	expect(video.headers()['content-type']).toBe('image/webp');
	// Six frames, in the words of the format.
	expect((await video.body()).toString('latin1').split('ANMF')).toHaveLength(7);
});
