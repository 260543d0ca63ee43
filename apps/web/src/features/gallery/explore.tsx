/** @file A list of pictures as a page has it: its tabs, what narrows it, and the wall. All of it is in the address. */
import { cookies } from 'next/headers';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { FeedDocument } from '../../graphql/generated/graphql.ts';
import { ApiError } from '../../graphql/request.ts';
import { serverRequest } from '../../graphql/server-request.ts';
import { loadViewer } from '../account/viewer.ts';
import {
	drawSeed,
	type Explored,
	exploreVariables,
	keptByFilters,
	printExplored,
	readExplored,
	type Search,
} from './explore-address.ts';
import { ExploreFilters } from './explore-filters.tsx';
import { ExploreTabs } from './explore-tabs.tsx';
import { LayoutSwitch } from './layout-switch.tsx';
import { Wall } from './wall.tsx';
import { isWallLayout, wallLayoutCookie } from './wall-layout.ts';

const pageSize = 24;

interface ExploreProps {
	/** Of the page, such as `/`. */
	readonly path: string;
	readonly search: Search;
	/** Whether the lists stand beside each other as tabs. */
	readonly hasTabs?: boolean;
	/** What the page is about; null where the address says it. */
	readonly tag: string | null;
	readonly packs: readonly { readonly id: string; readonly title: string }[];
}

/** Redirects what cannot be shown: a cursor of another list, and a random order without a seed. */
export async function Explore({ path, search, hasTabs = true, tag, packs }: ExploreProps) {
	const { after: given } = search;
	const after = typeof given === 'string' ? given : null;
	const explored: Explored = { ...readExplored(search), ...(tag !== null && { tag }) };
	/** The page's own tag is in its path. */
	const addressOf = (changes: Partial<Explored>, cursor?: string | null) =>
		printExplored(path, { ...explored, ...(tag !== null && { tag: null }), ...changes }, cursor);
	if (explored.show === 'random' && explored.seed === null) redirect(addressOf({ seed: drawSeed() }));
	const variables = exploreVariables(explored);
	const { artworks } = await serverRequest(FeedDocument, { ...variables, first: pageSize, after }).catch(
		(error: unknown) => {
			// A cursor that is no cursor of this list: an old or mistyped address, for which its first page is a fair answer.
			if (after !== null && error instanceof ApiError && error.digest === 'BAD_USER_INPUT') redirect(addressOf({}));
			throw error;
		},
	);
	const t = await getTranslations('Explore');
	const chosen = (await cookies()).get(wallLayoutCookie)?.value;
	const layout = isWallLayout(chosen) ? chosen : 'masonry';
	const viewer = await loadViewer();
	const isMember = viewer !== null && !viewer.isGuest;
	const address = addressOf({}, after);
	return (
		<section aria-labelledby="wall-title">
			{hasTabs && (
				<ExploreTabs shown={explored.show} addressOf={(show) => addressOf({ show, seed: null })} viewer={viewer} />
			)}
			<div className="mb-5 flex min-h-11 flex-wrap items-center justify-between gap-x-4 border-t border-line pt-3">
				<h2 id="wall-title" className="text-xl">
					{after !== null ? t('later') : explored.words === null ? t(`titles.${explored.show}`) : t('found')}
				</h2>
				<LayoutSwitch layout={layout} />
			</div>
			<ExploreFilters
				key={address}
				path={path}
				kept={keptByFilters(explored)}
				explored={explored}
				ownTag={tag}
				packs={packs}
				addressOf={addressOf}
			/>
			{artworks.edges.length === 0 ? (
				<p className="py-8 text-soft">
					{explored.show === 'following' && !isMember
						? t.rich('followingNeedsAccount', {
								link: (text) => (
									<Link href="/sign-in" className="quiet-link">
										{text}
									</Link>
								),
							})
						: t(explored.show === 'following' ? 'followingNothing' : 'nothing')}
				</p>
			) : (
				<Wall
					key={address}
					initial={artworks}
					source={{ kind: 'list', variables }}
					layout={layout}
					pageSize={pageSize}
					moreAddress={addressOf({}, artworks.pageInfo.endCursor)}
					tellsNews={after === null && variables.order === 'NEWEST'}
				/>
			)}
		</section>
	);
}
