import { publishRender } from '@galatea/store/artworks';
import { onCaptionRanking } from '@galatea/store/database';
import { findCaptionRanking, requestCaptionRanking } from '@galatea/store/meaning';
import { workerBeat } from '@galatea/store/renders';
import { expect, test } from 'vitest';
import { openCaptionTask } from './caption-task.ts';
import { handleRender, openTestGallery, type TestGallery } from './test-gallery.ts';

const never = new AbortController().signal;

/** Asks for a ranking, and waits until a worker has said something of it. */
async function ranked(
	{ store }: TestGallery,
	artwork: { readonly id: string; readonly image: { readonly key: string } },
) {
	const hash = 'ab'.repeat(32);
	let onAnswer = (_key: string): void => undefined;
	const answered = new Promise<string>((resolve) => {
		onAnswer = resolve;
	});
	const stop = await onCaptionRanking(store, (key) => key !== null && onAnswer(key));
	try {
		const { key } = await requestCaptionRanking(
			store,
			{
				artworkId: artwork.id,
				imageKey: artwork.image.key,
				pack: { id: 'starter', hash },
				captions: ['a red apple', 'a blue fish', 'xyzzy'],
			},
			[],
		);
		expect(await answered).toBe(`${artwork.id}:${key}`);
		return await findCaptionRanking(store, artwork.id, key);
	} finally {
		stop();
	}
}

test('captions of an artwork are ranked by every perceptor of the pack, and what cannot be is a failure that is told', async () => {
	await using gallery = await openTestGallery();
	const { store, context } = gallery;
	await workerBeat(store, { name: 'test', provider: 'cpu', device: 'cpu', engineVersion: 1, packIds: ['starter'] });
	const { id, requestedById: userId } = await gallery.request({ steps: 3 });
	await handleRender(context, id, never);
	const artwork = await publishRender(store, { renderId: id, title: 'Apple', userId });
	const blind = { ...context, packs: { load: () => Promise.reject(new Error('damaged')) } };
	{
		await using _task = await openCaptionTask(blind, () => ['starter']);
		expect(await ranked(gallery, artwork)).toMatchObject({ state: 'FAILED', perceptors: null });
	}
	await using _task = await openCaptionTask(context, () => ['starter']);
	const found = await ranked(gallery, artwork);
	expect(found).toMatchObject({ state: 'DONE', packId: 'starter' });
	const [{ logitScale, fits } = { logitScale: null, fits: [] }, ...others] = found?.perceptors ?? [];
	expect([others, logitScale]).toEqual([[], expect.closeTo(60, 0)]);
	expect(fits.at(-1)).toEqual({
		caption: 'xyzzy',
		cosine: null,
		share: null,
		unknownWords: ['xyzzy'],
		truncated: false,
	});
	expect(fits.reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeCloseTo(1, 6);
});
