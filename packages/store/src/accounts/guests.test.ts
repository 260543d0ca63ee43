import { expect, test } from 'vitest';
import { query } from '../database/store.ts';
import { queuedRender, testStore } from '../testing/test-store.ts';
import { admitGuest, forgetEmptyGuests } from './guests.ts';
import { createGuest, getUsers } from './users.ts';

test('guests are counted by network, and those of one site together with a larger limit', async () => {
	await using setting = await testStore();
	const admit = (address: string) => admitGuest(setting.store, address, 2);
	await admit('2001:db8:1:1::1');
	await admit('2001:db8:1:1::2');
	await expect(admit('2001:db8:1:1:ffff::3')).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
	await admit('2001:db8:2:1::1');
	// Sixteen of a /48: two are made, and fourteen follow.
	for (let network = 2; network < 9; network++)
		for (const host of [1, 2]) await admit(`2001:db8:1:${network}::${host}`);
	await expect(admit('2001:db8:1:9::1')).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
	for (const _ of [1, 2]) await admit('192.0.2.1');
	await expect(admit('::ffff:192.0.2.1')).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
	await admit('192.0.2.2');
});

test('guests of yesterday who made nothing are forgotten; who made something, or came today, stays', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const [empty, maker, fresh] = [await createGuest(store), await createGuest(store), await createGuest(store)];
	await queuedRender(store, {}, { userId: maker.user.id });
	await query(store, `UPDATE "User" SET "createdAt" = now() - interval '25 hours' WHERE id <> $1`, [fresh.user.id]);
	expect(await forgetEmptyGuests(store)).toBe(1);
	const left = await getUsers(store, [empty.user.id, maker.user.id, fresh.user.id]);
	expect(left.map((user) => user?.id ?? null)).toEqual([null, maker.user.id, fresh.user.id]);
});
