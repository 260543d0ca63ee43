import type { Recipe } from '@galatea/render';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createGuest } from '../accounts/users.ts';
import { deleteRender } from '../artworks/delete-works.ts';
import { query } from '../database/store.ts';
import { claimed, recipe, type TestStore, testStore } from '../testing/test-store.ts';
import { appendEvent } from './attempts.ts';
import { createRender } from './create-render.ts';
import { accountOf, type RenderLimitError, type RenderLimits, workOf } from './render-limits.ts';
import { requestCancel } from './renders.ts';

const secret = 'a secret of nobody but the tests';
/** Of one render: 128 × 128 pixels, 20 steps, 16 cutouts. */
const one = workOf(recipe(), 0);
const limits: RenderLimits = {
	guests: { waiting: 3, workPerHour: 4 * one },
	member: { waiting: 5, workPerHour: 8 * one },
	network: { waiting: 6, workPerHour: 20 * one },
	galleryWaiting: 20,
};

let setting: TestStore;
beforeAll(async () => {
	setting = await testStore();
});
afterAll(() => setting[Symbol.asyncDispose]());
beforeEach(async () => {
	await query(setting.store, 'TRUNCATE "RenderCharge", "Render" CASCADE');
});

type Role = Parameters<typeof accountOf>[0]['role'];

async function somebody(): Promise<string> {
	return (await createGuest(setting.store)).user.id;
}

async function ask(userId: string, role: Role, address: string, changes: Partial<Recipe> = {}, key?: string) {
	const account = accountOf({ id: userId, role }, address, limits, secret);
	const asked = { recipe: recipe(changes), userId, account, idempotencyKey: key ?? null };
	return (await createRender(setting.store, asked)).render.id;
}

/** How many of so many are taken; the rest must be refused with `code`. */
async function taken(count: number, code: string, askOnce: (index: number) => Promise<unknown>): Promise<number> {
	const outcomes = await Promise.allSettled(Array.from({ length: count }, (_, index) => askOnce(index)));
	for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code });
	return outcomes.filter(({ status }) => status === 'fulfilled').length;
}

test('guests of one network wait as one person, however many they are and however many ask at once', async () => {
	const guests = await Promise.all(Array.from({ length: 4 }, somebody));
	const askAll = (network: string) =>
		taken(8, 'TOO_MANY_WAITING', (index) => ask(guests[index % 4] ?? '', 'GUEST', `${network}::${index + 1}`));
	expect(await askAll('2001:db8:1:1')).toBe(3);
	// Another /64 of the same /48, and then no more of that.
	expect(await askAll('2001:db8:1:2')).toBe(3);
	expect(await askAll('2001:db8:1:3')).toBe(0);
	expect(await askAll('2001:db8:2:1')).toBe(3);
});

test('members count for themselves, and all of a network together; staff only within the gallery', async () => {
	const [ana, ben, staff, guest] = await Promise.all([somebody(), somebody(), somebody(), somebody()]);
	const at = '192.0.2.1';
	expect(await taken(7, 'TOO_MANY_WAITING', () => ask(ana, 'MEMBER', at))).toBe(5);
	expect(await taken(3, 'TOO_MANY_WAITING', () => ask(ben, 'MEMBER', at))).toBe(1);
	await expect(ask(guest, 'GUEST', at)).rejects.toMatchObject({
		code: 'TOO_MANY_WAITING',
		scope: 'NETWORK',
		maximum: 6,
	});
	expect(await ask(guest, 'GUEST', '192.0.2.2')).toMatch(/^rnd_/);
	expect(await taken(20, 'QUEUE_FULL', () => ask(staff, 'MODERATOR', at))).toBe(13);
});

test('an hour has so much work; what never began is given back, what was deleted is not', async () => {
	const ana = await somebody();
	const askFor = (steps: number) => ask(ana, 'MEMBER', '192.0.2.1', { steps });
	const [first, second] = [await askFor(40), await askFor(100)];
	const refused = await askFor(40).catch((error: RenderLimitError) => error);
	expect(refused).toMatchObject({ code: 'BUDGET_SPENT', scope: 'PERSON', maximum: 8 * one });
	expect((refused as RenderLimitError).retryAfterSeconds).toBeGreaterThan(3_500);
	await expect(askFor(180)).rejects.toMatchObject({ retryAfterSeconds: null, retryable: false });
	await requestCancel(setting.store, first);
	const third = await askFor(60);
	await claimed(setting.store, third);
	await appendEvent(setting.store, third, 1, { type: 'cancelled', step: 0 });
	await deleteRender(setting.store, { id: third, userId: ana });
	await expect(askFor(20)).rejects.toMatchObject({ code: 'BUDGET_SPENT' });
	await query(
		setting.store,
		`UPDATE "RenderCharge" SET "createdAt" = now() - interval '61 minutes' WHERE "renderId" = $1`,
		[second],
	);
	expect(await askFor(20)).toMatch(/^rnd_/);
});

test('at a limit the same key still gives the same render', async () => {
	const ana = await somebody();
	const askFor = (key: string) => ask(ana, 'MEMBER', '192.0.2.1', {}, key);
	const ids = [];
	for (const key of ['a', 'b', 'c', 'd', 'e']) ids.push(await askFor(key));
	expect(await askFor('c')).toBe(ids[2]);
	await expect(askFor('f')).rejects.toMatchObject({ code: 'TOO_MANY_WAITING' });
});

test('of an address nothing is kept that could be read without the secret', async () => {
	const keysWith = (key: string) => accountOf({ id: 'usr_x', role: 'GUEST' }, '192.0.2.1', limits, key).keys;
	expect(keysWith(secret)).toEqual(keysWith(secret));
	expect(keysWith(secret).join()).not.toContain('192.0.2');
	expect(
		keysWith(secret)
			.slice(1)
			.some((key) => keysWith('another').includes(key)),
	).toBe(false);
});
