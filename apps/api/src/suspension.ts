/** @file What somebody who is suspended is told, wherever they would write. */
import type { User } from '@galatea/store/accounts';

export interface Suspension {
	readonly code: 'SUSPENDED';
	readonly message: string;
	/** In ISO 8601. */
	readonly suspendedUntil: string;
}

/** Null for who may write. */
export function suspension(user: User | null): Suspension | null {
	const until = user?.suspendedUntil?.toISOString();
	if (until === undefined) return null;
	return {
		code: 'SUSPENDED',
		message: `You are suspended until ${until}: you may look and appeal.`,
		suspendedUntil: until,
	};
}
