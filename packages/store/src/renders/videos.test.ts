import { expect, test } from 'vitest';
import { saveBlob } from '../files/blobs.ts';
import { claimed, finished, picture, queuedRender, testStore } from '../testing/test-store.ts';
import { appendEvent, finishRender } from './attempts.ts';
import { findFilm } from './films.ts';
import { queuedRenders } from './renders.ts';
import { failVideo, finishVideo, requestVideo, videosOf } from './videos.ts';

test('a video is asked for once, tried again after a failure, and then stays', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { id } = await queuedRender(store);
	await claimed(store, id);
	await appendEvent(store, id, 1, { type: 'started', fromStep: 0 });
	const filmKey = await saveBlob(store, Uint8Array.of(1, 2), 'film');
	await expect(requestVideo(store, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await finishRender(store, {
		renderId: id,
		attempt: 1,
		step: 20,
		image: picture(),
		thumbnail: picture('webp'),
		filmKey,
	});
	expect(await findFilm(store, id)).toEqual(Buffer.from([1, 2]));
	const state = async () => (await videosOf(store, [id]))[0]?.state;
	expect(await state()).toBe('POSSIBLE');
	expect((await requestVideo(store, id)).state).toBe('WAITING');
	// Whose job was lost is handed to the queue again.
	expect(await queuedRenders(store)).toEqual([{ id, packId: 'starter' }]);
	await failVideo(store, id, 'no room\0');
	expect(await state()).toBe('FAILED');
	expect(await queuedRenders(store)).toEqual([]);
	expect((await requestVideo(store, id)).state).toBe('WAITING');
	await finishVideo(store, id, { webpKey: 'a.webp', mp4Key: null });
	// Neither a late failure nor asking again takes it away.
	await failVideo(store, id, 'late');
	expect(await queuedRenders(store)).toEqual([]);
	expect(await requestVideo(store, id)).toEqual({ state: 'DONE', webpKey: 'a.webp', mp4Key: null });
});

test('of a render whose steps were not kept there is none', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { id } = await queuedRender(store);
	await finished(store, id);
	expect((await videosOf(store, ['rnd_none', id])).map((video) => video.state)).toEqual(['NONE', 'NONE']);
	await expect(requestVideo(store, id)).rejects.toThrow('were not kept');
	expect(await findFilm(store, id)).toBeNull();
});
