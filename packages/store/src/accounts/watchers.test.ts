import { expect, test } from 'vitest';
import { onWatcher } from '../database/doorbell.ts';
import { query } from '../database/store.ts';
import { testMembers } from '../testing/test-members.ts';
import { queuedRender, testStore } from '../testing/test-store.ts';
import { updateProfile } from './profile.ts';
import { createGuest } from './users.ts';
import { audienceOf, audienceSizes, endWatchers, keepWatchers, type Watcher } from './watchers.ts';

test('people are counted, not their pages, browsers or the processes that serve them; and not who made it', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const members = testMembers(store);
	const [artist, visitor] = [await members.member(), await members.member()];
	const guest = (await createGuest(store)).user.id;
	const { id: renderId } = await queuedRender(store, {}, { userId: artist.userId });
	const watcher = (browser: string, userId: string | null = null, network = 'home'): Watcher => ({
		renderId,
		browser,
		network,
		userId,
	});
	const counted = async () => (await audienceOf(store, renderId)).count;
	expect(await counted()).toBe(0);
	await keepWatchers(store, 'one', [watcher('laptop', visitor.userId)]);
	expect(await counted()).toBe(1);
	// Another page of it with another process, from another network, and one that has not been loaded since they signed in.
	await keepWatchers(store, 'two', [watcher('laptop', visitor.userId, 'train')]);
	await keepWatchers(store, 'three', [watcher('laptop')]);
	expect(await counted()).toBe(1);
	await keepWatchers(store, 'two', [watcher('phone', visitor.userId)]);
	expect(await counted()).toBe(1);
	await keepWatchers(store, 'two', [watcher('studio', artist.userId)]);
	await keepWatchers(store, 'one', [watcher('studio')]);
	expect(await counted()).toBe(1);
	await keepWatchers(store, 'one', [watcher('library', guest), watcher('school')]);
	expect(await counted()).toBe(3);
	await endWatchers(store, 'one', [watcher('school'), watcher('laptop')]);
	expect(await counted()).toBe(2);
	for (const processId of ['one', 'two', 'three']) await endWatchers(store, processId, null);
	expect(await audienceSizes(store, [renderId])).toEqual(new Map());
});

test('one network counts at most sixteen who are no members, by whatever names they come', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { id: renderId } = await queuedRender(store);
	const from = (network: string, count: number): readonly Watcher[] =>
		Array.from({ length: count }, (_, index) => ({ renderId, browser: `${network} ${index}`, network, userId: null }));
	await keepWatchers(store, 'one', [...from('script', 40), ...from('home', 2)]);
	expect((await audienceOf(store, renderId)).count).toBe(18);
});

test('only members who let it are named, who came first before others', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const members = testMembers(store);
	const [first, second, silent] = [await members.member(), await members.member(), await members.member()];
	for (const { userId } of [first, second]) await updateProfile(store, userId, { namedAsWatcher: true });
	const { id: renderId } = await queuedRender(store);
	for (const { userId } of [silent, first, second])
		await keepWatchers(store, 'one', [{ renderId, browser: userId, network: 'home', userId }]);
	const audience = await audienceOf(store, renderId);
	expect(audience.count).toBe(3);
	expect(audience.members.map(({ id }) => id)).toEqual([first.userId, second.userId]);
});

test('what a process that died has left is not counted for long, and goes when another says who watches', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { id: renderId } = await queuedRender(store);
	const watcher = { renderId, browser: 'laptop', network: 'home', userId: null };
	await keepWatchers(store, 'dead', [watcher]);
	await query(store, `UPDATE "RenderWatcher" SET "seenAt" = now() - interval '61 seconds'`);
	expect((await audienceOf(store, renderId)).count).toBe(0);
	let ring = (_id: string | null): void => undefined;
	const rung = new Promise<string | null>((resolve) => {
		ring = resolve;
	});
	await onWatcher(store, (id) => ring(id));
	await keepWatchers(store, 'alive', []);
	expect(await rung).toBe(renderId);
	expect(await query(store, 'SELECT FROM "RenderWatcher"')).toHaveLength(0);
});

test('who comes and who goes rings, who is still there does not; a render that is gone is passed over', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { id: renderId } = await queuedRender(store);
	const { id: last } = await queuedRender(store);
	const rings: (string | null)[] = [];
	let heard = (): void => undefined;
	await onWatcher(store, (id) => {
		rings.push(id);
		heard();
	});
	const watcher = { renderId, browser: 'laptop', network: 'home', userId: null };
	await keepWatchers(store, 'one', [watcher, { ...watcher, renderId: 'gone' }]);
	await keepWatchers(store, 'one', [watcher]);
	await endWatchers(store, 'one', [watcher]);
	await keepWatchers(store, 'one', [{ ...watcher, renderId: last }]);
	while (!rings.includes(last)) {
		await new Promise<void>((resolve) => {
			heard = resolve;
		});
	}
	expect(rings).toEqual([renderId, renderId, last]);
});
