import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound, permanentRedirect } from 'next/navigation';
import { getFormatter, getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { answered, answeredMetadata } from '../../features/chrome/answered.tsx';
import { CollectionGrid } from '../../features/collections/collection-card.tsx';
import {
	type ListOrderWord,
	listOrders,
	printListAddress,
	readListOrder,
} from '../../features/collections/list-order.ts';
import { ListOrderLinks } from '../../features/collections/list-order-links.tsx';
import { OwnPictures } from '../../features/collections/selection/own-pictures.tsx';
import { FeedLinks, feedAlternates } from '../../features/crawlers/feed-links.tsx';
import { ArtworkCard } from '../../features/gallery/artwork-card.tsx';
import { ReportButton } from '../../features/moderation/report-button.tsx';
import { BondButtons } from '../../features/profile/bond-buttons.tsx';
import { ProfileDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';
import { Avatar } from '../../ui/avatar.tsx';

const pageSize = 24;

interface ProfilePageProps {
	/** `@handle`, percent-encoded or not. */
	readonly params: Promise<{ readonly profile: string }>;
	/** `show=collections` for the collections of the person, in an `order`; else their pictures. */
	readonly searchParams: Promise<Readonly<Record<'after' | 'order' | 'show', string | string[] | undefined>>>;
}

/** What an address asks for beside the person. */
interface Asked {
	readonly after: string | null;
	readonly showsCollections: boolean;
	readonly order: ListOrderWord;
}

async function readAsked({ searchParams }: ProfilePageProps): Promise<Asked> {
	const { after, order, show } = await searchParams;
	return {
		after: typeof after === 'string' ? after : null,
		showsCollections: show === 'collections',
		order: readListOrder(order),
	};
}

// Its arguments are plain values, so that metadata and page share what is read.
const loadProfile = cache(
	async (segment: string, after: string | null, showsCollections: boolean, order: ListOrderWord) => {
		const [, handle] = /^(?:@|%40)(\w{3,30})$/.exec(segment) ?? [];
		if (handle === undefined) return { user: null, viewer: null };
		return serverRequest(ProfileDocument, {
			handle,
			order: listOrders[order],
			// Of what is not shown one tells whether there is any.
			...(showsCollections
				? { first: 1, after: null, shelves: pageSize, afterShelf: after }
				: { first: pageSize, after, shelves: 1, afterShelf: null }),
		});
	},
);

async function load(props: ProfilePageProps) {
	const { after, showsCollections, order } = await readAsked(props);
	return loadProfile((await props.params).profile, after, showsCollections, order);
}

export const generateMetadata = answeredMetadata(async function generateMetadata(
	props: ProfilePageProps,
): Promise<Metadata> {
	const { user } = await load(props);
	if (!user) notFound();
	const t = await getTranslations('Profile');
	const title = t('title', { name: user.displayName ?? '', handle: user.handle ?? '' });
	return { title, description: user.bio, alternates: feedAlternates(`/feeds/people/${user.handle}`, title) };
});

export default answered(async function ProfilePage(props: ProfilePageProps) {
	const [{ user, viewer }, { showsCollections, order }] = await Promise.all([load(props), readAsked(props)]);
	if (!user) notFound();
	// They had this handle before they took another.
	if (user.handle !== null && !(await props.params).profile.toLowerCase().endsWith(user.handle))
		permanentRedirect(`/@${user.handle}`);
	const t = await getTranslations('Profile');
	const format = await getFormatter();
	const { edges, pageInfo } = user.artworks;
	const collections = await getTranslations('Collections');
	const address = `/@${user.handle}`;
	const date = format.dateTime(new Date(user.createdAt), { dateStyle: 'long' });
	return (
		<>
			<div className="max-w-prose pt-6 pb-8 sm:pt-10">
				<div className="mb-4">
					<Avatar handle={user.handle ?? ''} avatar={user.avatar} sidePx={96} />
				</div>
				<h1 className="text-[clamp(1.75rem,5vw,2.75rem)]">{user.displayName}</h1>
				<p className="mt-1 text-soft">
					@{user.handle} · {t('since', { date })}
				</p>
				{user.bio !== '' && <p className="mt-4 whitespace-pre-line">{user.bio}</p>}
				{user.links.length > 0 && (
					<ul aria-label={t('links')} className="mt-4">
						{user.links.map((link) => (
							<li key={link}>
								<a href={link} rel="me nofollow ugc noopener" className="quiet-link break-all">
									{link.replace(/^https?:\/\//, '').replace(/\/$/, '')}
								</a>
							</li>
						))}
					</ul>
				)}
				<div className="mt-6">
					{user.viewerIsThis ? (
						<Link href="/settings" className="button-quiet">
							{t('edit')}
						</Link>
					) : (
						viewer &&
						!viewer.isGuest && (
							<>
								<BondButtons
									handle={user.handle ?? ''}
									bonds={{ follow: user.viewerFollows, mute: user.viewerMutes, block: user.viewerBlocks }}
								/>
								<div className="mt-3">
									<ReportButton subjectId={user.id} label={t('report', { name: user.displayName ?? '' })} />
								</div>
							</>
						)
					)}
				</div>
			</div>
			<nav aria-label={t('works')} className="mb-1 flex flex-wrap gap-x-5">
				{([false, true] as const).map((collections) => (
					<Link
						key={String(collections)}
						href={collections ? `${address}?show=collections` : address}
						prefetch={false}
						aria-current={collections === showsCollections ? 'page' : undefined}
						className="inline-flex min-h-11 items-center border-b-2 border-transparent text-soft hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink"
					>
						{t(collections ? 'collections' : 'pictures')}
					</Link>
				))}
			</nav>
			{showsCollections ? (
				<section aria-labelledby="collections-title" className="border-t border-line pt-3">
					<h2 id="collections-title" className="sr-only">
						{t('collections')}
					</h2>
					<ListOrderLinks
						shown={order}
						addressOf={(word) => printListAddress(address, word, { show: 'collections' })}
					/>
					{user.collections.edges.length === 0 && <p className="text-soft">{t('noCollections')}</p>}
					<CollectionGrid collections={user.collections.edges.map(({ node }) => node)} />
					{user.collections.pageInfo.hasNextPage && (
						<p className="mt-8">
							<Link
								href={printListAddress(address, order, {
									show: 'collections',
									after: user.collections.pageInfo.endCursor,
								})}
								prefetch={false}
								className="button-quiet"
							>
								{collections('more')}
							</Link>
						</p>
					)}
				</section>
			) : (
				<section aria-labelledby="pictures-title" className="border-t border-line pt-6">
					<h2 id="pictures-title" className="sr-only">
						{t('pictures')}
					</h2>
					{edges.length === 0 && <p className="text-soft">{t('none')}</p>}
					{user.viewerIsThis && edges.length > 0 ? (
						<OwnPictures artworks={edges.map(({ node }) => node)} />
					) : (
						<div className="@container">
							<div className="plain-grid">
								{edges.map(({ node }, index) => (
									<ArtworkCard key={node.id} artwork={node} layout="grid" first={index < 4} />
								))}
							</div>
						</div>
					)}
					{pageInfo.hasNextPage && (
						<p className="mt-8">
							<Link
								href={`/@${user.handle}?after=${encodeURIComponent(pageInfo.endCursor ?? '')}`}
								className="button-quiet"
							>
								{t('older')}
							</Link>
						</p>
					)}
					<FeedLinks feed={`/feeds/people/${user.handle}`} />
				</section>
			)}
		</>
	);
});
