import { setRenderVisibility } from '@galatea/store/artworks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../testing.ts';

let api: TestApi;
let owner: { token: string; userId: string };
beforeAll(async () => {
	api = await startTestApi();
	owner = await api.guest();
});
afterAll(() => api[Symbol.asyncDispose]());

const createRenderBatch = /* GraphQL */ `
	mutation ($input: CreateRenderInput!, $count: Int!) {
		createRenderBatch(input: $input, count: $count) {
			__typename
			... on CreateRenderBatchSuccess {
				batch { id requestedBy { id } renders { id state recipe { seed prompt } batch { id } } }
				unknownWords { word }
			}
			... on InvalidRecipe { issues { path message } }
			... on RenderLimitReached { scope maximum }
			... on Failure { code message }
		}
	}
`;
interface Answer {
	readonly batch: {
		readonly id: string;
		readonly renders: readonly { readonly id: string; readonly recipe: { readonly seed: string } }[];
	};
}
async function create(input: Record<string, unknown>, count: number, token = owner.token) {
	const answer = await api.query(createRenderBatch, { input: { prompt: 'a red apple', ...input }, count }, token);
	expect(answer.errors).toBeUndefined();
	return answer.data?.['createRenderBatch'] as Answer & Readonly<Record<string, unknown>>;
}
const seen = async (id: string, token?: string) =>
	(await api.query('query ($id: ID!) { renderBatch(id: $id) { renders { id } } }', { id }, token)).data?.[
		'renderBatch'
	];

test('one recipe is asked for with seeds that follow each other, as renders of one batch', async () => {
	const { batch, ...answer } = await create({ seed: '18446744073709551615' }, 2);
	expect(answer).toEqual({ __typename: 'CreateRenderBatchSuccess', unknownWords: [] });
	expect(batch).toMatchObject({ id: expect.stringMatching(/^bat_/), requestedBy: { id: owner.userId } });
	expect(batch.renders.map(({ recipe }) => recipe)).toEqual([
		{ seed: '18446744073709551615', prompt: 'a red apple' },
		{ seed: '0', prompt: 'a red apple' },
	]);
	expect(batch.renders).toMatchObject([
		{ state: 'QUEUED', batch: { id: batch.id } },
		{ state: 'QUEUED', batch: { id: batch.id } },
	]);
	expect(await seen(batch.id)).toEqual({ renders: batch.renders.map(({ id }) => ({ id })) });
});

test('the same key is the same batch, and a seed that is left out is drawn once for all', async () => {
	const [first, second] = [await create({ idempotencyKey: 'k' }, 4), await create({ idempotencyKey: 'k' }, 4)];
	expect(second).toEqual(first);
	const seeds = first.batch.renders.map(({ recipe }) => BigInt(recipe.seed));
	expect(seeds.map((seed) => BigInt.asUintN(64, seed - (seeds[0] ?? 0n)))).toEqual([0n, 1n, 2n, 3n]);
});

test('what is private of a batch nobody else sees, and of one that is private nobody learns', async () => {
	const { batch } = await create({}, 2);
	const [first, second] = batch.renders.map(({ id }) => id) as [string, string];
	const hide = (renderId: string) =>
		setRenderVisibility(api.store, { renderId, userId: owner.userId, visibility: 'PRIVATE' });
	await hide(first);
	expect([await seen(batch.id), await seen(batch.id, owner.token)]).toEqual([
		{ renders: [{ id: second }] },
		{ renders: [{ id: first }, { id: second }] },
	]);
	await hide(second);
	expect(await seen(batch.id)).toBeNull();
	for (const id of ['bat_none', 'bat_0123456789abcdefghjkmnpqrs', first]) expect(await seen(id)).toBeNull();
});

test('a batch has two to four renders, and is refused whole where there is no room for all', async () => {
	for (const count of [-1, 0, 1, 5])
		expect(await create({}, count)).toMatchObject({
			__typename: 'InvalidRecipe',
			issues: [{ path: 'count', message: `must be 2 to 4, not ${count}` }],
		});
	expect(await create({ prompt: '' }, 2)).toMatchObject({ __typename: 'InvalidRecipe' });
	await using small = await startTestApi({ renderLimits: { guests: { waiting: 3, workPerHour: 1e15 } } });
	const guest = await small.guest();
	const asked = { input: { prompt: 'a red apple' }, count: 4 };
	const answer = await small.query(createRenderBatch, asked, guest.token);
	expect(answer.data?.['createRenderBatch']).toMatchObject({
		__typename: 'RenderLimitReached',
		...{ code: 'TOO_MANY_WAITING', scope: 'PERSON', maximum: 3 },
	});
	expect((await small.query(createRenderBatch, { ...asked, count: 2 }, guest.token)).data).toMatchObject({
		createRenderBatch: { __typename: 'CreateRenderBatchSuccess' },
	});
});

test('an estimate of several is until all are done, and of more than there may be none is given', async () => {
	const ask = (count: number) =>
		api.query('query ($count: Int) { renderEstimate(count: $count) { position } }', { count }, owner.token);
	expect((await ask(4)).data?.['renderEstimate']).toMatchObject({ position: expect.any(Number) });
	for (const count of [0, 5])
		expect((await ask(count)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});
