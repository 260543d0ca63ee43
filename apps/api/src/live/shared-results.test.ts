import { createAccessToken } from '@galatea/store/accounts';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { dataOf, type Member, startTestApi, type TestApi } from '../testing.ts';
import { type HandWorker, runningRender } from '../testing-worker.ts';

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());
afterEach(() => vi.restoreAllMocks());

const watch = /* GraphQL */ `
	subscription ($id: ID!, $afterSeq: Int, $withEta: Boolean = true) {
		renderEvents(id: $id, afterSeq: $afterSeq) {
			__typename seq
			... on RenderSnapshot { render { viewerCanCancel } }
			... on RenderProgress { step terms { term } eta @include(if: $withEta) { lowSeconds } }
			... on RenderDone { render { viewerCanPublish } }
		}
	}
`;

/** Somebody who watches a render, and has had the snapshot. */
async function viewer({ renderId: id }: HandWorker, who?: string | Member, variables: Record<string, unknown> = {}) {
	const events = api.subscribe(watch, { id, ...variables }, who);
	const next = async () => dataOf((await events.next()).value ?? {})['renderEvents'] as Record<string, unknown>;
	return { snapshot: await next(), next, leave: () => events.return() };
}

test('an event is worked out once for all who watch with the same page, whoever they are and since when they watch', async () => {
	const owner = await api.member();
	const worker = await runningRender(api.store, { userId: owner.userId });
	const { token } = await api.guest();
	const viewers = [
		await viewer(worker, owner),
		await viewer(worker, token),
		await viewer(worker),
		await viewer(worker, undefined, { afterSeq: 1_000 }),
	];
	const asked = vi.spyOn(api.services.remainingTimes, 'of');
	for (const step of [1, 2, 3]) {
		await worker.progress(step);
		for (const { next } of viewers) expect(await next()).toMatchObject({ __typename: 'RenderProgress', step });
	}
	expect(asked).toHaveBeenCalledTimes(3);
	// Who asks for less gets less.
	const brief = await viewer(worker, undefined, { withEta: false });
	await worker.progress(4);
	expect(await brief.next()).not.toHaveProperty('eta');
	for (const { next } of viewers) expect(await next()).toHaveProperty('eta');
	expect(asked).toHaveBeenCalledTimes(4);
	for (const { leave } of [...viewers, brief]) await leave();
});

test('what depends on who asks is their own: the recipe that is hidden, and what they may do', async () => {
	const owner = await api.member();
	const worker = await runningRender(api.store, { userId: owner.userId, recipeHidden: true });
	const program = await createAccessToken(api.store, owner.userId, { name: 'program', scopes: ['READ'], days: 1 });
	const theirs = [await viewer(worker, owner), await viewer(worker, program.token)];
	const others = [await viewer(worker), await viewer(worker, await api.member())];
	await worker.progress(1);
	for (const [viewers, terms, isTheirs] of [
		[theirs, [{ term: 0 }], true],
		[others, [], false],
	] as const)
		for (const { snapshot, next } of viewers) {
			expect(snapshot).toMatchObject({ render: { viewerCanCancel: isTheirs } });
			expect(await next()).toMatchObject({ terms });
		}
	await worker.finish();
	for (const [viewers, viewerCanPublish] of [
		[theirs, true],
		[others, false],
	] as const)
		for (const { next } of viewers) expect(await next()).toMatchObject({ render: { viewerCanPublish } });
});
