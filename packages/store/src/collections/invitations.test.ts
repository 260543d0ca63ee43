import { afterAll, beforeAll, expect, test } from 'vitest';
import { nobody } from '../access/visibility.ts';
import { bind } from '../accounts/bonds.ts';
import { query } from '../database/store.ts';
import { type TestMember, type TestMembers, testMembers } from '../testing/test-members.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import { getCollections } from './collection-rows.ts';
import { createCollection, deleteCollection } from './collections.ts';
import {
	acceptInvitation,
	createInvitation,
	findInvitation,
	listInvitations,
	maximumInvitations,
	revokeInvitation,
} from './invitations.ts';

let setting: TestStore;
let members: TestMembers;
let owner: TestMember;

beforeAll(async () => {
	setting = await testStore();
	members = testMembers(setting.store);
	owner = await members.member();
});
afterAll(() => setting[Symbol.asyncDispose]());

/** A private collection of the owner, and an invitation to it. */
async function invited(changes: Partial<Parameters<typeof createInvitation>[1]> = {}) {
	const { id: collectionId } = await createCollection(setting.store, { title: 'Secret', visibility: 'PRIVATE' }, owner);
	const input = { collectionId, role: 'EDITOR', days: 7, maximumUses: 2, ...changes } as const;
	return { collectionId, ...(await createInvitation(setting.store, input, owner)) };
}

const roleIn = async (collectionId: string, viewer: TestMember) =>
	(await getCollections(setting.store, [collectionId], viewer))[0]?.role ?? null;

test('whoever has the link sees what it offers and gets its role, as many people as it is for, also at once', async () => {
	const { store } = setting;
	const { collectionId, invitation, token } = await invited();
	expect(await findInvitation(store, token)).toMatchObject({ title: 'Secret', role: 'EDITOR', state: 'OPEN' });
	const people = [await members.member(), await members.member(), await members.member()];
	const answers = await Promise.allSettled(people.map((each) => acceptInvitation(store, token, each)));
	expect(answers.filter(({ status }) => status === 'rejected')).toMatchObject([
		{ reason: { code: 'INVITATION_USED_UP' } },
	]);
	const roles = await Promise.all(people.map((each) => roleIn(collectionId, each)));
	expect(roles.sort()).toEqual(['EDITOR', 'EDITOR', null]);
	expect(await findInvitation(store, token)).toMatchObject({ state: 'USED_UP' });
	expect(await listInvitations(store, collectionId)).toEqual([]);
	// Of the token nothing is kept that could be used.
	const [row = {}] = await query<Record<string, unknown>>(store, 'SELECT * FROM "CollectionInvitation" WHERE id = $1', [
		invitation.id,
	]);
	expect(JSON.stringify(row)).not.toContain(token);
});

test('who has the role already uses nothing up, and nobody is made less than they are', async () => {
	const { store } = setting;
	const { collectionId, token } = await invited({ maximumUses: 1 });
	const friend = await members.member();
	for (const who of [owner, friend, friend]) expect(await acceptInvitation(store, token, who)).toBe(collectionId);
	const lower = await createInvitation(store, { collectionId, role: 'VIEWER', days: 1, maximumUses: 1 }, owner);
	await acceptInvitation(store, lower.token, friend);
	expect(await roleIn(collectionId, friend)).toBe('EDITOR');
	expect((await listInvitations(store, collectionId)).map(({ id, uses }) => [id, uses])).toEqual([
		[lower.invitation.id, 0],
	]);
});

test('an invitation that has expired, was revoked, or is not for the viewer says so', async () => {
	const { store } = setting;
	const { collectionId, invitation, token } = await invited();
	const friend = await members.member();
	await expect(acceptInvitation(store, token, nobody)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
	await expect(acceptInvitation(store, 'no-such-token', friend)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await query(store, `UPDATE "CollectionInvitation" SET "expiresAt" = now() - interval '1 second' WHERE id = $1`, [
		invitation.id,
	]);
	expect(await findInvitation(store, token)).toMatchObject({ state: 'EXPIRED' });
	await expect(acceptInvitation(store, token, friend)).rejects.toMatchObject({ code: 'INVITATION_EXPIRED' });
	const second = await createInvitation(store, { collectionId, role: 'EDITOR', days: 1, maximumUses: 1 }, owner);
	await bind(store, 'block', owner.userId, friend.userId);
	await expect(acceptInvitation(store, second.token, friend)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	await expect(revokeInvitation(store, second.invitation.id, friend)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await revokeInvitation(store, second.invitation.id, owner);
	expect(await findInvitation(store, second.token)).toBeNull();
	const third = await createInvitation(store, { collectionId, role: 'EDITOR', days: 1, maximumUses: 1 }, owner);
	await deleteCollection(store, collectionId, owner);
	expect(await findInvitation(store, third.token)).toBeNull();
});

test('only the owner invites, within limits that are named', async () => {
	const { store } = setting;
	const { collectionId, token } = await invited();
	const editor = await members.member();
	await acceptInvitation(store, token, editor);
	const input = { collectionId, role: 'EDITOR', days: 1, maximumUses: 1 } as const;
	await expect(createInvitation(store, input, editor)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	await expect(createInvitation(store, { ...input, days: 91, maximumUses: 0.5 }, owner)).rejects.toMatchObject({
		code: 'INVALID_INPUT',
		issues: [{ path: 'days' }, { path: 'maximumUses' }],
	});
	for (let count = 1; count < maximumInvitations; count++) await createInvitation(store, input, owner);
	await expect(createInvitation(store, input, owner)).rejects.toMatchObject({ code: 'COLLECTION_FULL' });
});
