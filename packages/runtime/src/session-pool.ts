/**
 * @file Sessions that outlive one render. Opening a full-size step graph costs seconds; a worker that renders one
 * recipe after another with the same pack and size should pay it once.
 */
import type { Session, SessionLease, SessionPool, SessionRole } from '@galatea/optimiser';

export interface SessionPoolOptions {
	/** Sessions of each role kept open while nobody uses them; the one unused for longest is closed first. Default 2. */
	readonly maximumIdle?: number;
}

interface Entry {
	readonly session: Promise<Session>;
	users: number;
}

/** A pool; disposing it closes every session that is not on loan, and the others when they come back. */
export function openSessionPool(options: SessionPoolOptions = {}): SessionPool & AsyncDisposable {
	const maximumIdle = options.maximumIdle ?? 2;
	// A Map keeps insertion order: entries are put back at the end when used, so the first idle one is the oldest.
	const shelves = { steps: new Map<string, Entry>(), beginnings: new Map<string, Entry>() };
	const closing = new Set<Promise<void>>();
	let closed = false;

	const close = (role: SessionRole, key: string, entry: Entry): void => {
		shelves[role].delete(key);
		const done = entry.session
			.then((session) => session[Symbol.asyncDispose]())
			.catch(() => undefined)
			.finally(() => closing.delete(done));
		closing.add(done);
	};
	const trim = (role: SessionRole, keep: number): void => {
		const idle = [...shelves[role]].filter(([, entry]) => entry.users === 0);
		for (const [key, entry] of idle.slice(0, Math.max(0, idle.length - keep))) close(role, key, entry);
	};
	const giveBack = (role: SessionRole, key: string, entry: Entry): void => {
		const entries = shelves[role];
		entry.users -= 1;
		if (entries.get(key) === entry) {
			entries.delete(key);
			entries.set(key, entry);
		}
		trim(role, closed ? 0 : maximumIdle);
	};

	return {
		async lease(key, open, role): Promise<SessionLease> {
			if (closed) throw new Error('the session pool is closed');
			const entries = shelves[role];
			let entry = entries.get(key);
			if (entry === undefined) {
				// Make room first, so that two full-size sessions need not be in memory at once.
				trim(role, Math.max(0, maximumIdle - 1));
				entry = { session: open(), users: 0 };
				entries.set(key, entry);
			}
			entry.users += 1;
			const leased = entry;
			try {
				const session = await leased.session;
				let back = false;
				const dispose = (): void => {
					if (back) return;
					back = true;
					giveBack(role, key, leased);
				};
				return { session, [Symbol.dispose]: dispose };
			} catch (error) {
				leased.users -= 1;
				if (entries.get(key) === leased) entries.delete(key);
				throw error;
			}
		},
		async [Symbol.asyncDispose](): Promise<void> {
			closed = true;
			trim('beginnings', 0);
			trim('steps', 0);
			await Promise.all(closing);
		},
	};
}
