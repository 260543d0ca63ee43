import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { answered } from '../../features/chrome/answered.tsx';
import { CollectionGrid } from '../../features/collections/collection-card.tsx';
import { DeletedCollections } from '../../features/collections/delete-collection.tsx';
import {
	type ListOrderWord,
	listOrders,
	printListAddress,
	readListOrder,
} from '../../features/collections/list-order.ts';
import { ListOrderLinks } from '../../features/collections/list-order-links.tsx';
import { printExplored } from '../../features/gallery/explore-address.ts';
import { ExploreTabs } from '../../features/gallery/explore-tabs.tsx';
import {
	ArtworkCollectionsDocument,
	type CollectionListOrder,
	CollectionsDocument,
	DeletedCollectionsDocument,
} from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';

const pageSize = 24;

interface CollectionsPageProps {
	/** `artwork` for the collections that it stands in, `show=followed` for those that the viewer follows; in an `order`. */
	readonly searchParams: Promise<
		Readonly<Record<'after' | 'artwork' | 'order' | 'show', string | string[] | undefined>>
	>;
}

export async function generateMetadata(): Promise<Metadata> {
	const t = await getTranslations('Collections');
	return { title: t('all') };
}

export default answered(async function CollectionsPage({ searchParams }: CollectionsPageProps) {
	const { after, artwork: artworkId, order: asked, show } = await searchParams;
	const order = readListOrder(asked);
	const followed = show === 'followed';
	const page = { first: pageSize, after: typeof after === 'string' ? after : null };
	const [{ collections, viewer, artwork }, t] = await Promise.all([
		typeof artworkId === 'string'
			? loadAround({ artworkId, ...page })
			: loadAll({ ...page, followed, order: listOrders[order] }),
		getTranslations('Collections'),
	]);
	if (!collections) notFound();
	const isMember = viewer !== null && !viewer.isGuest;
	const deleted =
		isMember && artwork === null
			? ((await serverRequest(DeletedCollectionsDocument, {})).viewer?.deletedCollections ?? [])
			: [];
	const { edges, pageInfo } = collections;
	const addressOf = (word: ListOrderWord, cursor: string | null = null) =>
		printListAddress('/collections', word, {
			artwork: artwork?.id,
			show: followed && !artwork ? 'followed' : null,
			after: cursor,
		});
	return (
		<>
			<h1 className="pt-6 pb-6 text-[clamp(1.75rem,5vw,2.75rem)] sm:pt-10">
				{artwork ? t('with', { title: artwork.title }) : t('all')}
			</h1>
			<ExploreTabs shown="collections" addressOf={(tab) => printExplored('/', { show: tab })} viewer={viewer} />
			<div className="border-t border-line pt-6">
				{isMember && (
					<p className="mb-6 flex flex-wrap gap-3">
						<Link href="/collections/new" className="button-main">
							{t('new')}
						</Link>
						<Link
							href={followed || artwork ? '/collections' : '/collections?show=followed'}
							prefetch={false}
							className="button-quiet"
						>
							{t(followed || artwork ? 'showAll' : 'showFollowed')}
						</Link>
					</p>
				)}
				{!artwork && <ListOrderLinks shown={order} addressOf={addressOf} />}
				{edges.length === 0 && <p className="text-soft">{t(followed ? 'noneFollowed' : 'none')}</p>}
				<CollectionGrid collections={edges.map(({ node }) => node)} />
				{pageInfo.hasNextPage && (
					<p className="mt-8">
						<Link href={addressOf(order, pageInfo.endCursor)} prefetch={false} className="button-quiet">
							{t('more')}
						</Link>
					</p>
				)}
				<DeletedCollections collections={deleted} />
			</div>
		</>
	);
});

/** The collections of the gallery, or those that the viewer follows. */
async function loadAll(variables: {
	readonly first: number;
	readonly after: string | null;
	readonly followed: boolean;
	readonly order: CollectionListOrder;
}) {
	return { ...(await serverRequest(CollectionsDocument, variables)), artwork: null };
}

/** The collections that an artwork stands in. */
async function loadAround(variables: {
	readonly artworkId: string;
	readonly first: number;
	readonly after: string | null;
}) {
	const { artwork, viewer } = await serverRequest(ArtworkCollectionsDocument, variables);
	return { collections: artwork?.collections ?? null, viewer, artwork };
}
