import { leavingGraceDays, RenderError } from '@galatea/render';
import { cheapHashing } from '@galatea/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nobody } from '../access/visibility.ts';
import { getArtworks, parentsOf, publishRender } from '../artworks/artworks.ts';
import { query, type Store } from '../database/store.ts';
import { findPicture, saveBlob } from '../files/blobs.ts';
import { removeDiscardedFiles } from '../files/discarded-files.ts';
import { getRender } from '../renders/renders.ts';
import { createComment } from '../talk/comments.ts';
import { listThreads } from '../talk/read-comments.ts';
import { claimed, finished, queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { changeEmail, changeHandle, endAccounts, type Leaving, leave, stay } from './account-changes.ts';
import { type Accounts, openAccounts } from './accounts.ts';
import { listSessions } from './sessions.ts';
import { findUserByHandle, getUsers } from './users.ts';

const password = 'correct horse battery';
let setting: TestStore;
let store: Store;
let accounts: Accounts;
let count = 0;
beforeAll(async () => {
	setting = await testStore();
	store = setting.store;
	accounts = openAccounts(store, { secret: 's'.repeat(32), hashing: cheapHashing });
});
afterAll(() => setting[Symbol.asyncDispose]());

async function member() {
	const handle = `person_${++count}`;
	const email = `${handle}@example.org`;
	const entrance = { address: `10.0.0.${count}`, guestId: null, userAgent: 'Test/1.0' };
	const { userId, cookie } = await accounts.signUp({ email, password, handle }, entrance);
	return { userId, cookie, handle, email, entrance, viewer: { userId, role: 'MEMBER' as const } };
}

async function hung(userId: string, remixOfArtworkId?: string) {
	const { id } = await queuedRender(store, {}, { userId, ...(remixOfArtworkId && { remixOfArtworkId }) });
	await finished(store, id);
	return publishRender(store, { renderId: id, title: `Of ${userId}`, userId });
}

/** As if the days were over. */
async function letDaysPass(userId: string): Promise<void> {
	await query(store, `UPDATE "User" SET "leavesAt" = now() - interval '1 second' WHERE id = $1`, [userId]);
}

describe('a handle', () => {
	test('can be changed; the old one leads to the same person, who may take it back, and nobody else may', async () => {
		const [person, other] = [await member(), await member()];
		const newHandle = `${person.handle}_new`;
		expect((await changeHandle(store, person.userId, newHandle)).handle).toBe(newHandle);
		for (const handle of [newHandle, person.handle])
			expect((await findUserByHandle(store, handle))?.id).toBe(person.userId);
		await expect(changeHandle(store, other.userId, person.handle)).rejects.toMatchObject({ code: 'HANDLE_TAKEN' });
		const newcomer = { email: `late${count}@example.org`, password, handle: person.handle };
		await expect(accounts.signUp(newcomer, person.entrance)).rejects.toMatchObject({ code: 'HANDLE_TAKEN' });
		await expect(
			query(store, 'UPDATE "User" SET handle = $2 WHERE id = $1', [other.userId, person.handle]),
		).rejects.toThrow(/somebody else's/);
		expect((await changeHandle(store, person.userId, person.handle)).handle).toBe(person.handle);
		expect((await findUserByHandle(store, newHandle))?.id).toBe(person.userId);
	});

	test.each(['ab', 'Ana', 'admin', ''])('%j is refused', async (handle) => {
		await expect(changeHandle(store, (await member()).userId, handle)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
	});

	test('that somebody has is refused, also when two ask at once', async () => {
		const [one, two] = [await member(), await member()];
		await expect(changeHandle(store, one.userId, two.handle)).rejects.toMatchObject({ code: 'HANDLE_TAKEN' });
		const answers = await Promise.all(
			[one, two].map(({ userId }) =>
				changeHandle(store, userId, 'wanted_by_two').catch((error: RenderError) => error.code),
			),
		);
		expect(answers.filter((answer) => answer === 'HANDLE_TAKEN')).toHaveLength(1);
	});
});

test('an address is changed for signing in, and one that somebody has, or that is none, is refused', async () => {
	const [person, other] = [await member(), await member()];
	await changeEmail(store, person.userId, ' New.Address@Example.org ');
	const signIn = (email: string) => accounts.signIn({ email, password }, person.entrance);
	expect((await signIn('new.address@example.org')).userId).toBe(person.userId);
	await expect(signIn(person.email)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
	await expect(changeEmail(store, person.userId, other.email)).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
	await expect(changeEmail(store, person.userId, 'nowhere')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

test('a password is checked for the person of the cookie only, and not guessed for ever', async () => {
	const { cookie, entrance } = await member();
	await accounts.checkPassword(cookie, password, entrance);
	const tries = [];
	for (let time = 0; time < 11; time++)
		tries.push(
			await accounts.checkPassword(cookie, 'wrong password', entrance).catch((error: RenderError) => error.code),
		);
	expect(tries).toEqual([...Array(9).fill('WRONG_CREDENTIALS'), 'TOO_MANY_TRIES', 'TOO_MANY_TRIES']);
});

test('a session knows how its browser names itself', async () => {
	const { userId, cookie } = await member();
	expect(await listSessions(store, userId, cookie)).toMatchObject([{ userAgent: 'Test/1.0', current: true }]);
});

describe('who leaves', () => {
	test('does so after the days of grace, and may stay until then', async () => {
		const { userId } = await member();
		const leaver = await leave(store, userId, 'KEEP');
		const days = ((leaver.leavesAt?.getTime() ?? 0) - Date.now()) / 86_400_000;
		expect(days).toBeGreaterThan(leavingGraceDays - 0.01);
		expect(days).toBeLessThanOrEqual(leavingGraceDays);
		expect(await endAccounts(store)).toBe(0);
		const again = await leave(store, userId, 'DELETE');
		expect([again.leavesAt, again.leaving]).toEqual([leaver.leavesAt, 'DELETE']);
		expect(await stay(store, userId)).toMatchObject({ leavesAt: null, leaving: null, hasLeft: false });
	});

	test.each<Leaving>(['KEEP', 'DELETE'])(
		'and chooses %s: the account and what is personal is gone',
		async (leaving) => {
			const person = await member();
			const { id: renderId } = await queuedRender(store, {}, person);
			await leave(store, person.userId, leaving);
			await letDaysPass(person.userId);
			expect(await endAccounts(store)).toBe(1);
			expect(await getUsers(store, [person.userId])).toMatchObject([
				{ hasLeft: true, isGuest: true, handle: null, displayName: null, leavesAt: null },
			]);
			expect(await accounts.findUser(person.cookie)).toBeNull();
			await expect(accounts.signIn({ email: person.email, password }, person.entrance)).rejects.toMatchObject({
				code: 'WRONG_CREDENTIALS',
			});
			// It waited for a worker, and was never published.
			expect(await getRender(store, renderId)).toBeNull();
			expect(await endAccounts(store)).toBe(0);
		},
	);

	test('keeping, leaves pictures and comments behind as those of somebody who left', async () => {
		const person = await member();
		const artwork = await hung(person.userId);
		await createComment(store, { subjectId: artwork.id, text: 'Said before leaving' }, person.viewer);
		await leave(store, person.userId, 'KEEP');
		await letDaysPass(person.userId);
		await endAccounts(store);
		expect(await getArtworks(store, [artwork.id], nobody)).toMatchObject([{ publishedById: person.userId }]);
		const { edges } = await listThreads(store, { subjectId: artwork.id, first: 10, after: null }, nobody);
		expect(edges.map(({ comment }) => comment.text)).toEqual(['Said before leaving']);
	});

	test('deleting, takes pictures, files and words along; credits keep the title, and threads their place', async () => {
		const [person, other] = [await member(), await member()];
		const artwork = await hung(person.userId);
		const key = await saveBlob(store, new TextEncoder().encode(`only of ${person.userId}`), 'png');
		const shared = await saveBlob(store, new TextEncoder().encode('of two'), 'png');
		const child = await hung(other.userId, artwork.id);
		for (const [file, renderId] of [
			[key, artwork.renderId],
			[shared, artwork.renderId],
			[shared, child.renderId],
		])
			await query(store, 'INSERT INTO "RenderFile" (key, "renderId") VALUES ($1, $2)', [file, renderId]);
		const thread = await createComment(store, { subjectId: child.id, text: 'Beautiful' }, person.viewer);
		await createComment(store, { subjectId: child.id, text: 'Thanks', replyToId: thread.id }, other.viewer);
		await createComment(store, { subjectId: child.id, text: 'And more' }, person.viewer);
		await leave(store, person.userId, 'DELETE');
		await letDaysPass(person.userId);
		await endAccounts(store);
		await removeDiscardedFiles(store);
		expect(await getArtworks(store, [artwork.id], nobody)).toEqual([null]);
		expect(await parentsOf(store, [child.id], nobody)).toMatchObject([
			[{ parentId: null, parentTitle: artwork.title }],
		]);
		const { edges } = await listThreads(store, { subjectId: child.id, first: 10, after: null }, nobody);
		expect(edges.map(({ comment }) => [comment.state, comment.text])).toEqual([['DELETED', '']]);
		expect([await findPicture(store, key), (await findPicture(store, shared))?.mimeType]).toEqual([null, 'image/png']);
	});

	test('waits until a worker has let go of the last render', async () => {
		const person = await member();
		const { id } = await queuedRender(store, {}, person);
		const { attempt } = await claimed(store, id);
		await leave(store, person.userId, 'DELETE');
		await letDaysPass(person.userId);
		expect(await endAccounts(store)).toBe(0);
		expect((await getRender(store, id))?.cancelRequestedAt).not.toBeNull();
		await query(store, `UPDATE "Render" SET state = 'CANCELLED' WHERE id = $1 AND attempt = $2`, [id, attempt]);
		expect(await endAccounts(store)).toBe(1);
	});

	test('as the only admin, cannot; with a second one they can', async () => {
		const [first, second] = [await member(), await member()];
		await query(store, `UPDATE "User" SET role = 'ADMIN' WHERE id = $1`, [first.userId]);
		await expect(leave(store, first.userId, 'KEEP')).rejects.toThrow(RenderError);
		await query(store, `UPDATE "User" SET role = 'ADMIN' WHERE id = $1`, [second.userId]);
		expect((await leave(store, first.userId, 'KEEP')).leaving).toBe('KEEP');
	});
});
