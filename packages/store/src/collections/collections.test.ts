import { afterAll, beforeAll, expect, test } from 'vitest';
import { nobody } from '../access/visibility.ts';
import { endAccounts, leave } from '../accounts/account-changes.ts';
import { getArtworks } from '../artworks/artworks.ts';
import { CursorError } from '../database/cursor.ts';
import { query } from '../database/store.ts';
import { moderate } from '../moderation/moderation.ts';
import { listNotifications } from '../notifications/notifications.ts';
import { type TestMember, type TestMembers, testMembers } from '../testing/test-members.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import { restorableDays } from './collection.ts';
import {
	type CollectionListOrder,
	countCollectionsOf,
	listCollections,
	summariseCollections,
} from './collection-lists.ts';
import { findCollection, getCollections } from './collection-rows.ts';
import {
	createCollection,
	deleteCollection,
	forgetDeletedCollections,
	listDeletedCollections,
	restoreCollection,
	updateCollection,
} from './collections.ts';
import { curatorsOf, handOverCollection, setCurator } from './curators.ts';
import { followCollection } from './follows.ts';
import { addItem } from './items.ts';
import { slugOf } from './slug.ts';

let setting: TestStore;
let members: TestMembers;
let owner: TestMember;
let editor: TestMember;
let stranger: TestMember;

beforeAll(async () => {
	setting = await testStore();
	members = testMembers(setting.store);
	owner = await members.member();
	editor = await members.member();
	stranger = await members.member();
});
afterAll(() => setting[Symbol.asyncDispose]());

test('a title becomes an address in any script', () => {
	expect(slugOf('  Àpples & Storms, 2021! ')).toBe('apples-storms-2021');
	expect(slugOf('夜の 灯台')).toBe('夜の-灯台');
	expect(slugOf('✶✶')).toBe('collection');
	expect([...slugOf('x'.repeat(500))].length).toBe(60);
});

test('a collection has an address of its own, and a former one leads on', async () => {
	const { store } = setting;
	const first = await createCollection(store, { title: 'Night Sky', statement: '  Dark ones.  ' }, owner);
	const second = await createCollection(store, { title: 'Night sky' }, owner);
	expect([first.slug, second.slug]).toEqual(['night-sky', 'night-sky-2']);
	expect(first).toMatchObject({ statement: 'Dark ones.', role: 'OWNER', visibility: 'PUBLIC' });
	await expect(updateCollection(store, { id: second.id, slug: 'night-sky' }, owner)).rejects.toMatchObject({
		code: 'SLUG_TAKEN',
	});
	await updateCollection(store, { id: first.id, slug: 'stars' }, owner);
	const at = (slug: string) => findCollection(store, { ownerId: owner.userId, slug }, nobody);
	expect(await at('night-sky')).toMatchObject({ id: first.id, slug: 'stars' });
	const third = await createCollection(store, { title: 'Night Sky' }, owner);
	expect(third.slug).toBe('night-sky');
	expect(await at('night-sky')).toMatchObject({ id: third.id });
	expect(await at('no-such')).toBeNull();
});

test('what is wrong is refused, all of it at once', async () => {
	const { store } = setting;
	await expect(
		createCollection(store, { title: ' ', slug: 'Not A Slug', statement: 'x'.repeat(2_001) }, owner),
	).rejects.toMatchObject({
		code: 'INVALID_INPUT',
		issues: [{ path: 'title' }, { path: 'slug' }, { path: 'statement' }],
	});
	await expect(createCollection(store, { title: 'Mine' }, nobody)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
});

test('its curators see a private collection and nobody else does; each role may do what it says', async () => {
	const { store } = setting;
	const { id } = await createCollection(store, { title: 'Secret', visibility: 'PRIVATE' }, owner);
	const seenBy = async (viewer: TestMember | typeof nobody) => (await getCollections(store, [id], viewer))[0] ?? null;
	await setCurator(store, { collectionId: id, userId: editor.userId, role: 'CONTRIBUTOR' }, owner);
	expect(await seenBy(editor)).toMatchObject({ role: 'CONTRIBUTOR' });
	expect(await seenBy(stranger)).toBeNull();
	expect(await seenBy(nobody)).toBeNull();
	await expect(updateCollection(store, { id, title: 'Ours' }, editor)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	await expect(updateCollection(store, { id, title: 'Ours' }, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await setCurator(store, { collectionId: id, userId: editor.userId, role: 'EDITOR' }, owner);
	expect(await updateCollection(store, { id, title: 'Ours' }, editor)).toMatchObject({ title: 'Ours', role: 'EDITOR' });
	await expect(updateCollection(store, { id, visibility: 'PUBLIC' }, editor)).rejects.toMatchObject({
		code: 'NOT_ALLOWED',
	});
	await setCurator(store, { collectionId: id, userId: editor.userId, role: null }, editor);
	expect(await seenBy(editor)).toBeNull();
});

test('lists have what the viewer may be shown: by person, by artwork, by what is open to them, by what they follow', async () => {
	const { store } = setting;
	const curator = await members.member();
	const open = await createCollection(store, { title: 'Open 100%' }, curator);
	const hidden = await createCollection(store, { title: 'Own', visibility: 'PRIVATE' }, curator);
	const artworkId = await members.artworkOf(stranger);
	for (const { id } of [open, hidden]) await addItem(store, { collectionId: id, artworkId }, curator);
	const ids = async (filter: Parameters<typeof listCollections>[1]['filter'], viewer: TestMember | typeof nobody) =>
		(await listCollections(store, { first: 100, ...(filter && { filter }) }, viewer)).edges.map(
			(edge) => edge.collection.id,
		);
	expect(await ids({ ownerId: curator.userId }, nobody)).toEqual([open.id]);
	expect(await ids({ ownerId: curator.userId }, curator)).toEqual([hidden.id, open.id]);
	expect(await ids({ artworkId }, nobody)).toEqual([open.id]);
	const collecting = async (viewer: TestMember | typeof nobody) =>
		(await getArtworks(store, [artworkId], viewer))[0]?.collecting;
	expect(await collecting(nobody)).toEqual({ permission: 'MEMBERS_ONLY', ownCount: 0 });
	expect(await collecting(stranger)).toEqual({ permission: 'ALLOWED', ownCount: 0 });
	expect(await collecting(curator)).toEqual({ permission: 'ALLOWED', ownCount: 2 });
	expect(await countCollectionsOf(store, [artworkId], nobody)).toEqual([1]);
	expect(await countCollectionsOf(store, [artworkId], curator)).toEqual([2]);
	expect(await ids({ open: true }, curator)).toEqual([hidden.id, open.id]);
	expect(await ids({ open: true, title: '100%' }, curator)).toEqual([open.id]);
	expect(await ids({ open: true }, stranger)).toEqual([]);
	await followCollection(store, { collectionId: open.id, follows: true }, stranger);
	expect(await ids({ followed: true }, stranger)).toEqual([open.id]);
	const [summary] = await summariseCollections(store, [open.id], stranger);
	expect(summary).toEqual({ itemCount: 1, coverArtworkIds: [artworkId], followerCount: 1, followed: true });
	await expect(followCollection(store, { collectionId: hidden.id, follows: true }, stranger)).rejects.toMatchObject({
		code: 'NOT_FOUND',
	});
	const page = await listCollections(store, { first: 1, filter: { ownerId: curator.userId } }, curator);
	const rest = { first: 1, after: page.edges[0]?.cursor ?? '', filter: { ownerId: curator.userId } };
	expect((await listCollections(store, rest, curator)).edges.map((edge) => edge.collection.id)).toEqual([open.id]);
});

test('words find collections by title and statement in either language, as they are now, and none that no list shows', async () => {
	const { store } = setting;
	const keeper = await members.member();
	const lights = await createCollection(store, { title: 'Faros', statement: 'Towers at the sea' }, keeper);
	const towers = await createCollection(store, { title: 'Torres', visibility: 'PRIVATE' }, keeper);
	const found = async (words: string, viewer: TestMember | typeof nobody = nobody) =>
		(await listCollections(store, { first: 10, filter: { words } }, viewer)).edges.map(
			({ collection }) => collection.id,
		);
	expect(await found('faro')).toEqual([lights.id]);
	expect(await found('FÀRO tower -desert')).toEqual([lights.id]);
	expect(await found('faro -sea')).toEqual([]);
	expect([await found('torre'), await found('torre', keeper)]).toEqual([[], [towers.id]]);
	expect(await found('\0\ud800')).toEqual([]);
	await updateCollection(store, { id: lights.id, title: '灯台' }, keeper);
	expect([await found('faro'), await found('灯台'), await found('towers')]).toEqual([[], [lights.id], [lights.id]]);
});

test('collections are listed by when they were tended, made or used, and by how many follow them, page by page', async () => {
	const { store } = setting;
	const keeper = await members.member();
	const made = [];
	for (const title of ['One', 'Two', 'Three']) made.push((await createCollection(store, { title }, keeper)).id);
	const [one = '', two = '', three = ''] = made;
	for (const [index, id] of made.entries())
		await query(store, 'UPDATE "Collection" SET "createdAt" = now() - make_interval(secs => $2) WHERE id = $1', [
			id,
			100 - index,
		]);
	const addTo = async (collectionId: string, who: TestMember) =>
		addItem(store, { collectionId, artworkId: await members.artworkOf(stranger) }, who);
	await addTo(two, keeper);
	await setCurator(store, { collectionId: three, userId: editor.userId, role: 'EDITOR' }, keeper);
	await addTo(one, keeper);
	await addTo(three, editor);
	// Somebody who follows two leaves for good, and is counted no longer.
	const gone = await members.member();
	for (const [id, follower] of [
		[two, stranger],
		[two, editor],
		[one, stranger],
		[one, gone],
		[three, gone],
	] as const)
		await followCollection(store, { collectionId: id, follows: true }, follower);
	await query(store, 'DELETE FROM "CollectionFollow" WHERE "userId" = $1', [gone.userId]);
	const listed = async (order: CollectionListOrder) => {
		const found: string[] = [];
		for (let after: string | null = null, more = true; more; ) {
			const request = { first: 2, after, order, filter: { ownerId: keeper.userId } } as const;
			const { edges, hasNextPage } = await listCollections(store, request, keeper);
			found.push(...edges.map(({ collection }) => collection.id));
			after = edges.at(-1)?.cursor ?? null;
			more = hasNextPage;
		}
		return found;
	};
	expect(await listed('TENDED')).toEqual([three, one, two]);
	expect(await listed('NEWEST')).toEqual([three, two, one]);
	expect(await listed('FOLLOWED')).toEqual([two, one, three]);
	// What an editor put in is not what the keeper used.
	expect(await listed('USED')).toEqual([one, two, three]);
	const { edges } = await listCollections(store, { first: 1, order: 'NEWEST' }, keeper);
	const elsewhere = { first: 1, order: 'FOLLOWED', after: edges[0]?.cursor ?? '' } as const;
	await expect(listCollections(store, elsewhere, keeper)).rejects.toThrow(CursorError);
});

test('the artist is told of a work that somebody collects where it can be seen, and a curator of their role', async () => {
	const { store } = setting;
	const artist = await members.member();
	const artworkId = await members.artworkOf(artist);
	const secret = await createCollection(store, { title: 'Secret', visibility: 'PRIVATE' }, owner);
	await addItem(store, { collectionId: secret.id, artworkId }, owner);
	const open = await createCollection(store, { title: 'Open' }, owner);
	await addItem(store, { collectionId: open.id, artworkId }, owner);
	await setCurator(store, { collectionId: open.id, userId: artist.userId, role: 'VIEWER' }, owner);
	const rows = await query<{ kind: string; aboutId: string }>(
		store,
		'SELECT kind::text, "aboutId" FROM "Notification" WHERE "recipientId" = $1 AND kind IN (\'COLLECTED\', \'CURATOR\') ORDER BY "createdAt", id',
		[artist.userId],
	);
	expect(rows).toEqual([
		{ kind: 'COLLECTED', aboutId: open.id },
		{ kind: 'CURATOR', aboutId: open.id },
	]);
	const page = await listNotifications(store, { first: 10, after: null }, artist);
	expect(page.edges.map(({ group }) => group.kind)).toEqual(['CURATOR', 'COLLECTED', 'RENDER_DONE']);
});

test('a deleted collection is gone for all, and its owner restores it for 30 days', async () => {
	const { store } = setting;
	const { id } = await createCollection(store, { title: 'Gone' }, owner);
	await expect(deleteCollection(store, id, stranger)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	await deleteCollection(store, id, owner);
	expect(await getCollections(store, [id], owner)).toEqual([null]);
	expect((await listDeletedCollections(store, owner.userId)).map((each) => each.id)).toEqual([id]);
	await expect(restoreCollection(store, id, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	expect(await restoreCollection(store, id, owner)).toMatchObject({ id, deletedAt: null });
	await deleteCollection(store, id, owner);
	await query(
		store,
		`UPDATE "Collection" SET "deletedAt" = now() - make_interval(days => $2, secs => 1) WHERE id = $1`,
		[id, restorableDays],
	);
	await expect(restoreCollection(store, id, owner)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	expect(await forgetDeletedCollections(store)).toBe(1);
});

test('a collection passes to its oldest editor when its owner leaves; one without goes with the account', async () => {
	const { store } = setting;
	const leaver = await members.member();
	const shared = await createCollection(store, { title: 'Shared' }, leaver);
	const alone = await createCollection(store, { title: 'Alone' }, leaver);
	await createCollection(store, { title: 'Shared' }, editor);
	for (const { userId } of [editor, stranger])
		await setCurator(store, { collectionId: shared.id, userId, role: 'EDITOR' }, leaver);
	await leave(store, leaver.userId, 'DELETE');
	await query(store, `UPDATE "User" SET "leavesAt" = now() - interval '1 second' WHERE id = $1`, [leaver.userId]);
	expect(await endAccounts(store)).toBe(1);
	expect(await getCollections(store, [shared.id, alone.id], editor)).toEqual([
		expect.objectContaining({ ownerId: editor.userId, slug: 'shared-2', role: 'OWNER' }),
		null,
	]);
});

test('a collection is handed over to an editor, and its former owner stays one', async () => {
	const { store } = setting;
	const { id, slug } = await createCollection(store, { title: 'Handed over' }, owner);
	const to = { collectionId: id, toUserId: editor.userId };
	await expect(handOverCollection(store, to, owner)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	await setCurator(store, { collectionId: id, userId: editor.userId, role: 'EDITOR' }, owner);
	await handOverCollection(store, to, owner);
	expect(await findCollection(store, { ownerId: owner.userId, slug }, nobody)).toMatchObject({
		ownerId: editor.userId,
	});
	expect((await curatorsOf(store, [id]))[0]).toMatchObject([{ userId: owner.userId, role: 'EDITOR' }]);
});

test('moderators hide a collection as they hide an artwork', async () => {
	const { store } = setting;
	const moderator = await members.member('MODERATOR');
	const { id } = await createCollection(store, { title: 'Bad' }, owner);
	await moderate(store, { kind: 'HIDE', subjectId: id, reason: 'Not for here' }, moderator.userId);
	expect(await getCollections(store, [id], stranger)).toEqual([null]);
	expect(await getCollections(store, [id], owner)).toEqual([expect.objectContaining({ hidden: true })]);
});
