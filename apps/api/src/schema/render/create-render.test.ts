import { getRender } from '@galatea/store/renders';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSweeper } from '../../sweeper.ts';
import { type Member, startTestApi, type TestApi } from '../../testing.ts';
import { HandWorker } from '../../testing-worker.ts';

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const createRender = /* GraphQL */ `
	mutation ($input: CreateRenderInput!) {
		createRender(input: $input) {
			__typename
			... on CreateRenderSuccess {
				unknownWords { word near }
				render {
					id state step steps seq attempt loss
					recipe {
						hash prompt width height steps seed packId packHash engineVersion json
						terms { index text weight stop }
						optimiser { name learningRate }
						cutouts { method count power noise augmentations }
					}
					queue { position servable missingPackId eta { lowSeconds } }
					requestedBy { id isGuest displayName }
					viewerCanCancel viewerCanPublish
				}
			}
			... on Failure { code message }
			... on InvalidRecipe { issues { path message } unknownWords { word near } }
			... on PackUnavailable { availablePackIds }
			... on QueueFull { waiting }
			... on RenderLimitReached { scope maximum retryAfterSeconds }
		}
	}
`;

async function create(
	input: Record<string, unknown>,
	token?: string | Member,
	target = api,
	more: Readonly<Record<string, string>> = {},
) {
	const answer = await target.query(createRender, { input }, token, more);
	expect(answer.errors).toBeUndefined();
	return answer.data?.['createRender'] as Record<string, unknown> & { render: Record<string, unknown> };
}

test('a prompt alone makes a queued render with the defaults of the pack', async () => {
	const { token, userId } = await api.guest();
	const result = await create({ prompt: 'a red apple:2 | a blue fish' }, token);
	expect(result).toMatchObject({
		__typename: 'CreateRenderSuccess',
		unknownWords: [],
		render: {
			id: expect.stringMatching(/^rnd_/),
			state: 'QUEUED',
			step: 0,
			steps: 100,
			seq: 1,
			attempt: 0,
			loss: null,
			recipe: {
				hash: expect.stringMatching(/^[0-9a-f]{64}$/),
				prompt: 'a red apple:2 | a blue fish',
				terms: [
					{ index: 0, text: 'a red apple', weight: 2, stop: null },
					{ index: 1, text: 'a blue fish', weight: 1, stop: null },
				],
				width: 128,
				height: 128,
				packId: 'starter',
				packHash: 'ab'.repeat(32),
				seed: expect.stringMatching(/^\d+$/),
				engineVersion: 1,
				optimiser: { name: 'ADAM', learningRate: 0.15 },
				cutouts: { method: 'CROPS', count: 16, power: 1, noise: 0.1, augmentations: ['AFFINE'] },
				json: { format: 1 },
			},
			queue: { servable: false, missingPackId: null, eta: null },
			requestedBy: { id: userId, isGuest: true, displayName: null },
			viewerCanCancel: true,
			viewerCanPublish: false,
		},
	});
});

test('what is asked for is what is rendered, to the last digit of the seed', async () => {
	const { token } = await api.guest();
	const { render } = await create(
		{
			prompt: 'a green tree',
			packId: 'starter',
			width: 64,
			height: 96,
			steps: 7,
			seed: '18446744073709551615',
			learningRate: 0.3,
			cutouts: { method: 'POOLED', count: 8, power: 2, noise: 0.2, augmentations: ['COLOUR_JITTER', 'ERASING'] },
		},
		token,
	);
	expect(render['recipe']).toMatchObject({
		width: 64,
		height: 96,
		steps: 7,
		seed: '18446744073709551615',
		optimiser: { learningRate: 0.3 },
		cutouts: { method: 'POOLED', count: 8, power: 2, noise: 0.2, augmentations: ['COLOUR_JITTER', 'ERASING'] },
	});
});

test('unknown words are named, with near ones, and the rest is rendered', async () => {
	const { token } = await api.guest();
	expect(await create({ prompt: 'a red aple' }, token)).toMatchObject({
		__typename: 'CreateRenderSuccess',
		unknownWords: [{ word: 'aple', near: expect.arrayContaining(['apple']) }],
	});
});

describe('a browser becomes a guest with its first render', () => {
	const post = (headers: Record<string, string>) =>
		fetch(`${api.url}/graphql`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body: JSON.stringify({ query: createRender, variables: { input: { prompt: 'a red apple' } } }),
		});

	test('the cookie is for the server alone, and stands for the same person afterwards', async () => {
		const response = await post({});
		const cookie = response.headers.get('set-cookie') ?? '';
		expect(cookie).toMatch(/^galatea_guest=[\w-]+; Max-Age=34560000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
		const first = (await response.json()) as { data: { createRender: { render: { requestedBy: unknown } } } };
		const again = await post({ cookie: cookie.split(';')[0] ?? '' });
		expect(again.headers.get('set-cookie')).toBeNull();
		expect(await again.json()).toMatchObject({
			data: { createRender: { render: { requestedBy: first.data.createRender.render.requestedBy } } },
		});
	});

	test('over TLS the cookie is for TLS only', async () => {
		const response = await post({ 'x-forwarded-proto': 'https' });
		expect(response.headers.get('set-cookie')).toContain('; Secure');
	});

	test('a cookie that nobody has makes a new guest', async () => {
		const response = await post({ cookie: 'galatea_guest=0000000000000000000000000000000000000000000' });
		expect(response.headers.get('set-cookie')).toContain('galatea_guest=');
	});

	test('a request that is refused makes no guest', async () => {
		const response = await fetch(`${api.url}/graphql`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ query: createRender, variables: { input: { prompt: '' } } }),
		});
		expect(response.headers.get('set-cookie')).toBeNull();
	});
});

describe('what cannot be rendered is refused with all that is wrong', () => {
	test.each([
		['an empty prompt', { prompt: '' }, ['prompts']],
		['10,000 characters', { prompt: 'apple '.repeat(2000).slice(0, 10_000) }, ['prompt']],
		['a character that is no text', { prompt: 'a red apple\u0000' }, ['prompt']],
		['size 0', { prompt: 'apple', width: 0, height: 0 }, ['width', 'height']],
		['size 7', { prompt: 'apple', width: 7 }, ['width']],
		['size 100000', { prompt: 'apple', height: 100_000 }, ['height']],
		['negative steps', { prompt: 'apple', steps: -3 }, ['steps']],
		['no steps', { prompt: 'apple', steps: 0 }, ['steps']],
		['too many steps', { prompt: 'apple', steps: 1_000_000 }, ['steps']],
		['a negative learning rate', { prompt: 'apple', learningRate: -1 }, ['optimiser.learningRate']],
		['no cutouts', { prompt: 'apple', cutouts: { count: 0 } }, ['cutouts.count']],
		['a weight of nothing', { prompt: 'apple:0' }, ['prompts.0.weight']],
		['a key that is too long', { prompt: 'apple', idempotencyKey: 'k'.repeat(300) }, ['idempotencyKey']],
	])('%s', async (_title, input, paths) => {
		const result = await create(input);
		expect(result).toMatchObject({ __typename: 'InvalidRecipe', code: 'INVALID_RECIPE' });
		expect((result['issues'] as { path: string }[]).map((issue) => issue.path)).toEqual(paths);
	});

	test('a wrong size names the nearest right ones', async () => {
		expect(await create({ prompt: 'apple', width: 100 })).toMatchObject({
			issues: [{ path: 'width', message: expect.stringContaining('nearest to 100: 96 or 104') }],
			message: expect.stringContaining('96 or 104'),
		});
	});

	test('a term of which no word is known is refused, with near words', async () => {
		expect(await create({ prompt: 'a red apple | fsh' })).toMatchObject({
			__typename: 'InvalidRecipe',
			issues: [{ path: 'prompts.1.text' }],
			unknownWords: [{ word: 'fsh', near: expect.arrayContaining(['fish']) }],
		});
	});

	test.each(['18446744073709551616', '-1', '1.5', 'abc', '', '9'.repeat(400)])('the seed %j', async (seed) => {
		const answer = await api.query(createRender, { input: { prompt: 'apple', seed } });
		expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
		expect(answer.errors?.[0]?.message).toContain('from 0 to 18446744073709551615');
	});

	test('a seed that JavaScript has rounded already', async () => {
		const answer = await api.query(createRender, { input: { prompt: 'apple', seed: 2 ** 60 } });
		expect(answer.errors).toMatchObject([{ message: expect.stringContaining('text of digits') }]);
	});
});

test('an unknown pack is named together with those that are there', async () => {
	expect(await create({ prompt: 'apple', packId: 'none-such' })).toMatchObject({
		__typename: 'PackUnavailable',
		code: 'PACK_UNAVAILABLE',
		message: expect.stringContaining('none-such'),
		availablePackIds: ['starter', 'biggan-128'],
	});
});

test.each(['art_0123456789abcdefghjkmnpqrs', 'rubbish', ''])(
	'remixing %j, which is not there, is NotFound',
	async (remixOf) => {
		expect(await create({ prompt: 'apple', remixOf })).toMatchObject({ __typename: 'NotFound', code: 'NOT_FOUND' });
	},
);

test('the same idempotency key of the same person is the same render, of another person another', async () => {
	const [one, two] = [await api.guest(), await api.guest()];
	const input = { prompt: 'a red apple', idempotencyKey: 'key-1' };
	const [first, second] = await Promise.all([create(input, one.token), create(input, one.token)]);
	const other = await create(input, two.token);
	expect(second.render['id']).toBe(first.render['id']);
	expect(other.render['id']).not.toBe(first.render['id']);
});

test('a gallery where as many wait as may says so, and takes more when one has left', async () => {
	await using full = await startTestApi({ renderLimits: { galleryWaiting: 1 } });
	const { token } = await full.guest();
	const { render } = await create({ prompt: 'apple' }, token, full);
	expect(await create({ prompt: 'apple' }, token, full)).toMatchObject({
		__typename: 'QueueFull',
		code: 'QUEUE_FULL',
		waiting: 1,
	});
	await new HandWorker(full.store, String(render['id'])).claim();
	expect(await create({ prompt: 'apple' }, token, full)).toMatchObject({ __typename: 'CreateRenderSuccess' });
});

describe('one script does not fill the gallery', () => {
	const limit = (waiting: number) => ({ waiting, workPerHour: 1e12 });

	test('guests of one address wait as one person, whatever tokens they make, and others are taken as before', async () => {
		const renderLimits = { guests: limit(3), member: limit(4), network: limit(6), galleryWaiting: 20 };
		await using small = await startTestApi({ renderLimits });
		const from = { 'x-forwarded-for': '192.0.2.1' };
		const [one, two] = [await small.guest(), await small.guest()];
		const kinds: unknown[] = [];
		for (const { token } of [one, two, one, two])
			kinds.push((await create({ prompt: 'apple' }, token, small, from))['__typename']);
		expect(kinds).toEqual([...new Array(3).fill('CreateRenderSuccess'), 'RenderLimitReached']);
		expect(await create({ prompt: 'apple' }, undefined, small, from)).toMatchObject({
			...{ __typename: 'RenderLimitReached', code: 'TOO_MANY_WAITING', scope: 'PERSON', maximum: 3 },
		});
		// A member of the same address has their own, until the address has all that it may.
		const member = await small.member();
		for (let index = 0; index < 3; index++)
			expect(await create({ prompt: 'apple' }, member, small, from)).toMatchObject({
				__typename: 'CreateRenderSuccess',
			});
		expect(await create({ prompt: 'apple' }, member, small, from)).toMatchObject({ scope: 'NETWORK', maximum: 6 });
		const elsewhere = { 'x-forwarded-for': '192.0.2.2' };
		expect(await create({ prompt: 'apple' }, one.token, small, elsewhere)).toMatchObject({
			__typename: 'CreateRenderSuccess',
		});
	});

	test('a render of more work than an hour may have is refused with what would be less', async () => {
		await using small = await startTestApi({ renderLimits: { guests: { waiting: 9, workPerHour: 1e7 } } });
		const { token } = await small.guest();
		expect(await create({ prompt: 'apple', steps: 2_000 }, token, small)).toMatchObject({
			...{
				__typename: 'RenderLimitReached',
				code: 'BUDGET_SPENT',
				scope: 'PERSON',
				maximum: 1e7,
				retryAfterSeconds: null,
			},
			message: expect.stringContaining('ask for fewer pixels, steps or cutouts'),
		});
	});

	test('so many guests come from one network in an hour', async () => {
		await using small = await startTestApi({ maximumGuestsPerHour: 2 });
		const from = (address: string) => create({ prompt: 'apple' }, undefined, small, { 'x-forwarded-for': address });
		for (const host of [1, 2])
			expect(await from(`2001:db8:1:1::${host}`)).toMatchObject({ __typename: 'CreateRenderSuccess' });
		expect(await from('2001:db8:1:1::3')).toMatchObject({ __typename: 'TooManyTries', code: 'TOO_MANY_TRIES' });
		expect(await from('2001:db8:1:2::1')).toMatchObject({ __typename: 'CreateRenderSuccess' });
	});
});

test('a render that the queue did not take is not lost: the sweeper hands it over', async () => {
	const added: string[] = [];
	let broken = true;
	await using api = await startTestApi({
		wrapProducer: (producer) => ({
			...producer,
			async add(renderId, packId) {
				if (broken) throw new Error('The queue is down');
				added.push(renderId);
				await producer.add(renderId, packId);
			},
		}),
	});
	const { token } = await api.guest();
	const { render } = await create({ prompt: 'apple' }, token, api);
	expect((await getRender(api.store, String(render['id'])))?.state).toBe('QUEUED');
	expect(api.log.join()).toContain('The queue is down');
	broken = false;
	const sweeper = startSweeper(api.store, api.services.producer, api.services.logger);
	await sweeper.close();
	expect(added).toEqual([render['id']]);
});
