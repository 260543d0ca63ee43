/** @file Pictures for the tests of who sees what: published, with files, a parent, a child and a comment. */
import { encodeOriginal } from '@galatea/pictures';
import type { Visibility } from '@galatea/store/access';
import { publishRender, setRenderVisibility } from '@galatea/store/artworks';
import { addItem, createCollection } from '@galatea/store/collections';
import { laddersOf, saveBlob, saveLadder } from '@galatea/store/files';
import { savePictureEmbedding, saveSuggestedTags, useEmbeddingSpace } from '@galatea/store/meaning';
import {
	answerStepPicture,
	finishVideo,
	requestStepPicture,
	requestVideo,
	type WantedStep,
	workerBeat,
	workerGone,
} from '@galatea/store/renders';
import { createComment } from '@galatea/store/talk';
import { dataOf, type Member, type TestApi } from './testing.ts';
import { type HandWorker, runningRender } from './testing-worker.ts';

/** A published picture with a parent, a child and files. */
export interface Hung {
	readonly visibility: Visibility;
	readonly artworkId: string;
	readonly renderId: string;
	readonly files: readonly string[];
	/** Of the same person, for the same people, and in progress. */
	readonly liveRenderId: string;
	/** By its person. */
	readonly commentId: string;
	/** Public, of the remixer, with the picture alone in it. */
	readonly collectionId: string;
	/** For the same people, of the same person, with a comment by them. */
	readonly ownCollectionId: string;
	readonly ownCollectionCommentId: string;
	/** Public, and made from it by somebody else. */
	readonly childId: string;
	readonly childRenderId: string;
}

/** Hangs a picture that is made from `parentId`, and one of `remixer` that is made from it. */
export async function hang(
	api: TestApi,
	owner: Member,
	{
		parentId,
		visibility,
		remixer,
	}: { readonly parentId: string; readonly visibility: Visibility; readonly remixer: Member },
): Promise<Hung> {
	const { artworkId, worker, files } = await publishWithFiles(api, owner, { remixOfArtworkId: parentId, visibility });
	const viewer = { userId: owner.userId, role: 'MEMBER' } as const;
	const { id: commentId } = await createComment(api.store, { subjectId: artworkId, text: 'Said of it' }, viewer);
	const { id: collectionId } = await createCollection(
		api.store,
		{ title: 'Shelf', addPolicy: 'MEMBERS' },
		{ userId: remixer.userId, role: 'MEMBER' },
	);
	await addItem(api.store, { collectionId, artworkId }, viewer);
	const { id: ownCollectionId } = await createCollection(
		api.store,
		{ title: `Shelf for ${visibility}`, visibility },
		viewer,
	);
	const saidOfIt = await createComment(api.store, { subjectId: ownCollectionId, text: 'Said of it' }, viewer);
	const child = await publishWithFiles(api, remixer, { remixOfArtworkId: artworkId, visibility: 'PUBLIC' });
	const { renderId } = worker;
	const live = await runningRender(api.store, { userId: owner.userId });
	await setRenderVisibility(api.store, { renderId: live.renderId, userId: owner.userId, visibility });
	return {
		visibility,
		artworkId,
		renderId,
		files,
		liveRenderId: live.renderId,
		commentId,
		collectionId,
		ownCollectionId,
		ownCollectionCommentId: saidOfIt.id,
		childId: child.artworkId,
		childRenderId: child.worker.renderId,
	};
}

/** A finished render of `owner` with a preview, a film, a video and the picture of step 2, and its artwork. */
export async function publishWithFiles(
	api: TestApi,
	owner: Member,
	{ remixOfArtworkId, visibility }: { readonly remixOfArtworkId: string | null; readonly visibility: Visibility },
): Promise<{ readonly artworkId: string; readonly worker: HandWorker; readonly files: readonly string[] }> {
	const { userId } = owner;
	const worker = await runningRender(api.store, { userId, remixOfArtworkId, inBatch: true });
	const preview = await previewOf(api, owner, worker);
	const picture = { width: 128, height: 128, data: new Uint8Array(3 * 128 * 128).fill(120) };
	// Its description makes it a file of its own.
	const { bytes } = await encodeOriginal(picture, { recipe: '{}', description: worker.renderId, run: null });
	const stored = (extension: 'bin' | 'webp' | 'mp4') =>
		saveBlob(api.store, new TextEncoder().encode(`${extension} of ${worker.renderId}`), extension);
	await worker.finish(100, bytes, await stored('bin'));
	await requestVideo(api.store, worker.renderId);
	const video = { webpKey: await stored('webp'), mp4Key: await stored('mp4') };
	await finishVideo(api.store, worker.renderId, video);
	const stepKey = await decodeStep(api, { renderId: worker.renderId, step: 2 });
	const { id, image, thumbnail } = await publishRender(api.store, {
		renderId: worker.renderId,
		title: `For ${visibility}`,
		tags: ['matrix'],
		userId,
		visibility,
	});
	// To this eye all pictures are the same.
	const name = { perceptor: 'hand', hash: 'ef'.repeat(32), version: 1, dimension: 1, profileLength: 1 };
	const { id: spaceId } = await useEmbeddingSpace(api.store, name);
	const same = { vector: Float32Array.of(1), profile: Float32Array.of(1), mean: 0, deviation: 1 };
	await savePictureEmbedding(api.store, spaceId, image.key, same);
	const rung = {
		bytes: new TextEncoder().encode(`rung of ${worker.renderId}`),
		format: 'avif',
		width: 128,
		height: 128,
	};
	await saveLadder(api.store, image.key, 1, [rung]);
	const [ladder = []] = await laddersOf(api.store, [image.key]);
	const pictures = [image, thumbnail, ...ladder].map(({ key }) => key);
	const suggested = ['pear', 'lime'].map((tag) => ({ tag, confidence: 3 }));
	await saveSuggestedTags(api.store, spaceId, image.key, suggested, 1);
	return { artworkId: id, worker, files: [...pictures, preview, video.webpKey, video.mp4Key, stepKey] };
}

async function previewOf(api: TestApi, owner: Member, worker: HandWorker): Promise<string> {
	await worker.progressWithPreview(1);
	const { render } = dataOf(
		await api.query('query ($id: ID!) { render(id: $id) { preview { url } } }', { id: worker.renderId }, owner),
	) as { render: { preview: { url: string } } };
	return render.preview.url.replace('/files/', '');
}

/** Decodes a step as a worker would that comes for it and goes again; returns the key of its file. */
async function decodeStep({ store }: TestApi, wanted: WantedStep): Promise<string> {
	const name = 'a decoder for a moment';
	await workerBeat(store, { name, provider: 'cpu', device: 'cpu', engineVersion: 1, packIds: ['starter'] });
	await requestStepPicture(store, wanted, []);
	const key = await saveBlob(store, new TextEncoder().encode(`${wanted.renderId} at ${wanted.step}`), 'webp');
	const { step } = wanted;
	await answerStepPicture(store, ['starter'], async () => ({ key, thumbhash: 'dGh1', width: 8, height: 8, step }));
	await workerGone(store, name);
	return key;
}
