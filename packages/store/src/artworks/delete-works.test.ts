/** @file Deleting what one has made: what goes, what stays, who may, and what happens at the same time. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nobody } from '../access/visibility.ts';
import { query, type Store } from '../database/store.ts';
import { findPicture, saveBlob } from '../files/blobs.ts';
import { removeDiscardedFiles } from '../files/discarded-files.ts';
import { moderate } from '../moderation/moderation.ts';
import { listActions } from '../moderation/moderation-log.ts';
import { createReport, listReported } from '../moderation/reports.ts';
import { getRender } from '../renders/renders.ts';
import { createComment } from '../talk/comments.ts';
import { type TestMembers, testMembers } from '../testing/test-members.ts';
import { finished, queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { getArtworks, parentsOf, publishRender } from './artworks.ts';
import { deleteArtwork, deleteRender } from './delete-works.ts';
import { updateArtwork } from './update-artwork.ts';

let setting: TestStore;
let store: Store;
let member: TestMembers['member'];

beforeAll(async () => {
	setting = await testStore();
	store = setting.store;
	({ member } = testMembers(store));
});
afterAll(() => setting[Symbol.asyncDispose]());

async function publish(userId: string, title: string, remixOfArtworkId?: string) {
	const { id: renderId } = await queuedRender(store, {}, { userId, ...(remixOfArtworkId && { remixOfArtworkId }) });
	await finished(store, renderId);
	return publishRender(store, { renderId, title, userId });
}
async function file(text: string, ...renderIds: readonly string[]): Promise<string> {
	const key = await saveBlob(store, new TextEncoder().encode(text), 'png');
	for (const renderId of renderIds)
		await query(store, 'INSERT INTO "RenderFile" (key, "renderId") VALUES ($1, $2)', [key, renderId]);
	return key;
}

describe('an artwork that is deleted', () => {
	test('takes render, files, comments and open reports along; credits, the log and what others share stay', async () => {
		const [artist, other, moderator] = [await member(), await member(), await member('MODERATOR')];
		const artwork = await publish(artist.userId, 'The first');
		const child = await publish(other.userId, 'The second', artwork.id);
		const own = await file(`of ${artwork.id}`, artwork.renderId);
		const shared = await file('of both', artwork.renderId, child.renderId);
		const { id: commentId } = await createComment(store, { subjectId: artwork.id, text: 'Nice' }, other);
		await moderate(store, { subjectId: commentId, kind: 'HIDE', reason: 'No' }, moderator.userId);
		await createReport(store, { subjectId: artwork.id, reason: 'SPAM', words: '' }, other);
		await deleteArtwork(store, { id: artwork.id, userId: artist.userId });
		await removeDiscardedFiles(store);

		expect(await getArtworks(store, [artwork.id, child.id], nobody)).toMatchObject([null, { id: child.id }]);
		expect(await getRender(store, artwork.renderId)).toBeNull();
		expect([await findPicture(store, own), (await findPicture(store, shared))?.mimeType]).toEqual([null, 'image/png']);
		expect(await parentsOf(store, [child.id], nobody)).toMatchObject([[{ parentId: null, parentTitle: 'The first' }]]);
		const { edges } = await listReported(store, { first: 100, after: null });
		expect(edges.map(({ reported }) => reported.subjectId)).not.toContain(artwork.id);
		const log = await listActions(store, { first: 10, after: null });
		expect(log.edges.map(({ action }) => action)).toMatchObject([{ subjectId: commentId, label: 'Nice' }]);
		await expect(deleteArtwork(store, { id: artwork.id, userId: artist.userId })).rejects.toMatchObject({
			code: 'NOT_FOUND',
		});
	});

	test('is of who deletes it: nobody else may, not even moderators, who hide', async () => {
		const artist = await member();
		const { id } = await publish(artist.userId, 'Mine');
		for (const { userId } of [await member(), await member('ADMIN')])
			await expect(deleteArtwork(store, { id, userId })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
		expect(await getArtworks(store, [id], nobody)).toMatchObject([{ title: 'Mine' }]);
	});

	test('tells nobody its title afterwards if it was not public', async () => {
		const artist = await member();
		const [secret, open] = [await publish(artist.userId, 'Secret'), await publish(artist.userId, 'Open')];
		const [ofSecret, ofOpen] = [
			await publish(artist.userId, 'From the one', secret.id),
			await publish(artist.userId, 'From the other', open.id),
		];
		const waiting = await queuedRender(store, {}, { userId: artist.userId, remixOfArtworkId: secret.id });
		await updateArtwork(store, { id: secret.id, userId: artist.userId, visibility: 'PRIVATE' });
		for (const { id } of [secret, open]) await deleteArtwork(store, { id, userId: artist.userId });
		expect(await parentsOf(store, [ofSecret.id, ofOpen.id], nobody)).toMatchObject([
			[{ parentId: null, parentTitle: '', parentThumbhash: '' }],
			[{ parentId: null, parentTitle: 'Open' }],
		]);
		await finished(store, waiting.id);
		const { id } = await publishRender(store, { renderId: waiting.id, title: 'Late', userId: artist.userId });
		expect(await parentsOf(store, [id], nobody)).toMatchObject([[{ parentId: null, parentTitle: '' }]]);
	});

	test('while somebody remixes and comments on it: each is whole or refused, and the remix is published with its credit', async () => {
		const [artist, other] = [await member(), await member()];
		const { id, renderId } = await publish(artist.userId, 'Wanted');
		const ask = () => queuedRender(store, {}, { userId: other.userId, remixOfArtworkId: id });
		const say = () => createComment(store, { subjectId: id, text: 'Wait' }, other);
		const [first, deletion, ...others] = await Promise.allSettled([
			ask(),
			deleteArtwork(store, { id, userId: artist.userId }),
			ask(),
			say(),
			say(),
		]);
		expect(deletion.status).toBe('fulfilled');
		for (const outcome of [first, ...others])
			if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: expect.any(String) });
		expect([await getArtworks(store, [id], nobody), await getRender(store, renderId)]).toEqual([[null], null]);
		if (first.status !== 'fulfilled') return;
		await finished(store, first.value.id);
		const child = await publishRender(store, { renderId: first.value.id, title: 'Remix', userId: other.userId });
		expect(await parentsOf(store, [child.id], nobody)).toMatchObject([[{ parentId: null, parentTitle: 'Wanted' }]]);
	});
});

describe('a render that is deleted', () => {
	test('is over, not published, and of who deletes it', async () => {
		const [artist, other] = [await member(), await member()];
		const { id } = await queuedRender(store, {}, { userId: artist.userId });
		const remove = (userId = artist.userId) => deleteRender(store, { id, userId });
		await expect(remove()).rejects.toMatchObject({ code: 'NOT_FINISHED' });
		await finished(store, id);
		await expect(remove(other.userId)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
		await publishRender(store, { renderId: id, title: 'Hung', userId: artist.userId });
		await expect(remove()).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
		const { id: unpublished } = await queuedRender(store, {}, { userId: artist.userId });
		await finished(store, unpublished);
		const key = await file(`of ${unpublished}`, unpublished);
		await deleteRender(store, { id: unpublished, userId: artist.userId });
		await removeDiscardedFiles(store);
		expect([await getRender(store, unpublished), await findPicture(store, key)]).toEqual([null, null]);
		await expect(deleteRender(store, { id: unpublished, userId: artist.userId })).rejects.toMatchObject({
			code: 'NOT_FOUND',
		});
	});

	test('while it is published: it is one or the other', async () => {
		const artist = await member();
		const { id } = await queuedRender(store, {}, { userId: artist.userId });
		await finished(store, id);
		const [published, deleted] = await Promise.allSettled([
			publishRender(store, { renderId: id, title: 'Either', userId: artist.userId }),
			deleteRender(store, { id, userId: artist.userId }),
		]);
		expect([published.status, deleted.status].sort()).toEqual(['fulfilled', 'rejected']);
		expect((await getRender(store, id)) === null).toBe(deleted.status === 'fulfilled');
	});
});
