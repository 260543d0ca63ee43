import { hashRecipe, nextStates, renderStates } from '@galatea/render';
import { expect, test } from 'vitest';
import { nobody } from '../access/visibility.ts';
import { createGuest, findUserByToken, getUsers } from '../accounts/users.ts';
import { query } from '../database/store.ts';
import { claimed, finished, progress, queuedRender, recipe, testStore } from '../testing/test-store.ts';
import { appendEvent } from './attempts.ts';
import { createRender } from './create-render.ts';
import { eventsSince } from './events.ts';
import { saveRecipe } from './recipes.ts';
import { getRender, getRenders, queuedRenders, requestCancel } from './renders.ts';
import { workerBeat } from './workers.ts';

test('a guest is known by the token, which the database does not have', async () => {
	await using setting = await testStore();
	const { user, token } = await createGuest(setting.store);
	expect(await findUserByToken(setting.store, token)).toEqual(user);
	expect(await findUserByToken(setting.store, `${token}x`)).toBeNull();
	expect(await getUsers(setting.store, ['usr_none', user.id])).toEqual([null, user]);
	const rows = await query(setting.store, 'SELECT * FROM "User"');
	expect(JSON.stringify(rows)).not.toContain(token);
});

test('a recipe is stored once, comes back equal, with its terms as rows, and cannot be changed', async () => {
	await using setting = await testStore();
	const written = recipe({
		prompts: [
			{ text: 'A  Ｒed APPLE', weight: 1, stop: null },
			{ text: 'blur', weight: -0.1, stop: 1e-7 },
		],
	});
	const [hash] = await Promise.all([saveRecipe(setting.store, written), saveRecipe(setting.store, written)]);
	expect(hash).toBe(hashRecipe(written));
	const { user } = await createGuest(setting.store);
	const { render } = await createRender(setting.store, { recipe: written, userId: user.id });
	expect(render.recipe).toEqual(written);
	expect(hashRecipe(render.recipe)).toBe(hash);
	expect(await query(setting.store, 'SELECT index, "normalisedText", weight, stop FROM "PromptTerm"')).toEqual([
		{ index: 0, normalisedText: 'a red apple', weight: 1, stop: null },
		{ index: 1, normalisedText: 'blur', weight: -0.1, stop: 1e-7 },
	]);
	await expect(query(setting.store, 'UPDATE "Recipe" SET width = 1')).rejects.toThrow(/immutable/);
	await expect(query(setting.store, 'UPDATE "PromptTerm" SET text = $1', ['x'])).rejects.toThrow(/immutable/);
});

test('the longest prompt is stored; characters that are not text are refused', async () => {
	await using setting = await testStore();
	const term = (text: string) => recipe({ prompts: [{ text, weight: 1, stop: null }] });
	await saveRecipe(setting.store, term('𝔘'.repeat(1_000)));
	for (const text of ['a\0b', 'a\ud800b'])
		await expect(saveRecipe(setting.store, term(text))).rejects.toMatchObject({ code: 'INVALID_RECIPE' });
});

test('a render begins as QUEUED with event 1, and the same key of the same person is the same render', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { user } = await createGuest(store);
	const other = (await createGuest(store)).user;
	const input = { recipe: recipe(), userId: user.id, idempotencyKey: 'k\0'.repeat(5_000) };
	const answers = await Promise.all([
		createRender(store, input),
		createRender(store, input),
		createRender(store, input),
	]);
	expect(new Set(answers.map((answer) => answer.render.id)).size).toBe(1);
	expect(answers.filter((answer) => answer.created)).toHaveLength(1);
	const theirs = await createRender(store, { ...input, userId: other.id });
	expect(theirs.created).toBe(true);
	const { render } = await createRender(store, input);
	expect(render).toMatchObject({ state: 'QUEUED', seq: 1, attempt: 0, step: 0, steps: 20, requestedById: user.id });
	expect(await eventsSince(store, render.id, 0)).toMatchObject([{ type: 'queued', seq: 1, attempt: 0 }]);
	expect(await queuedRenders(store)).toHaveLength(2);
	expect(await getRenders(store, ['rnd_none', render.id], nobody)).toEqual([null, render]);
});

test('a render of nobody, or of an artwork that is not there, is refused', async () => {
	await using setting = await testStore();
	const { user } = await createGuest(setting.store);
	await expect(createRender(setting.store, { recipe: recipe(), userId: 'usr_none' })).rejects.toMatchObject({
		code: 'NOT_FOUND',
		message: expect.stringContaining('user'),
	});
	await expect(
		createRender(setting.store, {
			recipe: recipe(),
			userId: user.id,
			sources: [{ artworkId: 'art_none', kind: 'REMIX' }],
		}),
	).rejects.toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('artwork') });
});

test('a waiting render is cancelled at once, and then cannot be cancelled again', async () => {
	await using setting = await testStore();
	const { id } = await queuedRender(setting.store);
	expect(await requestCancel(setting.store, id)).toMatchObject({ state: 'CANCELLED', seq: 2 });
	await expect(requestCancel(setting.store, id)).rejects.toMatchObject({ code: 'ALREADY_FINISHED' });
	await expect(requestCancel(setting.store, 'rnd_none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('of a running render the worker learns with its next write that it is to be cancelled', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { id } = await queuedRender(store);
	const { attempt } = await claimed(store, id);
	await appendEvent(store, id, attempt, { type: 'started', fromStep: 0 });
	expect((await appendEvent(store, id, attempt, progress(1))).cancelRequested).toBe(false);
	const first = await requestCancel(store, id);
	expect(first).toMatchObject({ state: 'RUNNING' });
	expect((await requestCancel(store, id)).cancelRequestedAt).toEqual(first.cancelRequestedAt);
	expect((await appendEvent(store, id, attempt, progress(2))).cancelRequested).toBe(true);
	await appendEvent(store, id, attempt, { type: 'cancelled', step: 2 });
	expect(await getRender(store, id)).toMatchObject({ state: 'CANCELLED', step: 2 });
});

test('the queue should have what waits and what was left by a worker that is gone, and nothing else', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const [waiting, left, held, done] = [
		await queuedRender(store),
		await queuedRender(store),
		await queuedRender(store),
		await queuedRender(store),
	];
	await claimed(store, left.id, 'gone');
	// Before it claims: a worker that was started after a claim has lost it.
	await workerBeat(store, { name: 'alive', provider: 'cpu', device: 'x', engineVersion: 1, packIds: [] });
	await claimed(store, held.id, 'alive');
	await finished(store, done.id);
	// Those of one millisecond stand in the order of their ids.
	const inOrder = [waiting, left].sort(
		(one, other) => Number(one?.createdAt) - Number(other?.createdAt) || ((one?.id ?? '') < (other?.id ?? '') ? -1 : 1),
	);
	expect(await queuedRenders(store)).toEqual(inOrder.map((render) => ({ id: render?.id, packId: 'starter' })));
});

test('the database allows exactly the moves that packages/render names', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { id } = await queuedRender(store);
	const put = (state: string) =>
		query(
			store,
			`UPDATE "Render" SET state = $2::"RenderState", "imageKey" = 'k',
			"failureCode" = CASE WHEN $2 = 'FAILED' THEN 'INTERNAL' END WHERE id = $1`,
			[id, state],
		);
	for (const from of renderStates)
		for (const to of renderStates) {
			if (from === to) continue;
			await query(store, 'ALTER TABLE "Render" DISABLE TRIGGER "Render_moves"');
			await put(from);
			await query(store, 'ALTER TABLE "Render" ENABLE TRIGGER "Render_moves"');
			if (nextStates[from].includes(to)) await put(to);
			else await expect(put(to), `${from} to ${to}`).rejects.toThrow(`cannot go from ${from} to ${to}`);
		}
});
