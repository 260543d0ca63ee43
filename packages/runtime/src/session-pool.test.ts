import type { Session, SessionRole } from '@galatea/optimiser';
import { describe, expect, it } from 'vitest';
import { openSessionPool } from './session-pool.ts';

function fakeSession(closed: string[], key: string): () => Promise<Session> {
	return async () => ({
		run: async () => ({}),
		[Symbol.asyncDispose]: async () => {
			closed.push(key);
		},
	});
}

describe('a session pool', () => {
	it('opens each key once, also when two ask at the same time', async () => {
		await using pool = openSessionPool();
		const closed: string[] = [];
		let opened = 0;
		const open = (): Promise<Session> => {
			opened += 1;
			return fakeSession(closed, 'a')();
		};
		const [first, second] = await Promise.all([pool.lease('a', open, 'steps'), pool.lease('a', open, 'steps')]);
		expect(opened).toBe(1);
		expect(first.session).toBe(second.session);
	});

	it('closes the one unused for longest, and none that is on loan', async () => {
		const pool = openSessionPool({ maximumIdle: 2 });
		const closed: string[] = [];
		const use = async (key: string, role: SessionRole = 'steps'): Promise<void> => {
			using _lease = await pool.lease(key, fakeSession(closed, key), role);
		};
		const kept = await pool.lease('kept', fakeSession(closed, 'kept'), 'steps');
		await use('a');
		await use('b');
		await use('a');
		await use('c');
		// What is for a moment makes no room among what is for every step, nor the other way.
		for (const key of ['tower', 'encoder', 'other tower']) await use(key, 'beginnings');
		expect(closed).toEqual(['b', 'tower']);
		// Given back twice, but only once on loan.
		kept[Symbol.dispose]();
		kept[Symbol.dispose]();
		await pool[Symbol.asyncDispose]();
		expect(closed).toEqual(['b', 'tower', 'a', 'encoder', 'other tower', 'c', 'kept']);
	});

	it('tries again after an opening that failed', async () => {
		await using pool = openSessionPool();
		await expect(pool.lease('a', () => Promise.reject(new Error('no')), 'steps')).rejects.toThrow('no');
		const lease = await pool.lease('a', fakeSession([], 'a'), 'steps');
		expect(lease.session).toBeDefined();
	});

	it('closes everything with itself, what is on loan when it comes back', async () => {
		const closed: string[] = [];
		const pool = openSessionPool();
		const lease = await pool.lease('a', fakeSession(closed, 'a'), 'steps');
		const other = await pool.lease('b', fakeSession(closed, 'b'), 'steps');
		other[Symbol.dispose]();
		await pool[Symbol.asyncDispose]();
		expect(closed).toEqual(['b']);
		lease[Symbol.dispose]();
		await pool[Symbol.asyncDispose]();
		expect(closed).toEqual(['b', 'a']);
		await expect(pool.lease('c', fakeSession(closed, 'c'), 'steps')).rejects.toThrow('the session pool is closed');
	});
});
