import { forkOf } from '@galatea/render';
import { publishRender } from '@galatea/store/artworks';
import { getRender, saveCheckpoint } from '@galatea/store/renders';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, startTestApi, type TestApi } from '../../testing.ts';
import { doneRender, runningRender } from '../../testing-worker.ts';

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const forkRender = /* GraphQL */ `
	mutation ($input: ForkRenderInput!) {
		forkRender(input: $input) {
			__typename
			... on CreateRenderSuccess {
				render { id state steps remixOf { id } recipe { prompt seed forkStep optimiser { learningRate } } }
				unknownWords { word }
			}
			... on Failure { code message }
			... on InvalidRecipe { issues { path message } }
		}
	}
`;

async function fork(input: Record<string, unknown>, token?: string) {
	const answer = await api.query(forkRender, { input }, token);
	expect(answer.errors).toBeUndefined();
	return answer.data?.['forkRender'] as Record<string, unknown> & { render: { id: string } };
}

test('a fork has the whole recipe that it goes on from, and credits the picture by itself', async () => {
	const { userId, token } = await api.guest();
	const { renderId } = await doneRender(api.store, { userId, steps: 100 });
	const { id } = await publishRender(api.store, { renderId, title: 'Apple', userId });
	const stranger = await api.guest();
	const made = await fork({ renderId, step: 40, prompt: 'a blue fish', seed: '9', learningRate: 0.3 }, stranger.token);
	expect(made).toMatchObject({
		__typename: 'CreateRenderSuccess',
		unknownWords: [],
		render: {
			state: 'QUEUED',
			steps: 100,
			remixOf: { id },
			recipe: { prompt: 'a blue fish', seed: '9', forkStep: 40, optimiser: { learningRate: 0.3 } },
		},
	});
	const [parent, child] = await Promise.all([renderId, made.render.id].map((each) => getRender(api.store, each)));
	if (!parent || !child) throw new Error('the renders of the test are gone');
	expect(forkOf(child.recipe)).toEqual({ recipe: parent.recipe, step: 40 });
	const more = await fork({ renderId }, token);
	expect(more).toMatchObject({ render: { steps: 200, recipe: { prompt: 'a red apple', forkStep: 100 } } });
});

test('the same key is the same fork', async () => {
	const { userId, token } = await api.guest();
	const { renderId } = await doneRender(api.store, { userId });
	const input = { renderId, step: 3, idempotencyKey: 'once' };
	expect((await fork(input, token)).render.id).toBe((await fork(input, token)).render.id);
});

test('what cannot be gone on from is refused by the name of the field', async () => {
	const { renderId } = await doneRender(api.store);
	expect(await fork({ renderId: `rnd_${'0'.repeat(26)}` })).toMatchObject({ code: 'NOT_FOUND' });
	expect(await fork({ renderId, step: 101 })).toMatchObject({ code: 'INVALID_RECIPE', issues: [{ path: 'step' }] });
	expect(await fork({ renderId, step: 50, steps: 50 })).toMatchObject({ issues: [{ path: 'steps' }] });
	expect(await fork({ renderId, prompt: '' })).toMatchObject({ issues: [{ path: 'prompts' }] });
	expect(await fork({ renderId, idempotencyKey: '\0' })).toMatchObject({ issues: [{ path: 'idempotencyKey' }] });
});

test('a render tells its pictures on the way, as files that may be had', async () => {
	const worker = await runningRender(api.store);
	for (const step of [1, 30, 60]) await worker.progressWithPreview(step);
	const query = 'query ($id: ID!) { render(id: $id) { frames { step url width height thumbhash } } }';
	const { frames } = dataOf(await api.query(query, { id: worker.renderId }))['render'] as {
		frames: readonly { step: number; url: string }[];
	};
	expect(frames.map(({ step }) => step)).toEqual([1, 30, 60]);
	const statuses = frames.map(async ({ url }) => (await fetch(`${api.url}${url}`)).status);
	expect(await Promise.all(statuses)).toEqual([200, 200, 200]);
});

test('a render tells the steps whose state is kept', async () => {
	const { renderId } = await runningRender(api.store);
	for (const step of [25, 50])
		await saveCheckpoint(api.store, renderId, 1, step, new Uint8Array([step]), { kept: true });
	const answer = await api.query('query ($id: ID!) { render(id: $id) { keptSteps } }', { id: renderId });
	expect(answer.data).toEqual({ render: { keptSteps: [25, 50] } });
});
