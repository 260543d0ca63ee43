/** @file How much waits for moderators. */
import type { Store } from '../database/store.ts';
import { db, rows } from '../database/typed.ts';

/** How many reports nobody has decided yet. */
export async function countOpenReports(store: Store): Promise<number> {
	const [found] = await rows(
		store,
		db
			.selectFrom('Report')
			.select(({ fn }) => fn.countAll<string>().as('count'))
			.where('actionId', 'is', null),
	);
	return Number(found?.count ?? 0);
}
