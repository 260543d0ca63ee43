/** @file Comments on a collection over the API: said, read, told of as they come, and refused where they are said of nothing. */
import { createCollection } from '@galatea/store/collections';
import { createComment } from '@galatea/store/talk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, type Member, startTestApi, type TestApi } from '../../testing.ts';

let api: TestApi;
let owner: Member;
let collectionId: string;
beforeAll(async () => {
	api = await startTestApi();
	owner = await api.member();
	collectionId = (await createCollection(api.store, { title: 'Shelf' }, viewerOf(owner))).id;
});
afterAll(() => api[Symbol.asyncDispose]());

const viewerOf = ({ userId }: Member) => ({ userId, role: 'MEMBER' }) as const;

async function say(input: Readonly<Record<string, unknown>>, who: Member) {
	const document = /* GraphQL */ `
		mutation ($input: CreateCommentInput!) {
			createComment(input: $input) {
				__typename
				... on CreateCommentSuccess { comment { id artwork { id } collection { id } } }
				... on InvalidInput { issues { path } }
			}
		}
	`;
	return dataOf(await api.query(document, { input: { text: 'What a shelf', ...input } }, who))['createComment'];
}

test('a comment is said of one thing, and leads to it', async () => {
	expect(await say({ collectionId }, owner)).toMatchObject({
		__typename: 'CreateCommentSuccess',
		comment: { artwork: null, collection: { id: collectionId } },
	});
	const refused = { __typename: 'InvalidInput', issues: [{ path: 'artworkId' }] };
	expect(await say({}, owner)).toMatchObject(refused);
	expect(await say({ collectionId, artworkId: 'art_1' }, owner)).toMatchObject(refused);
	expect(await say({ collectionId: 'col_none' }, owner)).toMatchObject({ __typename: 'NotFound' });
	expect(await say({ artworkId: collectionId }, owner)).toMatchObject({ __typename: 'NotFound' });
});

test('who looks at a collection hears of each comment, with the state first', async () => {
	const document = /* GraphQL */ `
		subscription ($id: ID!) {
			collectionCommentNews(collectionId: $id) { commentCount comments(first: 1) { edges { node { text } } } }
		}
	`;
	const reader = await api.member();
	const events = api.subscribe(document, { id: collectionId }, reader);
	const next = async () => dataOf((await events.next()).value ?? {})['collectionCommentNews'];
	const { commentCount } = (await next()) as { readonly commentCount: number };
	await createComment(api.store, { subjectId: collectionId, text: 'Indeed' }, viewerOf(owner));
	expect(await next()).toEqual({
		commentCount: commentCount + 1,
		comments: { edges: [{ node: { text: 'Indeed' } }] },
	});
	await events.return();
	const missing = api.subscribe(document, { id: 'col_none' }, reader);
	expect((await missing.next()).value).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
});
