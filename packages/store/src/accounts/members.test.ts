/** @file What members say of themselves and their pictures, whom they follow, and who gives roles. */
import { cheapHashing } from '@galatea/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nobody, type Viewer } from '../access/visibility.ts';
import { listArtworks } from '../artworks/artwork-lists.ts';
import { getArtworks, publishRender } from '../artworks/artworks.ts';
import { setRenderVisibility, updateArtwork } from '../artworks/update-artwork.ts';
import type { Store } from '../database/store.ts';
import { listHostActs } from '../gallery/host-acts.ts';
import { createRender } from '../renders/create-render.ts';
import { getRender } from '../renders/renders.ts';
import { finished, queuedRender, recipe, type TestStore, testStore } from '../testing/test-store.ts';
import { type Accounts, openAccounts } from './accounts.ts';
import { bind, bondsOf, unbind } from './bonds.ts';
import { claimAdmin, offerAdminClaim } from './first-admin.ts';
import { updateProfile } from './profile.ts';
import { setRole } from './roles.ts';
import { createGuest, emailOf, findUserByHandle } from './users.ts';

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

async function member(): Promise<{ readonly id: string; readonly handle: string }> {
	const handle = `person_${++count}`;
	const input = { email: `${handle}@example.org`, password: 'correct horse battery', handle };
	const { userId } = await accounts.signUp(input, { address: `10.0.0.${count}`, guestId: null });
	return { id: userId, handle };
}

describe('a profile', () => {
	test('is found by its handle in any case, and its e-mail by its id only', async () => {
		const { id, handle } = await member();
		expect(await findUserByHandle(store, handle.toUpperCase())).toMatchObject({ id, handle });
		expect(await findUserByHandle(store, "x' OR 1=1 --")).toBeNull();
		expect(JSON.stringify(await findUserByHandle(store, handle))).not.toContain('example.org');
		expect(await emailOf(store, id)).toBe(`${handle}@example.org`);
	});

	test('is changed in the parts that are given, and cleaned', async () => {
		const { id } = await member();
		await updateProfile(store, id, {
			displayName: '  Ana María ',
			bio: 'One\r\ntwo ',
			links: [' https://example.org/a '],
		});
		const changed = await updateProfile(store, id, { defaultVisibility: 'MEMBERS', defaultLicence: 'CC_BY' });
		expect(changed).toMatchObject({
			displayName: 'Ana María',
			bio: 'One\ntwo',
			links: ['https://example.org/a'],
			defaultVisibility: 'MEMBERS',
			defaultLicence: 'CC_BY',
		});
		expect((await updateProfile(store, id, { defaultLicence: null })).defaultLicence).toBeNull();
	});

	test.each([
		['displayName', { displayName: ' ' }],
		['displayName', { displayName: 'x'.repeat(61) }],
		['displayName', { displayName: 'two\nlines' }],
		['bio', { bio: 'x'.repeat(1_001) }],
		['bio', { bio: 'bell \u0007' }],
		['links', { links: Array.from({ length: 6 }, () => 'https://example.org') }],
		['links.0', { links: ['javascript:alert(1)'] }],
		['links.1', { links: ['https://example.org', 'example.org'] }],
	])('is refused for its %s: %o', async (issuePath, changes) => {
		const { id } = await member();
		await expect(updateProfile(store, id, changes)).rejects.toMatchObject({
			code: 'INVALID_INPUT',
			issues: [{ path: issuePath }],
		});
	});

	test('is of members only', async () => {
		const { user } = await createGuest(store);
		await expect(updateProfile(store, user.id, { bio: 'x' })).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
	});
});

describe('a picture', () => {
	test("begins with its person's defaults, or with what is chosen when it is published", async () => {
		const { id: userId } = await member();
		await updateProfile(store, userId, { defaultVisibility: 'PRIVATE', defaultLicence: 'CC0' });
		const [usual, chosen] = [await queuedRender(store, {}, { userId }), await queuedRender(store, {}, { userId })];
		expect(usual.visibility).toBe('PRIVATE');
		for (const { id } of [usual, chosen]) await finished(store, id);
		expect(await publishRender(store, { renderId: usual.id, title: 'A', userId })).toMatchObject({
			visibility: 'PRIVATE',
			licence: 'CC0',
		});
		const choice = { renderId: chosen.id, title: 'B', userId, visibility: 'PUBLIC', licence: 'CC_BY_SA' } as const;
		expect(await publishRender(store, choice)).toMatchObject({ visibility: 'PUBLIC', licence: 'CC_BY_SA' });
		expect(await getRender(store, chosen.id)).toMatchObject({ visibility: 'PUBLIC' });
		const { render } = await createRender(store, { recipe: recipe(), userId, visibility: 'MEMBERS' });
		expect(render.visibility).toBe('MEMBERS');
	});

	test('is changed by its person only, in the parts that are given', async () => {
		const [{ id: userId }, stranger] = [await member(), await member()];
		const render = await queuedRender(store, {}, { userId });
		await finished(store, render.id);
		const { id } = await publishRender(store, { renderId: render.id, title: 'Apple', userId });
		expect(await updateArtwork(store, { id, userId, title: ' Pear ', licence: 'CC_BY' })).toMatchObject({
			title: 'Pear',
			licence: 'CC_BY',
			visibility: 'PUBLIC',
		});
		expect(await updateArtwork(store, { id, userId, visibility: 'PRIVATE' })).toMatchObject({ licence: 'CC_BY' });
		expect(await getArtworks(store, [id], nobody)).toEqual([null]);
		expect((await getRender(store, render.id))?.visibility).toBe('PRIVATE');
		expect(await updateArtwork(store, { id, userId, licence: null })).toMatchObject({ licence: null, title: 'Pear' });
		await expect(updateArtwork(store, { id, userId: stranger.id, title: 'Mine' })).rejects.toMatchObject({
			code: 'NOT_ALLOWED',
		});
		await expect(updateArtwork(store, { id, userId, title: '' })).rejects.toMatchObject({ code: 'INVALID_TITLE' });
		await expect(
			setRenderVisibility(store, { renderId: render.id, userId: stranger.id, visibility: 'PUBLIC' }),
		).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
		await setRenderVisibility(store, { renderId: render.id, userId, visibility: 'PUBLIC' });
		expect(await getArtworks(store, [id], nobody)).toMatchObject([{ visibility: 'PUBLIC' }]);
	});

	test("is in its person's list and in no other's", async () => {
		const [one, two] = [await member(), await member()];
		for (const { id: userId } of [one, two]) {
			const render = await queuedRender(store, {}, { userId });
			await finished(store, render.id);
			await publishRender(store, { renderId: render.id, title: `Of ${userId}`, userId });
		}
		const { edges } = await listArtworks(store, { first: 10, filter: { publishedById: one.id } }, nobody);
		expect(edges.map((edge) => edge.artwork.title)).toEqual([`Of ${one.id}`]);
	});
});

test('members follow, mute and block members, once, and not themselves; guests nobody', async () => {
	const [one, two] = [await member(), await member()];
	const { user: guest } = await createGuest(store);
	for (const bond of ['follow', 'mute', 'block'] as const) {
		for (let times = 0; times < 2; times++) await bind(store, bond, one.id, two.id);
		expect((await bondsOf(store, one.id, [two.id, one.id])).map((bonds) => bonds.has(bond))).toEqual([true, false]);
		expect((await bondsOf(store, two.id, [one.id])).map((bonds) => bonds.has(bond))).toEqual([false]);
		for (const [userId, otherId] of [
			[one.id, one.id],
			[guest.id, one.id],
			[one.id, guest.id],
			[one.id, 'usr_none'],
		] as const)
			await expect(bind(store, bond, userId, otherId)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
		for (let times = 0; times < 2; times++) await unbind(store, bond, one.id, two.id);
		expect(await bondsOf(store, one.id, [two.id])).toEqual([new Set()]);
	}
});

test('a block ends following both ways, and allows none; also when both come at once', async () => {
	const [one, two] = [await member(), await member()];
	await bind(store, 'follow', one.id, two.id);
	await bind(store, 'follow', two.id, one.id);
	await bind(store, 'block', one.id, two.id);
	expect(await bondsOf(store, two.id, [one.id])).toEqual([new Set()]);
	expect(await bondsOf(store, one.id, [two.id])).toEqual([new Set(['block'])]);
	for (const [userId, otherId] of [
		[one.id, two.id],
		[two.id, one.id],
	] as const)
		await expect(bind(store, 'follow', userId, otherId)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	await unbind(store, 'block', one.id, two.id);
	await Promise.allSettled([bind(store, 'follow', two.id, one.id), bind(store, 'block', one.id, two.id)]);
	expect(await bondsOf(store, two.id, [one.id])).toEqual([new Set()]);
});

test('who is blocked or muted sees, and is seen, as far as the rule says', async () => {
	const [one, two, judge] = [await member(), await member(), await member()];
	const render = await queuedRender(store, {}, { userId: one.id });
	await finished(store, render.id);
	const { id } = await publishRender(store, { renderId: render.id, title: 'Of one', userId: one.id });
	const viewer = (userId: string, role: Viewer['role'] = 'MEMBER'): Viewer => ({ userId, role });
	/** Whether it is there by its address, in the feed, and on the page of its person. */
	const seen = async (eyes: Viewer) => {
		const lists = [
			await listArtworks(store, { first: 100 }, eyes),
			await listArtworks(store, { first: 100, filter: { publishedById: one.id } }, eyes),
		];
		return [
			(await getArtworks(store, [id], eyes))[0] !== null,
			...lists.map(({ edges }) => edges.some((edge) => edge.artwork.id === id)),
		];
	};
	expect(await seen(viewer(two.id))).toEqual([true, true, true]);
	await bind(store, 'mute', two.id, one.id);
	expect(await seen(viewer(two.id))).toEqual([true, false, true]);
	await unbind(store, 'mute', two.id, one.id);
	await bind(store, 'block', two.id, one.id);
	expect(await seen(viewer(two.id))).toEqual([true, false, false]);
	await unbind(store, 'block', two.id, one.id);
	for (const { id: blockedId } of [two, judge]) await bind(store, 'block', one.id, blockedId);
	expect(await seen(viewer(two.id))).toEqual([false, false, false]);
	expect(await seen(viewer(judge.id, 'MODERATOR'))).toEqual([true, false, false]);
	expect(await seen(viewer(one.id))).toEqual([true, true, true]);
	expect(await seen(nobody)).toEqual([true, true, true]);
});

test('roles are given by admins, of whom one is always left, also when two resign at once', async () => {
	const [one, two, three] = [await member(), await member(), await member()];
	await claimAdmin(store, (await offerAdminClaim(store)) ?? '', one.id);
	const give = (userId: string, role: 'MEMBER' | 'MODERATOR' | 'ADMIN', adminId: string) =>
		setRole(store, { userId, role, adminId });
	await expect(give(three.id, 'MODERATOR', two.id)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	expect(await give(three.id, 'MODERATOR', one.id)).toMatchObject({ role: 'MODERATOR' });
	await expect(give('usr_none', 'MODERATOR', one.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await expect(give((await createGuest(store)).user.id, 'ADMIN', one.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await expect(give(one.id, 'MEMBER', one.id)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	await give(two.id, 'ADMIN', one.id);
	const resigned = await Promise.allSettled([give(one.id, 'MEMBER', one.id), give(two.id, 'MEMBER', two.id)]);
	expect(resigned.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
	// What was refused is not in the log.
	const given = (await listHostActs(store)).map(({ adminId, personId, detail }) => [adminId, personId, detail]);
	const [left] = given;
	expect(given).toEqual([left, [one.id, two.id, 'ADMIN'], [one.id, three.id, 'MODERATOR']]);
	expect([one.id, two.id]).toContain(left?.[0]);
});
