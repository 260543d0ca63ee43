import { createAccessToken } from '@galatea/store/accounts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Allowances } from '../allowances.ts';
import { maximumCost } from '../operation-limits.ts';
import { headersOf, type Member, startTestApi, type TestApi } from '../testing.ts';

/** Points in a minute; a lot is one point. */
const maximum = 20;
let api: TestApi;
beforeAll(async () => {
	api = await startTestApi({ maximumPointsPerMinute: maximum });
});
afterAll(() => api[Symbol.asyncDispose]());

async function ask(
	query: string,
	who?: string | Member,
	variables: Record<string, unknown> = {},
	more: Record<string, string> = {},
) {
	const response = await fetch(`${api.url}/graphql`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headersOf(who), ...more },
		body: JSON.stringify({ query, variables }),
	});
	const header = (name: string): number => Number(response.headers.get(name));
	const answer = (await response.json()) as {
		readonly errors: readonly [{ readonly extensions: { readonly code: string; readonly retryAfterSeconds?: number } }];
		readonly extensions: { readonly cost: { readonly requested: number } };
	};
	return { status: response.status, header, answer };
}

test('every answer tells what it cost, a page in a variable by its size', async () => {
	const page = 'query ($first: Int = 7) { artworks(first: $first) { edges { node { id title } } } }';
	const costOf = async (variables: Record<string, unknown>): Promise<unknown> =>
		(await ask(page, undefined, variables)).answer.extensions.cost;
	// One list, and in each of its places an edge, a node and two fields.
	expect(await costOf({ first: 10 })).toEqual({ requested: 1 + 10 * 4, maximum: maximumCost });
	expect(await costOf({})).toEqual({ requested: 1 + 7 * 4, maximum: maximumCost });
	expect(await costOf({ first: 1_000_000 })).toEqual({ requested: 1 + 100 * 4, maximum: maximumCost });
});

test('a page of less than nothing does not make an operation cheaper', async () => {
	const { answer } = await ask('{ artworks(first: -1000) { edges { node { id } } } }');
	expect(answer.extensions.cost.requested).toBe(1 + 100 * 3);
});

test('a caller hears how much is left, is refused when it is used up, and is told when to come again', async () => {
	const { token } = await api.guest();
	const left: number[] = [];
	for (let index = 0; index < maximum; index++) {
		const { status, header } = await ask('{ __typename }', token);
		expect(status).toBe(200);
		expect(header('ratelimit-limit')).toBe(maximum);
		left.push(header('ratelimit-remaining'));
	}
	expect(left).toEqual(Array.from({ length: maximum }, (_, index) => maximum - 1 - index));
	const { status, header, answer } = await ask('{ __typename }', token);
	expect(status).toBe(429);
	expect(answer.errors[0].extensions.code).toBe('TOO_MANY_REQUESTS');
	expect(answer.errors[0].extensions.retryAfterSeconds).toBe(header('retry-after'));
	expect(header('retry-after')).toBeGreaterThan(0);
	expect(header('retry-after')).toBeLessThanOrEqual(60);
	expect(header('ratelimit-remaining')).toBe(0);
	// Neither does another way in help, nor is anybody else concerned.
	const [refused] = await collect(api.subscribe('subscription { renderEvents(id: "x") { seq } }', {}, token));
	expect(refused).toEqual(expect.objectContaining({ message: expect.stringContaining('Too many requests') }));
	expect((await ask('{ __typename }', (await api.guest()).token)).status).toBe(200);
});

async function collect(events: AsyncIterable<unknown>): Promise<readonly unknown[]> {
	const seen: unknown[] = [];
	try {
		for await (const event of events) seen.push(event);
	} catch (errors) {
		seen.push(...(errors as readonly unknown[]));
	}
	return seen;
}

test('what answers more takes more', async () => {
	const { token } = await api.guest();
	const { header } = await ask('{ artworks(first: 100) { edges { node { id title tags } } } }', token);
	// 1 + 100 · 5 values and 20 tags for each of a hundred cards.
	expect(header('ratelimit-remaining')).toBe(maximum - 1);
	const wide = '{ artworks(first: 100) { edges { node { remixes { id } } } } }';
	const after = await ask(wide, token);
	expect(after.answer.extensions.cost.requested).toBe(1 + 100 * (3 + 50));
	expect(after.header('ratelimit-remaining')).toBe(maximum - 1 - 6);
});

test('an access token has an allowance of its own, so that a program does not lock its person out', async () => {
	const member = await api.member();
	const { token } = await createAccessToken(api.store, member.userId, { name: 'program', scopes: ['READ'], days: 1 });
	for (let index = 0; index <= maximum; index++) await ask('{ __typename }', token);
	expect((await ask('{ __typename }', token)).status).toBe(429);
	expect((await ask('{ __typename }', member)).status).toBe(200);
});

test('guests of one network share its allowance, whatever tokens they make', async () => {
	const from = (address: string, who?: string | Member) =>
		ask('{ __typename }', who, {}, { 'x-forwarded-for': address });
	for (let index = 0; index < maximum; index++)
		expect((await from(`2001:db8:1:1::${index + 1}`, (await api.guest()).token)).status).toBe(200);
	expect((await from('2001:db8:1:1:ffff::1', (await api.guest()).token)).status).toBe(429);
	expect((await from('2001:db8:1:1::1')).status).toBe(429);
	expect((await from('2001:db8:1:2::1')).status).toBe(200);
	expect((await from('2001:db8:1:1::1', await api.member())).status).toBe(200);
});

test('several API processes count together', async () => {
	const [one, other] = [new Allowances(api.store, 40), new Allowances(api.store, 40)];
	let granted = 0;
	for (let index = 0; index < 40; index++)
		for (const process of [one, other]) if ((await process.take('somebody', 1)).isGranted) granted++;
	expect(granted).toBe(40);
});

test('who asks for more than a lot gets it while it is there, and what is left goes to who asks for less', async () => {
	const allowances = new Allowances(api.store, 40);
	expect(await allowances.take('large', 30)).toMatchObject({ isGranted: true, remaining: 10 });
	expect(await allowances.take('large', 30)).toMatchObject({ isGranted: false });
	expect(await allowances.take('large', 5)).toMatchObject({ isGranted: true });
});
