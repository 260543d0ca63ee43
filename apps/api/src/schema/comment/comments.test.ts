/** @file Comments over the API: what comes back, page by page, and with how few statements. */
import { bind } from '@galatea/store/accounts';
import { publishRender } from '@galatea/store/artworks';
import { disposableDatabase } from '@galatea/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, type Member, startTestApi, type TestApi } from '../../testing.ts';
import { type DatabaseProxy, databaseProxy } from '../../testing-database-proxy.ts';
import { doneRender } from '../../testing-worker.ts';

let database: Awaited<ReturnType<typeof disposableDatabase>>;
let proxy: DatabaseProxy;
let api: TestApi;
let artist: Member;
let ana: Member;
let artworkId: string;

beforeAll(async () => {
	database = await disposableDatabase();
	proxy = await databaseProxy(database.url);
	api = await startTestApi({ databaseUrl: proxy.url });
	artist = await api.member();
	ana = await api.member();
	const { renderId } = await doneRender(api.store, { userId: artist.userId });
	({ id: artworkId } = await publishRender(api.store, { renderId, title: 'Apple', userId: artist.userId }));
});
afterAll(async () => {
	await api[Symbol.asyncDispose]();
	await proxy[Symbol.asyncDispose]();
	await database[Symbol.asyncDispose]();
});

const createDocument = /* GraphQL */ `
	mutation ($input: CreateCommentInput!) {
		createComment(input: $input) {
			__typename
			... on CreateCommentSuccess { comment { id text step place { x y } author { handle } viewerCanEdit } }
			... on InvalidInput { issues { path } }
			... on Failure { code }
		}
	}
`;

async function say(input: Record<string, unknown>, who: Member | string | undefined) {
	const { data, errors } = await api.query(createDocument, { input: { artworkId, ...input } }, who);
	expect(errors).toBeUndefined();
	return data?.['createComment'] as { readonly __typename: string; readonly comment: { readonly id: string } };
}

test('a comment says where in the run and in the picture it belongs, and who may change it', async () => {
	expect(await say({ text: 'Here', step: 5, place: { x: 0.25, y: 0.5 } }, ana)).toEqual({
		__typename: 'CreateCommentSuccess',
		comment: {
			id: expect.stringMatching(/^com_/),
			text: 'Here',
			step: 5,
			place: { x: 0.25, y: 0.5 },
			author: { handle: ana.handle },
			viewerCanEdit: true,
		},
	});
});

test('what stands against a comment is told by its code', async () => {
	const { token } = await api.guest();
	const blocked = await api.member();
	await bind(api.store, 'block', blocked.userId, artist.userId);
	expect(await say({ text: '' }, ana)).toMatchObject({ __typename: 'InvalidInput', issues: [{ path: 'text' }] });
	expect(await say({ text: 'x' }, token)).toMatchObject({ code: 'NOT_SIGNED_IN' });
	expect(await say({ text: 'x' }, undefined)).toMatchObject({ code: 'NOT_SIGNED_IN' });
	expect(await say({ text: 'x' }, blocked)).toMatchObject({ code: 'NOT_ALLOWED' });
	expect(await say({ text: 'x', artworkId: 'art_none' }, ana)).toMatchObject({ code: 'NOT_FOUND' });
	expect(await say({ text: 'x', replyToId: 'com_none' }, ana)).toMatchObject({ code: 'NOT_FOUND' });
	const flooder = await api.member();
	for (let index = 0; index < 30; index++) await say({ text: 'x', idempotencyKey: 'same' }, flooder);
	expect(await say({ text: 'x' }, flooder)).toMatchObject({ code: 'TOO_MANY_TRIES' });
});

test('it is changed and taken back by its author, in no other name', async () => {
	const { comment } = await say({ text: 'Helo' }, ana);
	const change = /* GraphQL */ `
		mutation ($id: ID!) {
			editComment(id: $id, text: "Hello") { __typename ... on EditCommentSuccess { comment { text } } }
			deleteComment(id: $id) { __typename }
		}
	`;
	const none = { editComment: { __typename: 'NotAllowed' }, deleteComment: { __typename: 'NotAllowed' } };
	for (const who of [artist, await api.member('MODERATOR'), undefined])
		expect(dataOf(await api.query(change, { id: comment.id }, who))).toEqual(none);
	expect(dataOf(await api.query(change, { id: comment.id }, ana))).toEqual({
		editComment: { __typename: 'EditCommentSuccess', comment: { text: 'Hello' } },
		deleteComment: { __typename: 'DeleteCommentSuccess' },
	});
});

test('threads come page by page with their replies, authors and reactions, in as many statements for ten as for one', async () => {
	const { renderId } = await doneRender(api.store, { userId: artist.userId });
	const { id } = await publishRender(api.store, { renderId, title: 'Pear', userId: artist.userId });
	// A number in the document itself is counted as such; one in a variable as the largest.
	const document = (first: number) => /* GraphQL */ `
		query ($id: ID!, $after: String) {
			artwork(id: $id) {
				commentCount
				viewerCommentPermission
				comments(first: ${first}, after: $after) {
					edges { node {
						text author { handle viewerMutes } reactions { kind count viewerReacted }
						replies { text author { handle } reactions { kind count } }
					} }
					pageInfo { hasNextPage endCursor }
				}
			}
		}
	`;
	interface Page {
		readonly commentCount: number;
		readonly comments: {
			readonly edges: readonly { readonly node: { readonly text: string; readonly replies: readonly unknown[] } }[];
			readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
		};
	}
	const read = async (first: number, after: string | null = null) =>
		dataOf(await api.query(document(first), { id, after }, ana))['artwork'] as Page;
	const talk = async (name: string) => {
		const { comment } = await say({ artworkId: id, text: name }, artist);
		await say({ artworkId: id, text: `re ${name}`, replyToId: comment.id }, ana);
		const react = 'mutation ($id: ID!) { setReaction(subjectId: $id, kind: CLEVER, on: true) { __typename } }';
		await api.query(react, { id: comment.id }, ana);
	};
	const statements = async () => {
		const before = proxy.statements;
		await read(10);
		return proxy.statements - before;
	};
	await talk('first');
	await statements();
	const one = await statements();
	for (let index = 0; index < 9; index++) await talk(`number ${index}`);
	expect(await statements()).toBe(one);
	expect(one).toBeLessThanOrEqual(20);
	const page = await read(10);
	expect(page).toMatchObject({ commentCount: 20, viewerCommentPermission: 'ALLOWED' });
	expect(page.comments.edges[0]?.node).toMatchObject({
		text: 'number 8',
		replies: [{ text: 're number 8', author: { handle: ana.handle } }],
	});
	expect(page.comments.edges[0]?.node).toHaveProperty(
		'reactions',
		expect.arrayContaining([{ kind: 'CLEVER', count: 1, viewerReacted: true }]),
	);
	const half = await read(5);
	const rest = await read(5, half.comments.pageInfo.endCursor);
	expect([...half.comments.edges, ...rest.comments.edges]).toEqual(page.comments.edges);
	expect([half, rest].map(({ comments }) => comments.pageInfo.hasNextPage)).toEqual([true, false]);
	expect((await api.query(document(5), { id, after: 'rubbish' })).errors).toMatchObject([
		{ extensions: { code: 'BAD_USER_INPUT' } },
	]);
});
