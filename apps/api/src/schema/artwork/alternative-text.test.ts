import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, type Member, startTestApi, type TestApi } from '../../testing.ts';
import { doneRender } from '../../testing-worker.ts';

let api: TestApi;
let person: Member;
beforeAll(async () => {
	api = await startTestApi();
	person = await api.member();
});
afterAll(() => api[Symbol.asyncDispose]());

const publish = /* GraphQL */ `
	mutation ($id: ID!, $text: String, $hidden: Boolean) {
		publishRender(id: $id, title: "Apple", alternativeText: $text, recipeHidden: $hidden) {
			... on PublishRenderSuccess { artwork { id alternativeText } }
			... on InvalidInput { issues { path } }
		}
	}
`;
const update = /* GraphQL */ `
	mutation ($id: ID!, $text: String) {
		updateArtwork(input: { id: $id, alternativeText: $text }) {
			... on UpdateArtworkSuccess { artwork { alternativeText } }
			... on InvalidInput { issues { path } }
		}
	}
`;

async function published(variables: { readonly text?: string; readonly hidden?: boolean }) {
	const { renderId: id } = await doneRender(api.store, { userId: person.userId });
	return dataOf(await api.query(publish, { id, ...variables }, person))['publishRender'] as {
		artwork: { id: string; alternativeText: string | null };
	};
}

test('what a picture shows is said when it is published and later, and read by everybody', async () => {
	const { artwork } = await published({ text: 'A red apple on blue.' });
	const { id } = artwork;
	expect(artwork.alternativeText).toBe('A red apple on blue.');
	const change = async (text: string | null) => dataOf(await api.query(update, { id, text }, person))['updateArtwork'];
	expect(await change('x'.repeat(501))).toEqual({ issues: [{ path: 'alternativeText' }] });
	expect(await change('Only an apple.')).toEqual({ artwork: { alternativeText: 'Only an apple.' } });
	const read = 'query ($id: ID!) { artwork(id: $id) { alternativeText } }';
	expect(dataOf(await api.query(read, { id }))['artwork']).toEqual({ alternativeText: 'Only an apple.' });
	expect(await change(null)).toEqual({ artwork: { alternativeText: null } });
	expect(await published({ text: 'x'.repeat(501) })).toEqual({ issues: [{ path: 'alternativeText' }] });
});

test('of a picture whose recipe is hidden no text is made of it', async () => {
	const { artwork } = await published({ hidden: true });
	const read = 'query ($id: ID!) { artwork(id: $id) { alternativeText recipe { prompt } } }';
	const nothing = { alternativeText: null, recipe: null };
	expect(dataOf(await api.query(read, { id: artwork.id }))['artwork']).toEqual(nothing);
});
