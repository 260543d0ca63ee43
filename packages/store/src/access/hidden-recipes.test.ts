import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listArtworks } from '../artworks/artwork-lists.ts';
import { getArtworks, parentsOf, publishRender } from '../artworks/artworks.ts';
import { updateArtwork } from '../artworks/update-artwork.ts';
import { query } from '../database/store.ts';
import { getRender, getRenders } from '../renders/renders.ts';
import { personOfSubject } from '../talk/subjects.ts';
import { type TestMember, type TestMembers, testMembers } from '../testing/test-members.ts';
import { finished, queuedRender, recipe, type TestStore, testStore } from '../testing/test-store.ts';
import { nobody } from './visibility.ts';

let setting: TestStore;
let members: TestMembers;
let owner: TestMember;
let moderator: TestMember;
beforeAll(async () => {
	setting = await testStore();
	members = testMembers(setting.store);
	owner = await members.member();
	moderator = await members.member('MODERATOR');
});
afterAll(() => setting[Symbol.asyncDispose]());

async function hang(prompt: string, recipeHidden: boolean | null, remixOfArtworkId?: string) {
	const { store } = setting;
	const changes = { prompts: [{ text: prompt, weight: 1, stop: null }] };
	const { id } = await queuedRender(store, changes, { ...owner, ...(remixOfArtworkId && { remixOfArtworkId }) });
	await finished(store, id);
	return publishRender(store, { renderId: id, title: 'A title', userId: owner.userId, recipeHidden });
}

const foundBy = async (words: string, viewer = nobody) =>
	(await listArtworks(setting.store, { first: 10, filter: { words } }, viewer)).edges.map(({ artwork }) => artwork.id);

describe('a hidden recipe', () => {
	test('is read by its person alone, moderators neither, in the artwork as in its render', async () => {
		const { store } = setting;
		const { id, renderId } = await hang('a lighthouse', true);
		for (const viewer of [nobody, moderator, owner]) {
			const isOwner = viewer === owner;
			const [[artwork], [render]] = [
				await getArtworks(store, [id], viewer),
				await getRenders(store, [renderId], viewer),
			];
			expect([artwork?.recipeHidden, artwork?.recipe !== null]).toEqual([true, isOwner]);
			expect([render?.recipeHidden, render?.recipe !== null]).toEqual([true, isOwner]);
			expect(JSON.stringify([artwork, render]).includes('lighthouse')).toBe(isOwner);
			expect(render && 'recipeHash' in render).toBe(isOwner);
		}
		expect(await personOfSubject({ query: (text, values) => query(store, text, values) }, renderId)).toMatchObject({
			label: '',
		});
	});

	test('is found by no word of its prompts, until it is open, and not when it is hidden again', async () => {
		const { store } = setting;
		const { id } = await hang('a xylophone', true);
		expect(await foundBy('xylophone', owner)).toEqual([]);
		await updateArtwork(store, { id, userId: owner.userId, recipeHidden: false });
		expect(await foundBy('xylophone')).toEqual([id]);
		await updateArtwork(store, { id, userId: owner.userId, recipeHidden: true });
		expect(await foundBy('xylophone')).toEqual([]);
		expect(await getRender(store, (await getArtworks(store, [id], owner))[0]?.renderId ?? '')).toMatchObject({
			recipeHidden: true,
		});
	});

	test('narrows no list of others by its pack, as little as by whether it can be rendered again', async () => {
		const { id } = await hang('a kettle', true);
		const filters = [{ packId: 'starter' }, { packHashes: [recipe().pack.sha256] }];
		for (const filter of filters)
			for (const [viewer, finds] of [
				[nobody, false],
				[moderator, false],
				[owner, true],
			] as const) {
				const { edges } = await listArtworks(setting.store, { first: 100, filter }, viewer);
				expect(edges.some(({ artwork }) => artwork.id === id)).toBe(finds);
			}
	});

	test('does not tell from which step it went on', async () => {
		const { store } = setting;
		const parent = await hang('a pear', false);
		const initial = {
			kind: 'fork',
			recipe: recipe({ prompts: [{ text: 'a pear', weight: 1, stop: null }] }),
			step: 12,
		} as const;
		const { id } = await queuedRender(store, { initial }, { ...owner, remixOfArtworkId: parent.id });
		await finished(store, id);
		const child = await publishRender(store, { renderId: id, title: 'On', userId: owner.userId, recipeHidden: true });
		expect(await parentsOf(store, [child.id], nobody)).toMatchObject([[{ parentId: parent.id, parentStep: null }]]);
		expect(await parentsOf(store, [child.id], owner)).toMatchObject([[{ parentStep: 12 }]]);
	});
});

test('a recipe is open unless its person says otherwise', async () => {
	const { id } = await hang('an anchor', null);
	expect(await getArtworks(setting.store, [id], nobody)).toMatchObject([{ recipeHidden: false }]);
	expect(await foundBy('anchor')).toEqual([id]);
});
