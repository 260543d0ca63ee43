import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../testing.ts';
import { doneRender, newRender, runningRender } from '../../testing-worker.ts';

let api: TestApi;
let owner: { token: string; userId: string };
beforeAll(async () => {
	api = await startTestApi();
	owner = await api.guest();
});
afterAll(() => api[Symbol.asyncDispose]());

const wrongIds = ['rnd_0123456789abcdefghjkmnpqrs', 'art_0123456789abcdefghjkmnpqrs', "x' OR 1=1 --", '', '\u0000'];

describe('cancelling', () => {
	const cancelRender = /* GraphQL */ `
		mutation ($id: ID!) {
			cancelRender(id: $id) {
				__typename
				... on CancelRenderSuccess { render { id state viewerCanCancel } }
				... on AlreadyFinished { render { state } }
				... on Failure { code message }
			}
		}
	`;
	const cancel = async (id: string, token?: string) => {
		const answer = await api.query(cancelRender, { id }, token);
		expect(answer.errors).toBeUndefined();
		return answer.data?.['cancelRender'];
	};

	test('a waiting render is cancelled at once', async () => {
		const { renderId } = await newRender(api.store, { userId: owner.userId });
		expect(await cancel(renderId, owner.token)).toEqual({
			__typename: 'CancelRenderSuccess',
			render: { id: renderId, state: 'CANCELLED', viewerCanCancel: false },
		});
	});

	test('of a running render the worker is told; asking twice is once', async () => {
		const worker = await runningRender(api.store, { userId: owner.userId });
		for (let count = 0; count < 2; count++)
			expect(await cancel(worker.renderId, owner.token)).toMatchObject({
				__typename: 'CancelRenderSuccess',
				render: { state: 'RUNNING', viewerCanCancel: false },
			});
		expect(await worker.progress(1)).toMatchObject({ cancelRequested: true });
	});

	test('a render that is over is AlreadyFinished', async () => {
		const worker = await doneRender(api.store, { userId: owner.userId });
		expect(await cancel(worker.renderId, owner.token)).toMatchObject({
			__typename: 'AlreadyFinished',
			code: 'ALREADY_FINISHED',
			render: { state: 'DONE' },
		});
	});

	test("somebody else's render, or anybody's for nobody, is NotAllowed", async () => {
		const { renderId } = await newRender(api.store, { userId: owner.userId });
		const stranger = await api.guest();
		for (const token of [stranger.token, undefined, 'a-token-that-nobody-has'])
			expect(await cancel(renderId, token)).toMatchObject({ __typename: 'NotAllowed', code: 'NOT_ALLOWED' });
	});

	test.each(wrongIds)('the id %j is NotFound', async (id) => {
		expect(await cancel(id, owner.token)).toMatchObject({ __typename: 'NotFound', code: 'NOT_FOUND' });
	});
});

describe('publishing', () => {
	const publishRender = /* GraphQL */ `
		mutation ($id: ID!, $title: String!) {
			publishRender(id: $id, title: $title) {
				__typename
				... on PublishRenderSuccess {
					artwork {
						id title publishedAt
						image { url width height mimeType thumbhash }
						thumbnail { url mimeType }
						recipe { prompt }
						render { id state artwork { id } viewerCanPublish }
						publishedBy { id }
						parents { id } remixes { id }
					}
				}
				... on NotFinished { render { state } }
				... on Failure { code message }
			}
		}
	`;
	const publish = async (id: string, title: string, token?: string) => {
		const answer = await api.query(publishRender, { id, title }, token);
		expect(answer.errors).toBeUndefined();
		return answer.data?.['publishRender'];
	};

	test('a finished render becomes an artwork, once: the second time is the same artwork', async () => {
		const { renderId } = await doneRender(api.store, { userId: owner.userId });
		const first = await publish(renderId, '  An apple  ', owner.token);
		expect(first).toMatchObject({
			__typename: 'PublishRenderSuccess',
			artwork: {
				id: expect.stringMatching(/^art_/),
				title: 'An apple',
				image: { url: expect.stringMatching(/\.png$/), width: 128, height: 128, mimeType: 'image/png' },
				thumbnail: { url: expect.stringMatching(/\.webp$/), mimeType: 'image/webp' },
				recipe: { prompt: 'a red apple' },
				render: { id: renderId, state: 'DONE', viewerCanPublish: false },
				publishedBy: { id: owner.userId },
				parents: [],
				remixes: [],
			},
		});
		expect(await publish(renderId, 'Another title', owner.token)).toEqual(first);
	});

	test.each([
		['nothing', '   '],
		['201 characters', 'x'.repeat(201)],
		['two lines', 'one\ntwo'],
		['no text', 'a\u0000b'],
	])('a title of %s is InvalidTitle', async (_name, title) => {
		const { renderId } = await doneRender(api.store, { userId: owner.userId });
		expect(await publish(renderId, title, owner.token)).toMatchObject({
			__typename: 'InvalidTitle',
			code: 'INVALID_TITLE',
		});
	});

	test('a render that is not done is NotFinished', async () => {
		const { renderId } = await newRender(api.store, { userId: owner.userId });
		expect(await publish(renderId, 'An apple', owner.token)).toMatchObject({
			__typename: 'NotFinished',
			code: 'NOT_FINISHED',
			message: expect.stringContaining('QUEUED'),
			render: { state: 'QUEUED' },
		});
	});

	test("somebody else's render is NotAllowed", async () => {
		const { renderId } = await doneRender(api.store, { userId: owner.userId });
		const stranger = await api.guest();
		for (const token of [stranger.token, undefined])
			expect(await publish(renderId, 'Mine', token)).toMatchObject({ __typename: 'NotAllowed' });
	});

	test.each(wrongIds)('the id %j is NotFound', async (id) => {
		expect(await publish(id, 'An apple', owner.token)).toMatchObject({ __typename: 'NotFound', code: 'NOT_FOUND' });
	});
});
