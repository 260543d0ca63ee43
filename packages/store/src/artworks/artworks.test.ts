import { expect, test } from 'vitest';
import { nobody } from '../access/visibility.ts';
import { createGuest } from '../accounts/users.ts';
import { CursorError } from '../database/cursor.ts';
import { query, type Store } from '../database/store.ts';
import { getRender } from '../renders/renders.ts';
import { finished, picture, queuedRender, testStore } from '../testing/test-store.ts';
import type { Artwork, ArtworkPage } from './artwork.ts';
import { listArtworks } from './artwork-lists.ts';
import { countRemixes, getArtworks, parentsOf, publishRender, remixesOf } from './artworks.ts';
import { updateArtwork } from './update-artwork.ts';

async function published(store: Store, userId: string, remixOfArtworkId?: string): Promise<Artwork> {
	const render = await queuedRender(store, {}, { userId, ...(remixOfArtworkId && { remixOfArtworkId }) });
	await finished(store, render.id);
	return publishRender(store, { renderId: render.id, title: `Picture of ${render.id}`, userId });
}

/** What its artist was given, as a visitor is given it. */
function seenByNobody(artwork: Artwork): Artwork {
	return { ...artwork, collecting: { ...artwork.collecting, permission: 'MEMBERS_ONLY' } };
}

test('a finished render is published once, however often and at once it is asked', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { user } = await createGuest(store);
	const render = await queuedRender(store, {}, { userId: user.id });
	await finished(store, render.id);
	const titles = ['  First  ', 'Second', 'Third'];
	const artworks = await Promise.all(
		titles.map((title) => publishRender(store, { renderId: render.id, title, userId: user.id })),
	);
	expect(new Set(artworks.map((artwork) => artwork.id)).size).toBe(1);
	expect(artworks[0]).toMatchObject({
		renderId: render.id,
		recipe: render.recipe,
		publishedById: user.id,
		image: picture(),
		thumbnail: picture('webp'),
	});
	expect(['First', 'Second', 'Third']).toContain(artworks[0]?.title);
	expect((await getRender(store, render.id))?.artworkId).toBe(artworks[0]?.id);
});

test('what cannot be published is refused with the reason', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { user } = await createGuest(store);
	const render = await queuedRender(store, {}, { userId: user.id });
	const publish = (changes: { renderId?: string; title?: string; userId?: string }) =>
		publishRender(store, { renderId: render.id, title: 'A title', userId: user.id, ...changes });
	await expect(publish({})).rejects.toMatchObject({ code: 'NOT_FINISHED' });
	await finished(store, render.id);
	await expect(publish({ userId: 'usr_other' })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	await expect(publish({ renderId: 'rnd_none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	for (const title of ['', '  ', 'two\nlines', 'NUL\0', '\ud800', 'x'.repeat(201)])
		await expect(publish({ title })).rejects.toMatchObject({ code: 'INVALID_TITLE' });
	expect((await publish({ title: '🍎'.repeat(200) })).title).toBe('🍎'.repeat(200));
});

test('pages are newest first, complete, and stay so when something is published between two of them', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { user } = await createGuest(store);
	const made: string[] = [];
	for (let count = 0; count < 7; count++) made.unshift((await published(store, user.id)).id);
	const first = await listArtworks(store, { first: 3 }, nobody);
	expect(first.hasNextPage).toBe(true);
	const newer = await published(store, user.id);
	await query(store, 'DELETE FROM "Artwork" WHERE id = $1', [made[2]]);
	const seen = first.edges.map((edge) => edge.artwork.id);
	for (let page = first; page.hasNextPage; ) {
		page = await listArtworks(store, { first: 3, after: page.edges.at(-1)?.cursor ?? null }, nobody);
		seen.push(...page.edges.map((edge) => edge.artwork.id));
	}
	expect(seen).toEqual(made);
	const [newest] = (await listArtworks(store, { first: 1 }, nobody)).edges;
	expect(newest?.artwork.id).toBe(newer.id);
	expect(await getArtworks(store, ['art_none', newer.id], nobody)).toEqual([null, seenByNobody(newer)]);
});

test('artworks published in the same moment are all listed, each once', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { user } = await createGuest(store);
	for (let count = 0; count < 4; count++) await published(store, user.id);
	await query(store, 'ALTER TABLE "Artwork" DISABLE TRIGGER USER');
	await query(store, 'UPDATE "Artwork" SET "sortKey" = 5');
	const seen: string[] = [];
	let after: string | null = null;
	for (let page = 0; page < 4; page++) {
		const [edge]: ArtworkPage['edges'] = (await listArtworks(store, { first: 1, after }, nobody)).edges;
		seen.push(edge?.artwork.id ?? '');
		after = edge?.cursor ?? null;
	}
	expect(new Set(seen).size).toBe(4);
	expect((await listArtworks(store, { first: 1, after }, nobody)).edges).toEqual([]);
});

test('a cursor or a size that is not one is refused', async () => {
	await using setting = await testStore();
	for (const after of ['', 'x', 'AAAA', Buffer.from("1:art_'; DROP TABLE").toString('base64url')])
		await expect(listArtworks(setting.store, { first: 1, after }, nobody)).rejects.toThrow(CursorError);
	for (const first of [0, -1, 101, 1.5, Number.NaN])
		await expect(listArtworks(setting.store, { first }, nobody)).rejects.toThrow(RangeError);
});

test('a remix credits its parent, also when the parent is gone, and lineage has no cycles', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { user } = await createGuest(store);
	const parent = await published(store, user.id);
	const children = [await published(store, user.id, parent.id), await published(store, user.id, parent.id)];
	expect(await remixesOf(store, ['art_none', parent.id], nobody)).toEqual([[], children.map(seenByNobody).reverse()]);
	expect(await remixesOf(store, [parent.id], nobody, 1)).toEqual([children.map(seenByNobody).slice(1)]);
	expect(await countRemixes(store, ['art_none', parent.id], nobody)).toEqual([0, 2]);
	const [childId, otherId] = children.map((child) => child.id);
	const taken = { kind: 'REMIX', parentStep: null, share: null };
	const credit = { childId, parentId: parent.id, parentTitle: parent.title, parentThumbhash: 'AAAA', ...taken };
	expect(await parentsOf(store, [childId ?? '', parent.id], nobody)).toEqual([[credit], []]);
	await expect(
		query(
			store,
			`INSERT INTO "Lineage" (id, "childId", "parentId", "parentTitle", "parentThumbhash", kind, "createdBy")
			 VALUES ('lin_x', $1, $2, '', '', 'REMIX', 'USER')`,
			[parent.id, otherId],
		),
	).rejects.toThrow(/is not newer than its parent/);
	await query(store, 'DELETE FROM "Artwork" WHERE id = $1', [parent.id]);
	expect(await parentsOf(store, [childId ?? ''], nobody)).toEqual([[{ ...credit, parentId: null }]]);
});

test('remixes are counted as far as the viewer may see them listed, each artwork by itself', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { user } = await createGuest(store);
	const [parent, other] = [await published(store, user.id), await published(store, user.id)];
	const [child, hidden] = [await published(store, user.id, parent.id), await published(store, user.id, parent.id)];
	await published(store, user.id, child.id);
	await updateArtwork(store, { id: hidden.id, userId: user.id, visibility: 'PRIVATE' });
	const ids = [parent.id, other.id, child.id];
	expect(await countRemixes(store, ids, nobody)).toEqual([1, 0, 1]);
	expect(await countRemixes(store, ids, { userId: user.id, role: 'GUEST' })).toEqual([2, 0, 1]);
});

test('the place of an artwork, and what it shows, cannot be changed', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { user } = await createGuest(store);
	await published(store, user.id);
	for (const change of ['"sortKey" = 1', 'step = step - 1'])
		await expect(query(store, `UPDATE "Artwork" SET ${change}`)).rejects.toThrow(/never change/);
});

test('the credit of a fork names the step from which it went on', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { user } = await createGuest(store);
	const parent = await published(store, user.id);
	const initial = { kind: 'fork' as const, recipe: { ...parent.recipe }, step: 12 };
	const fork = await queuedRender(store, { steps: 30, initial }, { userId: user.id, remixOfArtworkId: parent.id });
	await finished(store, fork.id);
	const { id } = await publishRender(store, { renderId: fork.id, title: 'A fork', userId: user.id });
	expect(await parentsOf(store, [id], nobody)).toMatchObject([[{ parentId: parent.id, parentStep: 12 }]]);
});
