/** @file Deleting over the API: whose it is, what others may tell of it, and what tokens may. */
import { publishRender, updateArtwork } from '@galatea/store/artworks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, type Member, startTestApi, type TestApi } from '../../testing.ts';
import { doneRender } from '../../testing-worker.ts';

let api: TestApi;
let artist: Member;
let other: Member;

beforeAll(async () => {
	api = await startTestApi();
	artist = await api.member();
	other = await api.member();
});
afterAll(() => api[Symbol.asyncDispose]());

type Who = Member | string | undefined;
const outcome = async (mutation: 'deleteArtwork' | 'deleteRender', id: string, who: Who) => {
	const document = `mutation ($id: ID!) { outcome: ${mutation}(id: $id) { __typename } }`;
	return (dataOf(await api.query(document, { id }, who))['outcome'] as { __typename: string }).__typename;
};

test('who published a picture deletes it; for others it is refused, or not there when they cannot see it', async () => {
	const { renderId } = await doneRender(api.store, { userId: artist.userId });
	const { id } = await publishRender(api.store, { renderId, title: 'Apple', userId: artist.userId });
	const strangers: readonly Who[] = [undefined, (await api.guest()).token, other, await api.member('ADMIN')];
	for (const who of strangers) {
		expect(await outcome('deleteArtwork', id, who)).toBe('NotAllowed');
		expect(await outcome('deleteRender', renderId, who)).toBe('NotAllowed');
	}
	await updateArtwork(api.store, { id, userId: artist.userId, visibility: 'PRIVATE' });
	for (const who of strangers) {
		expect(await outcome('deleteArtwork', id, who)).toBe('NotFound');
		expect(await outcome('deleteRender', renderId, who)).toBe('NotFound');
	}
	expect(await outcome('deleteRender', renderId, artist)).toBe('NotAllowed');
	expect(await outcome('deleteArtwork', id, artist)).toBe('DeleteArtworkSuccess');
	expect(await outcome('deleteArtwork', id, artist)).toBe('NotFound');
	const document = 'query ($id: ID!, $renderId: ID!) { artwork(id: $id) { id } render(id: $renderId) { id } }';
	expect(dataOf(await api.query(document, { id, renderId }, artist))).toEqual({ artwork: null, render: null });
});

test('a guest deletes what nobody saw; a render that is under way is stopped first', async () => {
	const guest = await api.guest();
	const { renderId } = await doneRender(api.store, { userId: guest.userId });
	const document = 'query ($id: ID!) { render(id: $id) { viewerCanDelete } }';
	const can = async (who: Who) => dataOf(await api.query(document, { id: renderId }, who))['render'];
	expect([await can(guest.token), await can(other)]).toEqual([{ viewerCanDelete: true }, { viewerCanDelete: false }]);
	expect(await outcome('deleteRender', renderId, guest.token)).toBe('DeleteRenderSuccess');
	const ask =
		'mutation { createRender(input: { prompt: "an apple", steps: 3 }) { ... on CreateRenderSuccess { render { id } } } }';
	const { render } = dataOf(await api.query(ask, {}, guest.token))['createRender'] as {
		render: { id: string };
	};
	expect(await outcome('deleteRender', render.id, guest.token)).toBe('NotFinished');
});

test('of what is gone its children tell the title, where it was public', async () => {
	const { renderId } = await doneRender(api.store, { userId: artist.userId });
	const parent = await publishRender(api.store, { renderId, title: 'Apple', userId: artist.userId });
	const remix = await doneRender(api.store, { userId: other.userId, remixOfArtworkId: parent.id });
	const child = await publishRender(api.store, { renderId: remix.renderId, title: 'Pear', userId: other.userId });
	const document = /* GraphQL */ `
		query ($id: ID!) { artwork(id: $id) { parents { id } credits { parentId parentTitle kind } } }
	`;
	const told = async () => dataOf(await api.query(document, { id: child.id }))['artwork'];
	const credit = { parentTitle: 'Apple', kind: 'REMIX' };
	expect(await told()).toEqual({ parents: [{ id: parent.id }], credits: [{ ...credit, parentId: parent.id }] });
	expect(await outcome('deleteArtwork', parent.id, artist)).toBe('DeleteArtworkSuccess');
	expect(await told()).toEqual({ parents: [], credits: [{ ...credit, parentId: null }] });
});
