/** @file Which members the page lists, as its address says it. */

export const memberFilters = ['ALL', 'MODERATOR', 'ADMIN', 'SUSPENDED'] as const;

export interface MemberSearch {
	/** Empty for all. */
	readonly words: string;
	readonly show: (typeof memberFilters)[number];
	/** Null for the beginning. */
	readonly after: string | null;
}

/** What an address asks for; what it says wrongly counts as left out. */
export function readMemberSearch(search: Readonly<Record<string, string | string[] | undefined>>): MemberSearch {
	const { q, show, after } = search;
	return {
		words: typeof q === 'string' ? q.slice(0, 100) : '',
		show: memberFilters.find((each) => each === show) ?? 'ALL',
		after: typeof after === 'string' ? after : null,
	};
}

/** The address of such a list. */
export function memberAddress({ words, show, after }: MemberSearch): string {
	const query = new URLSearchParams({
		...(words !== '' && { q: words }),
		...(show !== 'ALL' && { show }),
		...(after !== null && { after }),
	});
	return query.size > 0 ? `/admin/members?${query}` : '/admin/members';
}
