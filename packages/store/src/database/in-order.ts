/** @file For readers of many ids at once (data loaders): answers in the order of the questions. */

/** The item of each id, null where there is none. */
export function inOrder<Item extends { readonly id: string }>(
	ids: readonly string[],
	items: readonly Item[],
): readonly (Item | null)[] {
	const byId = new Map(items.map((item) => [item.id, item]));
	return ids.map((id) => byId.get(id) ?? null);
}
