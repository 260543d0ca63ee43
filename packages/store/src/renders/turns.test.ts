import type { Recipe } from '@galatea/render';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createGuest } from '../accounts/users.ts';
import { query } from '../database/store.ts';
import { recipe, type TestStore, testStore } from '../testing/test-store.ts';
import { createRender } from './create-render.ts';
import { orderRenders, setRenderPaused, setRenderPriority } from './line-controls.ts';
import { queueStatus } from './queue-status.ts';
import { accountOf, type RenderLimits } from './render-limits.ts';
import { getRender } from './renders.ts';
import { claimNextRender, releaseRender } from './turns.ts';
import { workerBeat, workerGone } from './workers.ts';

const large = { id: 'large', sha256: 'b'.repeat(64) };
const many = { waiting: 1_000, workPerHour: Number.POSITIVE_INFINITY };
const limits: RenderLimits = { guests: many, member: many, network: many, galleryWaiting: 1_000 };

let setting: TestStore;
beforeAll(async () => {
	setting = await testStore();
});
afterAll(() => setting[Symbol.asyncDispose]());
beforeEach(async () => {
	there.clear();
	await query(setting.store, 'TRUNCATE "RenderCharge", "Turn", "Worker", "Render" CASCADE');
});

/** Somebody who asks; all their renders are known to the tests by their letter and a number. */
interface Person {
	readonly letter: string;
	ask(changes?: Partial<Recipe>): Promise<string>;
}

const names = new Map<string, string>();

async function person(letter: string, guestAt: string | null = null): Promise<Person> {
	const { user } = await createGuest(setting.store);
	const role = guestAt === null ? 'MEMBER' : 'GUEST';
	const account = accountOf({ id: user.id, role }, guestAt ?? '192.0.2.1', limits, 'a secret of nobody but the tests');
	let asked = 0;
	return {
		letter,
		async ask(changes = {}) {
			const { render } = await createRender(setting.store, { recipe: recipe(changes), userId: user.id, account });
			names.set(render.id, `${letter}${++asked}`);
			return render.id;
		},
	};
}

/** Workers that are there; each says so before it first takes something. */
const there = new Set<string>();

async function come(name: string): Promise<void> {
	there.add(name);
	await workerBeat(setting.store, { name, provider: 'cpu', device: 'x', engineVersion: 1, packIds: ['starter'] });
}

async function take(workerName = 'first', packIds = ['starter'], warmPackId: string | null = null) {
	if (!there.has(workerName)) await come(workerName);
	const next = await claimNextRender(setting.store, { workerName, packIds, warmPackId });
	return next && { ...next, name: names.get(next.claim.renderId) ?? '' };
}

async function taken(count: number): Promise<readonly string[]> {
	const order: string[] = [];
	for (let index = 0; index < count; index++) order.push((await take())?.name ?? '');
	return order;
}

test('of three people, one with 200 renders, each has a turn in three, and the places that are told are that order', async () => {
	const [ana, ben, cleo] = [await person('a'), await person('b'), await person('c')];
	const ids = [];
	for (let index = 0; index < 200; index++) ids.push(await ana.ask());
	expect(await taken(2)).toEqual(['a1', 'a2']);
	const others = [await ben.ask(), await ben.ask(), await cleo.ask()];
	const placeOf = async (id: string | undefined) => (await queueStatus(setting.store, id ?? ''))?.position;
	expect([await placeOf(others[0]), await placeOf(others[2]), await placeOf(ids[2])]).toEqual([1, 2, 3]);
	expect([await placeOf(others[1]), await placeOf(ids[3]), await placeOf(ids[199])]).toEqual([4, 5, 201]);
	expect(await taken(6)).toEqual(['b1', 'c1', 'a3', 'b2', 'a4', 'a5']);
});

test('workers that ask at once get different renders, each the next of another person', async () => {
	const [ana, ben] = [await person('a'), await person('b')];
	for (let index = 0; index < 3; index++) await ana.ask();
	await ben.ask();
	const claims = await Promise.all(['one', 'two', 'three', 'four', 'five'].map((name) => take(name)));
	expect(claims.map((claim) => claim?.name ?? null).sort()).toEqual(['a1', 'a2', 'a3', 'b1', null]);
});

test('guests of one network have one turn together, and alternate within it', async () => {
	const [one, two] = [await person('g', '2001:db8:1:1::1'), await person('h', '2001:db8:1:1::2')];
	const ana = await person('a');
	for (let index = 0; index < 3; index++) await one.ask();
	await two.ask();
	for (let index = 0; index < 3; index++) await ana.ask();
	expect(await taken(7)).toEqual(['g1', 'a1', 'h1', 'a2', 'g2', 'a3', 'g3']);
});

test('a worker takes only what it has the packs for, and that in the order of turns', async () => {
	const [ana, ben] = [await person('a'), await person('b')];
	await ana.ask({ pack: large });
	await ana.ask();
	await ben.ask();
	expect((await take('small'))?.name).toBe('a2');
	expect((await take('small'))?.name).toBe('b1');
	expect(await take('small')).toBeNull();
	expect((await take('both', ['starter', 'large']))?.name).toBe('a1');
});

test('a loaded pack is preferred a few places ahead, and no further', async () => {
	const people = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((letter) => person(letter)));
	for (const { ask, letter } of people) await ask(letter === 'e' ? { pack: large } : {});
	const both = ['starter', 'large'];
	expect(await take('warm', both, 'large')).toMatchObject({ name: 'a1', isOutOfTurn: false });
	expect(await take('warm', both, 'large')).toMatchObject({ name: 'e1', isOutOfTurn: true });
	expect(await take('warm', both, 'starter')).toMatchObject({ name: 'b1', isOutOfTurn: false });
});

test('what a worker let go of, or was lost with it, comes first; what one is at work on is left to it', async () => {
	const { store } = setting;
	const ana = await person('a');
	for (let index = 0; index < 3; index++) await ana.ask();
	const claim = (await take('first'))?.claim;
	if (!claim) throw new Error('There was nothing to take');
	expect((await take('second'))?.name).toBe('a2');
	await releaseRender(store, claim.renderId, claim.attempt);
	expect(await take('second')).toMatchObject({ name: 'a1', claim: { attempt: 2 } });
	// Who had it before cannot let it go.
	await releaseRender(store, claim.renderId, claim.attempt);
	expect((await take('first'))?.name).toBe('a3');
	expect(await take('third')).toBeNull();
	// Started anew under its old name, a worker has lost what it had.
	await workerGone(store, 'second');
	await come('second');
	expect(await take('third')).toMatchObject({ name: 'a1', claim: { attempt: 3 } });
	expect(await take('third')).toMatchObject({ name: 'a2', claim: { attempt: 2 } });
	await query(store, `UPDATE "Worker" SET "lastSeenAt" = now() - interval '16 s' WHERE name = 'first'`);
	expect((await take('third'))?.name).toBe('a3');
});

test('what ends on the way is passed over', async () => {
	const ana = await person('a');
	const [first] = [await ana.ask(), await ana.ask()];
	await query(setting.store, 'UPDATE "Render" SET "cancelRequestedAt" = now() WHERE id = $1', [first]);
	expect((await take())?.name).toBe('a2');
	expect((await getRender(setting.store, first))?.state).toBe('CANCELLED');
});

test('people let their own wait and order them, and staff put any before or behind all others', async () => {
	const { store } = setting;
	const [ana, ben] = [await person('a'), await person('b')];
	const own = [await ana.ask(), await ana.ask(), await ana.ask(), await ana.ask()];
	const [theirs, last] = [await ben.ask(), await ben.ask()];
	const userOf = async (id: string) => (await getRender(store, id))?.requestedById ?? '';
	const userId = await userOf(own[0] ?? '');
	expect(await orderRenders(store, userId, [own[3] ?? '', theirs, own[2] ?? ''])).toEqual([own[3], own[2]]);
	await setRenderPaused(store, { renderId: own[2] ?? '', userId, paused: true });
	await expect(setRenderPaused(store, { renderId: theirs, userId, paused: true })).rejects.toMatchObject({
		code: 'NOT_ALLOWED',
	});
	await setRenderPriority(store, last, 'FIRST');
	await setRenderPriority(store, theirs, 'LAST');
	const ends = await queueStatus(store, own[2] ?? '');
	expect(ends).toMatchObject({ position: 6, eta: null });
	expect(await taken(6)).toEqual(['b2', 'a4', 'a1', 'a2', 'b1', '']);
	await setRenderPaused(store, { renderId: own[2] ?? '', userId, paused: false });
	expect(await taken(1)).toEqual(['a3']);
	await expect(setRenderPaused(store, { renderId: own[2] ?? '', userId, paused: true })).rejects.toMatchObject({
		code: 'ALREADY_FINISHED',
	});
});
