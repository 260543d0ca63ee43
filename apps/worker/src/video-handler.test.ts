import { hasMovieEncoder, inspectPicture } from '@galatea/pictures';
import { readBlob } from '@galatea/store/files';
import { requestVideo, videosOf } from '@galatea/store/renders';
import { expect, test } from 'vitest';
import { handleRender, openTestGallery } from './test-gallery.ts';

const never = new AbortController().signal;

test('a video that was asked for is made of the steps of the render, and carries its recipe', async () => {
	await using gallery = await openTestGallery();
	const { store, context } = gallery;
	const { id, recipe } = await gallery.request({ steps: 5 });
	await handleRender(context, id, never);
	// The job comes once more without anybody having asked.
	await handleRender(context, id, never);
	expect((await videosOf(store, [id]))[0]?.state).toBe('POSSIBLE');
	await requestVideo(store, id);
	await handleRender(context, id, never);
	const [video] = await videosOf(store, [id]);
	expect(video?.state).toBe('DONE');
	const webp = (await readBlob(store, video?.webpKey ?? '')) ?? new Uint8Array();
	expect(Buffer.from(webp).toString('latin1').split('ANMF')).toHaveLength(1 + 5);
	expect((await inspectPicture(webp)).found[0]).toMatchObject({ writer: 'galatea', recipe });
	expect(video?.mp4Key !== null).toBe(await hasMovieEncoder());
});

test('a worker that must go leaves the video to the next one', async () => {
	await using gallery = await openTestGallery();
	const { id } = await gallery.request({ steps: 2 });
	await handleRender(gallery.context, id, never);
	await requestVideo(gallery.store, id);
	await expect(handleRender(gallery.context, id, AbortSignal.abort())).rejects.toThrow('the worker is being stopped');
	expect((await videosOf(gallery.store, [id]))[0]?.state).toBe('WAITING');
});
