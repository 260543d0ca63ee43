/** @file The order of a list of collections, as its address says it. */
import type { CollectionListOrder } from '../../graphql/generated/graphql.ts';

/** In the order in which they are offered, by their words in addresses; the first needs none. */
export const listOrders = { tended: 'TENDED', new: 'NEWEST', followed: 'FOLLOWED' } as const satisfies Readonly<
	Record<string, CollectionListOrder>
>;
export type ListOrderWord = keyof typeof listOrders;

/** What an address asks for; anything else counts as left out. */
export function readListOrder(given: string | readonly string[] | undefined): ListOrderWord {
	return typeof given === 'string' && Object.hasOwn(listOrders, given) ? (given as ListOrderWord) : 'tended';
}

/** `path` with a query: what of `asked` is not null, and the order unless it is the usual one. */
export function printListAddress(
	path: string,
	order: ListOrderWord,
	asked: Readonly<Record<string, string | null | undefined>>,
): string {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(asked)) if (value != null) query.set(name, value);
	if (order !== 'tended') query.set('order', order);
	return query.size === 0 ? path : `${path}?${query}`;
}
