import { afterAll, beforeAll, expect, test } from 'vitest';
import { nobody } from '../access/visibility.ts';
import { updateArtwork } from '../artworks/update-artwork.ts';
import { query } from '../database/store.ts';
import { type TestMember, type TestMembers, testMembers } from '../testing/test-members.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import { type Collection, maximumWaitingSubmissions } from './collection.ts';
import { createCollection } from './collections.ts';
import { setCurator } from './curators.ts';
import { followCollection } from './follows.ts';
import { listItems } from './item-lists.ts';
import { addItem, removeItem, withdrawArtwork } from './items.ts';
import { countWaitingSubmissions, listSubmissions } from './submission-lists.ts';
import { decideSubmission, submitArtwork, withdrawSubmission } from './submissions.ts';

let setting: TestStore;
let members: TestMembers;
let owner: TestMember;
let editor: TestMember;
let artist: TestMember;

beforeAll(async () => {
	setting = await testStore();
	members = testMembers(setting.store);
	owner = await members.member();
	editor = await members.member();
	artist = await members.member();
});
afterAll(() => setting[Symbol.asyncDispose]());

/** A collection that takes submissions, with an editor. */
async function call(): Promise<Collection> {
	const collection = await createCollection(setting.store, { title: 'Call', addPolicy: 'REVIEW' }, owner);
	await setCurator(setting.store, { collectionId: collection.id, userId: editor.userId, role: 'EDITOR' }, owner);
	return collection;
}

async function itemsOf(collection: Collection, viewer: TestMember | typeof nobody = nobody) {
	const { edges } = await listItems(setting.store, collection, { first: 100 }, viewer);
	return edges.map(({ item }) => item);
}

async function waitingIn({ id }: Collection, viewer: TestMember) {
	const { edges } = await listSubmissions(setting.store, id, { first: 100 }, viewer);
	expect(await countWaitingSubmissions(setting.store, id, viewer)).toBe(edges.length);
	return edges.map(({ submission }) => submission);
}

async function toldOf({ id }: Collection, { userId }: TestMember): Promise<readonly string[]> {
	const rows = await query<{ kind: string }>(
		setting.store,
		`SELECT kind::text FROM "Notification" WHERE "recipientId" = $1 AND "subjectId" = $2 ORDER BY "createdAt", id`,
		[userId, id],
	);
	return rows.map(({ kind }) => kind);
}

test('what is submitted shows nowhere until an editor accepts it; then it is the submitter’s addition, and they are told', async () => {
	const { store } = setting;
	const collection = await call();
	const { id: collectionId } = collection;
	const artworkId = await members.artworkOf(artist);
	await expect(addItem(store, { collectionId, artworkId }, artist)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	const fan = await members.member();
	await followCollection(store, { collectionId, follows: true }, fan);
	const submission = await submitArtwork(store, { collectionId, artworkId, words: ' It fits. ' }, artist);
	expect(submission).toMatchObject({ state: 'WAITING', words: 'It fits.', submittedById: artist.userId });
	expect(await submitArtwork(store, { collectionId, artworkId, words: 'Again' }, artist)).toMatchObject({
		id: submission.id,
		words: 'It fits.',
	});
	expect(await itemsOf(collection, artist)).toEqual([]);
	expect(await waitingIn(collection, editor)).toEqual([submission]);
	expect(await toldOf(collection, owner)).toEqual(['SUBMISSION']);
	expect(await toldOf(collection, fan)).toEqual([]);
	expect(await toldOf(collection, editor)).toEqual(['CURATOR', 'SUBMISSION']);
	for (const viewer of [artist, await members.member()])
		await expect(decideSubmission(store, { id: submission.id, accepts: true }, viewer)).rejects.toMatchObject({
			code: 'NOT_ALLOWED',
		});
	const decided = await decideSubmission(store, { id: submission.id, accepts: true, reason: 'Yes!' }, editor);
	expect(decided).toMatchObject({
		seq: 3,
		submission: { state: 'ACCEPTED', decidedById: editor.userId, reason: 'Yes!' },
	});
	expect(await itemsOf(collection)).toMatchObject([{ artworkId, addedById: artist.userId }]);
	expect(await waitingIn(collection, editor)).toEqual([]);
	expect(await toldOf(collection, artist)).toEqual(['SUBMISSION_ACCEPTED']);
	expect(await toldOf(collection, fan)).toEqual(['NEW_IN_COLLECTION']);
	await expect(decideSubmission(store, { id: submission.id, accepts: false }, owner)).rejects.toMatchObject({
		code: 'SUBMISSION_DECIDED',
	});
	await expect(submitArtwork(store, { collectionId, artworkId }, artist)).rejects.toMatchObject({
		code: 'ALREADY_COLLECTED',
	});
	await removeItem(store, { collectionId, itemId: (await itemsOf(collection))[0]?.id ?? '' }, owner);
	expect(await submitArtwork(store, { collectionId, artworkId }, artist)).toMatchObject({
		state: 'WAITING',
		reason: '',
	});
});

test('what is declined is told with its reason, and not submitted again; a submitter can take back what waits', async () => {
	const { store } = setting;
	const collection = await call();
	const { id: collectionId } = collection;
	const artworkId = await members.artworkOf(artist);
	const first = await submitArtwork(store, { collectionId, artworkId }, artist);
	await expect(withdrawSubmission(store, first.id, owner)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await withdrawSubmission(store, first.id, artist);
	expect(await waitingIn(collection, owner)).toEqual([]);
	const second = await submitArtwork(store, { collectionId, artworkId }, artist);
	await expect(
		decideSubmission(store, { id: second.id, accepts: false, reason: 'x'.repeat(1_001) }, owner),
	).rejects.toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'reason' }] });
	await decideSubmission(store, { id: second.id, accepts: false, reason: 'Not dark enough' }, owner);
	expect(await itemsOf(collection)).toEqual([]);
	expect(await toldOf(collection, artist)).toEqual(['SUBMISSION_DECLINED']);
	const { edges } = await listSubmissions(store, collectionId, { first: 10, own: true }, artist);
	expect(edges.map(({ submission }) => submission)).toMatchObject([{ state: 'DECLINED', reason: 'Not dark enough' }]);
	await expect(submitArtwork(store, { collectionId, artworkId }, artist)).rejects.toMatchObject({
		code: 'SUBMISSION_DECIDED',
	});
	await expect(withdrawSubmission(store, second.id, artist)).rejects.toMatchObject({ code: 'SUBMISSION_DECIDED' });
});

test('artists have the last word, also while their work waits; what no list shows an editor is not in the queue', async () => {
	const { store } = setting;
	const collection = await call();
	const { id: collectionId } = collection;
	const fan = await members.member();
	const artworkId = await members.artworkOf(artist);
	const submission = await submitArtwork(store, { collectionId, artworkId }, fan);
	await updateArtwork(store, { id: artworkId, userId: artist.userId, visibility: 'UNLISTED' });
	expect(await waitingIn(collection, editor)).toEqual([]);
	await expect(decideSubmission(store, { id: submission.id, accepts: true }, editor)).rejects.toMatchObject({
		code: 'COLLECTING_REFUSED',
	});
	await updateArtwork(store, { id: artworkId, userId: artist.userId, visibility: 'PUBLIC' });
	await withdrawArtwork(store, { collectionId, artworkId }, artist);
	await expect(decideSubmission(store, { id: submission.id, accepts: true }, editor)).rejects.toMatchObject({
		code: 'COLLECTING_REFUSED',
	});
	const other = await members.artworkOf(artist);
	await query(store, `UPDATE "User" SET "collectPolicy" = 'NOBODY' WHERE id = $1`, [artist.userId]);
	await expect(submitArtwork(store, { collectionId, artworkId: other }, fan)).rejects.toMatchObject({
		code: 'COLLECTING_REFUSED',
	});
	const own = await submitArtwork(store, { collectionId, artworkId: other }, artist);
	await query(store, `UPDATE "User" SET "collectPolicy" = 'EVERYONE' WHERE id = $1`, [artist.userId]);
	await decideSubmission(store, { id: own.id, accepts: true }, editor);
	expect(await itemsOf(collection)).toMatchObject([{ artworkId: other }]);
});

test('a collection that takes no submissions refuses them, and one person’s waiting ones are limited', async () => {
	const { store } = setting;
	const closed = await createCollection(store, { title: 'Closed' }, owner);
	const artworkId = await members.artworkOf(artist);
	await expect(submitArtwork(store, { collectionId: closed.id, artworkId }, artist)).rejects.toMatchObject({
		code: 'NOT_ALLOWED',
	});
	const { id: collectionId } = await call();
	await expect(submitArtwork(store, { collectionId, artworkId }, nobody)).rejects.toMatchObject({
		code: 'NOT_SIGNED_IN',
	});
	const works = [];
	for (let count = 0; count <= maximumWaitingSubmissions; count++) works.push(await members.artworkOf(artist));
	// Two at once do not pass the limit either.
	const answers = await Promise.allSettled(
		works.map((each) => submitArtwork(store, { collectionId, artworkId: each }, artist)),
	);
	expect(answers.filter(({ status }) => status === 'rejected')).toMatchObject([
		{ reason: { code: 'TOO_MANY_SUBMISSIONS' } },
	]);
});
