import { expect, test } from 'vitest';
import type { Visibility } from '../access/audience.ts';
import { nobody } from '../access/visibility.ts';
import { createGuest } from '../accounts/users.ts';
import { query, type Store } from '../database/store.ts';
import { finished, queuedRender, testStore } from '../testing/test-store.ts';
import { publishRender } from './artworks.ts';
import { familyOf } from './family.ts';

async function published(
	store: Store,
	userId: string,
	remixOfArtworkId: string | null,
	visibility: Visibility = 'PUBLIC',
): Promise<string> {
	const render = await queuedRender(store, {}, { userId, ...(remixOfArtworkId && { remixOfArtworkId }) });
	await finished(store, render.id);
	const artwork = await publishRender(store, { renderId: render.id, title: 'A picture', userId, visibility });
	return artwork.id;
}

async function placesOf(store: Store, id: string, maximum?: number) {
	const { members, credits, isWhole } = await familyOf(store, id, nobody, maximum);
	return {
		places: members.map(({ artwork, generation }) => [artwork.id, generation]),
		credits: credits.map(({ parentId, childId }) => [parentId, childId]).sort(),
		isWhole,
	};
}

test('a family is all that a picture was made from and all that was made from it, by generation', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { user } = await createGuest(store);
	const root = await published(store, user.id, null);
	const middle = await published(store, user.id, root);
	const sibling = await published(store, user.id, root);
	const children = [await published(store, user.id, middle), await published(store, user.id, middle)] as const;
	const grandchild = await published(store, user.id, children[0]);
	expect(await placesOf(store, middle)).toEqual({
		places: [
			[root, -1],
			[middle, 0],
			[children[0], 1],
			[children[1], 1],
			[grandchild, 2],
		],
		credits: [
			[root, middle],
			[middle, children[0]],
			[middle, children[1]],
			[children[0], grandchild],
		].sort(),
		isWhole: true,
	});
	const fromRoot = await placesOf(store, root);
	expect(fromRoot.places).toContainEqual([sibling, 1]);
	expect(fromRoot.places).toHaveLength(6);
});

test('who is reached by two ways stands after the longer one', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { user } = await createGuest(store);
	const root = await published(store, user.id, null);
	const middle = await published(store, user.id, root);
	const last = await published(store, user.id, middle);
	await query(
		store,
		`INSERT INTO "Lineage" (id, "childId", "parentId", "parentTitle", "parentThumbhash", kind, "createdBy")
		 VALUES ('lin_second', $1, $2, 'A picture', 'AAAA', 'REMIX', 'SERVER')`,
		[last, root],
	);
	expect((await placesOf(store, root)).places).toEqual([
		[root, 0],
		[middle, 1],
		[last, 2],
	]);
	const fromLast = await placesOf(store, last);
	expect(fromLast.places[0]).toEqual([root, -2]);
	expect(fromLast.credits).toHaveLength(3);
});

test('what may not be seen ends the line, what is gone leaves its credit, and a large family says that it is cut', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { user } = await createGuest(store);
	const gone = await published(store, user.id, null);
	const root = await published(store, user.id, gone);
	const hidden = await published(store, user.id, root, 'PRIVATE');
	const behind = await published(store, user.id, hidden);
	const open = await published(store, user.id, root);
	await query(store, 'DELETE FROM "Artwork" WHERE id = $1', [gone]);
	expect(await placesOf(store, root)).toEqual({
		places: [
			[root, 0],
			[open, 1],
		],
		credits: [
			[null, root],
			[root, open],
		].sort(),
		isWhole: true,
	});
	expect((await placesOf(store, behind)).places).toEqual([[behind, 0]]);
	await published(store, user.id, root);
	const cut = await placesOf(store, root, 1);
	expect(cut.places).toHaveLength(2);
	expect(cut.isWhole).toBe(false);
});
