import { onStepPicture } from '@galatea/store/database';
import { saveBlob } from '@galatea/store/files';
import { answerKeptStep, workerBeat, workerGone } from '@galatea/store/renders';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../testing.ts';
import { doneRender, runningRender } from '../../testing-worker.ts';

let api: TestApi;
let owner: { token: string; userId: string };
beforeAll(async () => {
	api = await startTestApi();
	owner = await api.guest();
});
afterAll(() => api[Symbol.asyncDispose]());

const keepStep = /* GraphQL */ `
	mutation ($id: ID!, $step: Int) {
		keepStep(renderId: $id, step: $step) {
			__typename
			... on KeepStepSuccess {
				kept { state step image { url mimeType } }
				render { state step steps image { url } viewerCanKeep viewerCanPublish }
			}
			... on PackUnavailable { availablePackIds }
			... on NotFinished { render { state } }
			... on Failure { code message }
		}
	}
`;
const publishRender = /* GraphQL */ `
	mutation ($id: ID!, $step: Int, $recipeHidden: Boolean) {
		publishRender(id: $id, step: $step, title: "As it was", recipeHidden: $recipeHidden) {
			__typename
			... on PublishRenderSuccess { artwork { id step image { url } recipe { steps } render { state image { url } } } }
			... on Failure { code message }
		}
	}
`;
const send = async (document: string, variables: Record<string, unknown>, token: string | undefined = owner.token) => {
	const answer = await api.query(document, variables, token);
	expect(answer.errors).toBeUndefined();
	return Object.values(answer.data ?? {})[0];
};
const keep = (id: string, step: number | null = null, token?: string) => send(keepStep, { id, step }, token);

const film = () => saveBlob(api.store, Uint8Array.of(1), 'film');

/** A run of 100 steps that was stopped after `step`. */
async function stopped(step: number, hasFilm = true): Promise<string> {
	const worker = await runningRender(api.store, { userId: owner.userId });
	await worker.progress(step);
	await worker.stop(step, hasFilm ? await film() : null);
	return worker.renderId;
}

/** A worker that makes what is to be kept, or says why it cannot, while `body` runs. */
async function withWorker<Result>(body: () => Promise<Result>, failure: string | null = null): Promise<Result> {
	const { store } = api;
	const packIds = ['starter'];
	await workerBeat(store, { name: 'hand', provider: 'cpu', device: 'cpu', engineVersion: 1, packIds });
	let making: Promise<unknown> = Promise.resolve();
	const makeAll = () =>
		answerKeptStep(store, packIds, async ({ renderId, step }) => {
			if (failure !== null) return { failure };
			const of = async (extension: string) => ({
				key: await saveBlob(store, new TextEncoder().encode(`${renderId} ${step}`), extension),
				...{ width: 8, height: 8, mimeType: `image/${extension}`, thumbhash: 'dGh1' },
			});
			return { shownStep: step, image: await of('png'), thumbnail: await of('webp') };
		});
	const stop = await onStepPicture(store, (key) => {
		if (key === null) making = making.then(makeAll);
	});
	try {
		return await body();
	} finally {
		stop();
		await making;
		await workerGone(store, 'hand');
	}
}

test('a run that was stopped is kept as it stands, within the request, and then published as that step', async () => {
	const id = await stopped(40);
	const permissions = async () =>
		send('query ($id: ID!) { render(id: $id) { viewerCanKeep viewerCanPublish image { url } } }', { id });
	expect(await permissions()).toEqual({ viewerCanKeep: true, viewerCanPublish: false, image: null });
	expect(await send(publishRender, { id })).toMatchObject({ __typename: 'StepNotKept', code: 'STEP_NOT_KEPT' });
	const url = expect.stringMatching(/\.png$/);
	const kept = await withWorker(() => keep(id));
	expect(kept).toEqual({
		__typename: 'KeepStepSuccess',
		kept: { state: 'DONE', step: 40, image: { url, mimeType: 'image/png' } },
		render: {
			...{ state: 'CANCELLED', step: 40, steps: 100, image: { url } },
			...{ viewerCanKeep: true, viewerCanPublish: true },
		},
	});
	expect(await send(publishRender, { id })).toMatchObject({
		artwork: { step: 40, recipe: { steps: 100 }, render: { state: 'CANCELLED' }, image: { url } },
	});
	expect(await permissions()).toMatchObject({ viewerCanKeep: false, viewerCanPublish: false });
});

test('a step of a finished run hangs in place of its last; which it is stays with its person where the recipe does', async () => {
	const worker = await runningRender(api.store, { userId: owner.userId });
	await worker.finish(100, null, await film());
	const id = worker.renderId;
	await withWorker(() => keep(id, 60));
	const published = (await send(publishRender, { id, step: 60, recipeHidden: true })) as {
		readonly artwork: { readonly id: string; readonly image: { readonly url: string } };
	};
	expect(published).toMatchObject({ artwork: { step: 60, render: { state: 'DONE' } } });
	const seen = 'query ($id: ID!) { artwork(id: $id) { step recipe { steps } image { url } render { image { url } } } }';
	const { artwork } = published;
	const other = await api.guest();
	expect(await send(seen, { id: artwork.id }, other.token)).toMatchObject({ step: null, recipe: null });
	const { image, render } = (await send(seen, { id: artwork.id })) as {
		readonly image: { readonly url: string };
		readonly render: { readonly image: { readonly url: string } };
	};
	expect(image.url).not.toBe(render.image.url);
});

test('a fork without a step goes on from the step where a run was stopped, or that hangs', async () => {
	const fork = /* GraphQL */ `
		mutation ($id: ID!, $prompt: String) {
			forkRender(input: { renderId: $id, prompt: $prompt }) {
				__typename
				... on CreateRenderSuccess { render { steps recipe { json } } }
				... on Failure { code message }
			}
		}
	`;
	const stepOf = async (id: string) => {
		const made = (await send(fork, { id, prompt: 'a green pear' })) as {
			readonly render: { readonly recipe: { readonly json: { readonly initial: { readonly step: number } } } };
		};
		return made.render.recipe.json.initial.step;
	};
	const id = await stopped(40);
	expect(await stepOf(id)).toBe(40);
	const worker = await runningRender(api.store, { userId: owner.userId });
	await worker.finish(100, null, await film());
	expect(await stepOf(worker.renderId)).toBe(100);
	await withWorker(() => keep(worker.renderId, 70));
	await send(publishRender, { id: worker.renderId, step: 70 });
	expect(await stepOf(worker.renderId)).toBe(70);
});

test('why a step is not kept is told', async () => {
	const [id, bare, running] = [
		await stopped(40),
		await stopped(40, false),
		await runningRender(api.store, { userId: owner.userId }),
	];
	expect(await keep(id)).toMatchObject({ __typename: 'PackUnavailable', availablePackIds: [] });
	for (const step of [0, 41])
		expect(await keep(id, step)).toMatchObject({
			__typename: 'StepNotKept',
			message: `Render ${id} has no step ${step}; its steps are 1 to 40.`,
		});
	expect(await keep(bare)).toMatchObject({ code: 'STEP_NOT_KEPT', message: expect.stringContaining('not kept') });
	expect(await send('query ($id: ID!) { render(id: $id) { viewerCanKeep } }', { id: bare })).toEqual({
		viewerCanKeep: false,
	});
	expect(await keep(running.renderId)).toMatchObject({ __typename: 'NotFinished', render: { state: 'RUNNING' } });
	const stranger = await api.guest();
	expect(await keep(id, 3, stranger.token)).toMatchObject({ __typename: 'NotAllowed' });
	for (const wrong of ['rnd_none', 'rnd_0123456789abcdefghjkmnpqrs', "x' OR 1=1 --"])
		expect(await keep(wrong)).toMatchObject({ __typename: 'NotFound' });
	expect(await withWorker(() => keep(id, 7), 'damaged')).toMatchObject({ kept: { state: 'FAILED', image: null } });
	// The last step of a finished run needs no worker.
	expect(await keep((await doneRender(api.store, { userId: owner.userId })).renderId)).toMatchObject({
		kept: { state: 'DONE', step: 100 },
	});
});
