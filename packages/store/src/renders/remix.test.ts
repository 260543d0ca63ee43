import { type Licence, RenderError } from '@galatea/render';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RemixPolicy, remixPermissionsOf } from '../access/remix-permission.ts';
import { nobody } from '../access/visibility.ts';
import { bind } from '../accounts/bonds.ts';
import { getArtworks, parentsOf, publishRender } from '../artworks/artworks.ts';
import { updateArtwork } from '../artworks/update-artwork.ts';
import { query } from '../database/store.ts';
import { type TestMember, type TestMembers, testMembers } from '../testing/test-members.ts';
import { finished, queuedRender, recipe, type TestStore, testStore } from '../testing/test-store.ts';
import { createRender } from './create-render.ts';
import {
	artworksOfPictures,
	artworksOfRecipes,
	distinctSources,
	licenceChoicesOf,
	licencesOfSources,
	type RenderSource,
} from './render-sources.ts';

let setting: TestStore;
let members: TestMembers;
let artist: TestMember;
let stranger: TestMember;
beforeAll(async () => {
	setting = await testStore();
	members = testMembers(setting.store);
	artist = await members.member();
	stranger = await members.member();
});
afterAll(() => setting[Symbol.asyncDispose]());

async function hung(changes: { licence?: Licence; remixPolicy?: RemixPolicy; recipeHidden?: boolean } = {}) {
	const id = await members.artworkOf(artist);
	return updateArtwork(setting.store, { id, userId: artist.userId, ...changes });
}

/** A finished render of `member` that is made from `sources`. */
async function made(member: TestMember, sources: readonly RenderSource[]): Promise<string> {
	const { store } = setting;
	const { render } = await createRender(store, { recipe: recipe(), userId: member.userId, sources });
	await finished(store, render.id);
	return render.id;
}

const remix = (artworkId: string) => [{ artworkId, kind: 'REMIX' as const }];

describe('who may make something from a picture:', () => {
	test.each([
		['everyone', {}, 'ALLOWED', 'ALLOWED', 'ALLOWED'],
		['followers', { remixPolicy: 'FOLLOWERS' }, 'FOLLOWERS_ONLY', 'FOLLOWERS_ONLY', 'ALLOWED'],
		['nobody', { remixPolicy: 'NOBODY' }, 'NOBODY', 'NOBODY', 'NOBODY'],
		['nobody under CC BY-ND', { licence: 'CC_BY_ND' }, 'LICENCE', 'LICENCE', 'LICENCE'],
		['nobody with all rights reserved', { licence: 'ALL_RIGHTS_RESERVED' }, 'LICENCE', 'LICENCE', 'LICENCE'],
		['everyone under CC BY-SA', { licence: 'CC_BY_SA' }, 'ALLOWED', 'ALLOWED', 'ALLOWED'],
		['nobody whose recipe is hidden', { recipeHidden: true }, 'RECIPE_HIDDEN', 'RECIPE_HIDDEN', 'RECIPE_HIDDEN'],
	] as const)('%s, and its artist always', async (_who, changes, ofNobody, ofStranger, ofFollower) => {
		const { store } = setting;
		const { id } = await hung(changes);
		const follower = await members.member();
		await bind(store, 'follow', follower.userId, artist.userId);
		for (const [viewer, expected] of [
			[nobody, ofNobody],
			[stranger, ofStranger],
			[follower, ofFollower],
			[artist, 'ALLOWED'],
		] as const)
			expect(await remixPermissionsOf(store, [id], viewer)).toEqual([expected]);
	});

	test('nobody of whom one has blocked the other, and nobody from what is gone', async () => {
		const { store } = setting;
		const blocked = await members.member();
		await bind(store, 'block', blocked.userId, artist.userId);
		const { id } = await hung();
		expect(await remixPermissionsOf(store, [id, 'art_none'], blocked)).toEqual(['BLOCKED', 'NOBODY']);
	});
});

describe('the licence of a remix', () => {
	test('is the one that its source demands, unless another is chosen, which is refused', async () => {
		const { store } = setting;
		const { id } = await hung({ licence: 'CC_BY_SA' });
		const renderId = await made(stranger, remix(id));
		expect(await licenceChoicesOf(store, [renderId, 'rnd_none'])).toMatchObject([['CC_BY_SA'], { length: 9 }]);
		const input = { renderId, title: 'Remix', userId: stranger.userId };
		const refused = publishRender(store, { ...input, licence: 'CC_BY' });
		await expect(refused).rejects.toThrow(RenderError);
		await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'licence' }] });
		const published = await publishRender(store, input);
		expect(published.licence).toBe('CC_BY_SA');
		const change = { id: published.id, userId: stranger.userId };
		await expect(updateArtwork(store, { ...change, licence: null })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
		expect((await getArtworks(store, [published.id], nobody))[0]?.licence).toBe('CC_BY_SA');
	});

	test('follows the terms under which it was begun, whatever is given later', async () => {
		const { store } = setting;
		const { id } = await hung({ licence: 'CC_BY' });
		const renderId = await made(stranger, remix(id));
		await updateArtwork(store, { id, userId: artist.userId, licence: 'ALL_RIGHTS_RESERVED' });
		const input = { renderId, title: 'Begun before', userId: stranger.userId, licence: 'CC_BY' } as const;
		expect((await publishRender(store, input)).licence).toBe('CC_BY');
	});

	test("does not hang on the terms of one's own pictures", async () => {
		const { store } = setting;
		const { id } = await hung({ licence: 'CC_BY_ND' });
		const renderId = await made(artist, remix(id));
		const input = { renderId, title: 'My own', userId: artist.userId, licence: 'CC0' } as const;
		expect((await publishRender(store, input)).licence).toBe('CC0');
	});

	test('is none where two sources ask for what cannot be met together', async () => {
		const { store } = setting;
		const ids = [(await hung({ licence: 'CC_BY_SA' })).id, (await hung({ licence: 'CC_BY_NC_SA' })).id];
		expect(await licencesOfSources(store, ids, stranger.userId)).toEqual([]);
		expect(await licencesOfSources(store, ids, artist.userId)).toHaveLength(9);
	});
});

describe('credit', () => {
	test('goes to every source, with what was taken and the shares, in their order, and each is told', async () => {
		const { store } = setting;
		const [one, two, three] = [await hung(), await hung(), await hung()];
		const renderId = await made(stranger, [
			{ artworkId: one.id, kind: 'MIX', share: 0.6 },
			{ artworkId: two.id, kind: 'MIX', share: 0.4 },
			{ artworkId: three.id, kind: 'INITIAL_IMAGE' },
			{ artworkId: one.id, kind: 'IMAGE_PROMPT' },
		]);
		const { id } = await publishRender(store, { renderId, title: 'Mixed', userId: stranger.userId });
		expect(await parentsOf(store, [id], nobody)).toMatchObject([
			[
				{ parentId: one.id, kind: 'MIX', share: 0.6 },
				{ parentId: two.id, kind: 'MIX', share: 0.4 },
				{ parentId: three.id, kind: 'INITIAL_IMAGE', share: null },
			],
		]);
		const told = await query<{ subjectId: string }>(
			store,
			`SELECT "subjectId" FROM "Notification" WHERE kind = 'REMIX' AND "aboutId" = $1 ORDER BY "subjectId"`,
			[id],
		);
		expect(told.map(({ subjectId }) => subjectId)).toEqual([one.id, two.id, three.id].sort());
	});

	test('stays as a name when a source is deleted between the request and the publication', async () => {
		const { store } = setting;
		const source = await hung();
		const renderId = await made(stranger, remix(source.id));
		await query(store, 'DELETE FROM "Artwork" WHERE id = $1', [source.id]);
		const { id } = await publishRender(store, { renderId, title: 'Orphan', userId: stranger.userId });
		expect(await parentsOf(store, [id], nobody)).toMatchObject([
			[{ parentId: null, parentTitle: 'Apple', kind: 'REMIX' }],
		]);
	});

	test('of what somebody uploaded says that nobody has checked it', async () => {
		const { store } = setting;
		const source = await hung();
		const renderId = await made(stranger, [{ artworkId: source.id, kind: 'IMPORT' }]);
		const { id } = await publishRender(store, { renderId, title: 'Brought', userId: stranger.userId });
		expect(await query(store, 'SELECT kind, "createdBy" FROM "Lineage" WHERE "childId" = $1', [id])).toEqual([
			{ kind: 'IMPORT', createdBy: 'USER' },
		]);
	});

	test('cannot be changed once it is written down', async () => {
		const { store } = setting;
		const [source, other] = [await hung(), await hung()];
		const renderId = await made(stranger, remix(source.id));
		for (const assignment of [`share = 0.5`, `kind = 'IMPORT'`, `licence = 'CC0'`, `"artworkId" = '${other.id}'`])
			await expect(
				query(store, `UPDATE "RenderSource" SET ${assignment} WHERE "renderId" = $1`, [renderId]),
			).rejects.toThrow(/never changes/);
	});
});

test('each artwork is a source once, as what comes first of it', () => {
	const sources = [
		{ artworkId: 'a', kind: 'FORK', step: 3 },
		{ artworkId: 'b', kind: 'IMPORT' },
		{ artworkId: 'a', kind: 'REMIX' },
	] as const;
	expect(distinctSources(sources)).toEqual(sources.slice(0, 2));
});

describe('a picture or a recipe that is used', () => {
	test('leads to the oldest artwork that has it and may be seen, unless its recipe is hidden', async () => {
		const { store } = setting;
		const changes = { prompts: [{ text: 'found again', weight: 1, stop: null }] };
		const ids: string[] = [];
		for (const name of ['c'.repeat(64), 'c'.repeat(64)]) {
			const render = await queuedRender(store, changes, artist);
			await finished(store, render.id);
			await query(store, 'UPDATE "Render" SET "imageKey" = $2 WHERE id = $1', [render.id, `${name}.png`]);
			ids.push((await publishRender(store, { renderId: render.id, title: 'Again', userId: artist.userId })).id);
		}
		const [first = '', second = ''] = ids;
		const { hash } = (
			await query<{ hash: string }>(store, 'SELECT "recipeHash" AS hash FROM "Artwork" WHERE id = $1', [first])
		)[0] ?? { hash: '' };
		const found = async () => [
			(await artworksOfPictures(store, ['c'.repeat(64), 'd'.repeat(64)], stranger)).get('c'.repeat(64)),
			(await artworksOfRecipes(store, [hash, 'e'.repeat(64)], stranger)).get(hash),
		];
		expect(await found()).toEqual([first, first]);
		await updateArtwork(store, { id: first, userId: artist.userId, recipeHidden: true });
		expect(await found()).toEqual([first, second]);
		await updateArtwork(store, { id: first, userId: artist.userId, visibility: 'PRIVATE' });
		expect(await found()).toEqual([second, second]);
	});
});
