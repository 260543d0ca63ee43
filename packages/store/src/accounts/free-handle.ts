/** @file A handle for who comes from elsewhere, by the name that they have there. */
import { randomInt } from 'node:crypto';
import type { Store } from '../database/store.ts';
import { db, rows } from '../database/typed.ts';
import { handleIssues } from './account-input.ts';

/** Characters that are kept of a name: room for digits that make it one of a kind. */
const maximumNameLength = 20;
const attempts = 20;

/** A handle that nobody has or had, as near to `name` as can be. */
export async function freeHandle(store: Store, name: string): Promise<string> {
	const plain = name
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '_')
		.replace(/^_+|_+$/g, '')
		.slice(0, maximumNameLength);
	const stem = plain.length < 3 ? `artist_${plain}`.replace(/_$/, '') : plain;
	for (let attempt = 0; attempt < attempts; attempt++) {
		const handle = attempt === 0 ? stem : `${stem}_${randomInt(10 ** Math.min(2 + attempt, 8))}`;
		if (handleIssues(handle).length > 0) continue;
		const taken = await rows(
			store,
			db
				.selectFrom('User')
				.select('handle')
				.where('handle', '=', handle)
				.unionAll(db.selectFrom('FormerHandle').select('handle').where('handle', '=', handle)),
		);
		if (taken.length === 0) return handle;
	}
	throw new Error(`No handle near "${stem}" is free`);
}
