import { maximumAlternativeTextLength } from '@galatea/render';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nobody } from '../access/visibility.ts';
import { createGuest } from '../accounts/users.ts';
import { finished, queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { getArtworks, publishRender } from './artworks.ts';
import { updateArtwork } from './update-artwork.ts';

let setting: TestStore;
beforeAll(async () => {
	setting = await testStore();
});
afterAll(() => setting[Symbol.asyncDispose]());

async function published(alternativeText?: string | null) {
	const { store } = setting;
	const userId = (await createGuest(store)).user.id;
	const { id } = await queuedRender(store, {}, { userId });
	await finished(store, id);
	const artwork = await publishRender(store, {
		renderId: id,
		title: 'Apple',
		userId,
		alternativeText: alternativeText ?? null,
	});
	return { artwork, userId };
}

test('its person says what a picture shows when publishing and later, as one paragraph, and may take it back', async () => {
	const { store } = setting;
	const { artwork, userId } = await published('  A red apple\n\n on  blue. ');
	const { id } = artwork;
	const seen = async () => (await getArtworks(store, [id], nobody))[0]?.alternativeText;
	expect([artwork.alternativeText, await seen()]).toEqual(['A red apple on blue.', 'A red apple on blue.']);
	await updateArtwork(store, { id, userId, title: 'Another title' });
	expect(await seen()).toBe('A red apple on blue.');
	expect((await updateArtwork(store, { id, userId, alternativeText: 'An apple 🍎' })).alternativeText).toBe(
		'An apple 🍎',
	);
	await updateArtwork(store, { id, userId, alternativeText: '' });
	expect(await seen()).toBeNull();
	const stranger = (await createGuest(store)).user.id;
	const meddling = updateArtwork(store, { id, userId: stranger, alternativeText: 'Mine' });
	await expect(meddling).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
});

test('nothing is stored where nothing was said, so that a proposal never tells a recipe that is hidden later', async () => {
	expect((await published()).artwork.alternativeText).toBeNull();
});

test('a text that is too long or has control characters is refused, with its place', async () => {
	const { store } = setting;
	const { artwork, userId } = await published('🍎'.repeat(maximumAlternativeTextLength));
	for (const alternativeText of ['a'.repeat(maximumAlternativeTextLength + 1), 'a\u0007b'])
		await expect(updateArtwork(store, { id: artwork.id, userId, alternativeText })).rejects.toMatchObject({
			code: 'INVALID_INPUT',
			issues: [{ path: 'alternativeText' }],
		});
	await expect(published('\0')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});
