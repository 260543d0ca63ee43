import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { notFound, permanentRedirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { env } from '../../../../env.ts';
import { oembedAddress } from '../../../../features/artwork/oembed.ts';
import { answered, answeredMetadata } from '../../../../features/chrome/answered.tsx';
import { publicOrigin } from '../../../../features/chrome/origin.ts';
import { ChangesOfOthers } from '../../../../features/collections/changes/changes-of-others.tsx';
import { collectionAddress } from '../../../../features/collections/collection-address.ts';
import { collectionFrame } from '../../../../features/collections/collection-oembed.ts';
import { EnterCollection } from '../../../../features/collections/enter-collection.tsx';
import { FollowCollection } from '../../../../features/collections/follow-collection.tsx';
import { isShownToAll } from '../../../../features/collections/is-shown-to-all.ts';
import { ItemCard } from '../../../../features/collections/item-card.tsx';
import { loadCollection } from '../../../../features/collections/load-collection.ts';
import { SaveArchive } from '../../../../features/collections/save-archive.tsx';
import { groupBySection } from '../../../../features/collections/sections/section-order.ts';
import { TakeElsewhere } from '../../../../features/collections/take-elsewhere.tsx';
import { CommentSection } from '../../../../features/comments/comment-section.tsx';
import { ReactionBar } from '../../../../features/comments/reaction-bar.tsx';
import { FeedLinks, feedAlternates } from '../../../../features/crawlers/feed-links.tsx';
import { ReportButton } from '../../../../features/moderation/report-button.tsx';

const pageSize = 48;

interface CollectionPageProps {
	readonly params: Promise<{ readonly profile: string; readonly slug: string }>;
	/** `comment` to which one is led. */
	readonly searchParams: Promise<{ readonly after?: string | string[]; readonly comment?: string | string[] }>;
}

async function load({ params, searchParams }: CollectionPageProps) {
	const [{ profile, slug }, { after, comment }] = await Promise.all([params, searchParams]);
	const text = (value: typeof after) => (typeof value === 'string' ? value : null);
	return loadCollection(profile, slug, pageSize, text(after), true, text(comment));
}

const feedOf = ({ id }: { readonly id: string }): string => `/feeds/collections/${id}`;

export const generateMetadata = answeredMetadata(async function generateMetadata(
	props: CollectionPageProps,
): Promise<Metadata> {
	const { collection } = await load(props);
	if (!collection) notFound();
	const { title, sharingCard } = collection;
	const description = collection.statement || undefined;
	const feeds = feedAlternates(feedOf(collection), title);
	const oembedUrl = oembedAddress(collectionAddress(collection), publicOrigin(await headers()));
	const oembed = { 'application/json+oembed': [{ url: oembedUrl, title }] };
	// What is not for everyone is shown on no other site's page, nor what others could not load.
	const images = sharingCard ? [{ ...sharingCard, alt: title }] : [];
	return {
		title,
		description,
		...(isShownToAll(collection) && { alternates: { types: { ...feeds.types, ...oembed } } }),
		openGraph: { title, description, type: 'website', siteName: 'Galatea', images },
		twitter: { card: 'summary_large_image', title, description, images },
	};
});

export default answered(async function CollectionPage(props: CollectionPageProps) {
	const { collection, viewer } = await load(props);
	if (!collection) notFound();
	const address = collectionAddress(collection);
	const { slug } = await props.params;
	// It had this address, or another owner, before.
	if (encodeURIComponent(decodeURIComponent(slug)) !== encodeURIComponent(collection.slug)) permanentRedirect(address);
	const t = await getTranslations('Collections');
	const names = await getTranslations('Visibility');
	const reactions = await getTranslations('Reactions');
	const exhibition = await getTranslations('Exhibition');
	const { edges, pageInfo } = collection.items;
	const groups = groupBySection(edges.map(({ node }) => node));
	const isMember = viewer !== null && !viewer.isGuest;
	const mayArrange = collection.viewerRole === 'OWNER' || collection.viewerRole === 'EDITOR';
	const keepers = [
		collection.owner,
		...collection.curators.flatMap(({ role, user }) => (role === 'EDITOR' ? [user] : [])),
	];
	return (
		<>
			<div className="max-w-prose pt-6 pb-8 sm:pt-10">
				<h1 className="text-[clamp(1.75rem,5vw,2.75rem)] italic">
					<bdi>{collection.title}</bdi>
				</h1>
				<p className="mt-1 text-soft">
					{keepers.map(({ handle, displayName }, index) => (
						<span key={handle}>
							{index > 0 && ', '}
							<Link href={`/@${handle}`} prefetch={false} className="quiet-link">
								<bdi>{displayName ?? handle}</bdi>
							</Link>
						</span>
					))}
					{' · '}
					{t('count', { count: collection.itemCount })}
					{collection.followerCount > 0 && <> · {t('followers', { count: collection.followerCount })}</>}
					{collection.visibility !== 'PUBLIC' && <> · {names(`names.${collection.visibility}`)}</>}
				</p>
				{collection.statement !== '' && (
					<p dir="auto" className="mt-4 whitespace-pre-line [overflow-wrap:anywhere]">
						{collection.statement}
					</p>
				)}
				{collection.hidden && (
					<p role="note" className="mt-3 bg-wash p-3">
						{t('hidden')}
					</p>
				)}
				{collection.reactions && (
					<ReactionBar
						subjectId={collection.id}
						initial={collection.reactions}
						mayReact={isMember}
						label={reactions('collection')}
						isMain
					/>
				)}
				<div className="mt-6 flex flex-wrap items-center gap-3">
					{edges.length > 0 && (
						<Link href={`${address}/exhibition`} prefetch={false} className="button-quiet">
							{exhibition('open')}
						</Link>
					)}
					{mayArrange && (
						<Link href={`${address}/edit`} prefetch={false} className="button-quiet">
							{t('edit')}
						</Link>
					)}
					{collection.viewerRole !== null && collection.viewerRole !== 'VIEWER' && (
						<Link href={`${address}/changes`} prefetch={false} className="button-quiet">
							{t('changes')}
						</Link>
					)}
					{(collection.viewerCanSubmit || (collection.submissionCount ?? 0) > 0) && (
						<Link href={`${address}/submissions`} prefetch={false} className="button-quiet">
							{collection.viewerCanSubmit ? t('submit') : t('submissions', { count: collection.submissionCount ?? 0 })}
						</Link>
					)}
					{isMember && collection.viewerRole !== 'OWNER' && (
						<>
							<FollowCollection id={collection.id} follows={collection.viewerFollows} />
							<ReportButton subjectId={collection.id} label={t('report')} />
						</>
					)}
				</div>
			</div>
			<section aria-labelledby="items-title" className="border-t border-line pt-6">
				<h2 id="items-title" className="sr-only">
					{t('items')}
				</h2>
				{edges.length === 0 && <p className="text-soft">{t(mayArrange ? 'emptyYours' : 'empty')}</p>}
				<EnterCollection artworkIds={edges.flatMap(({ node }) => node.artwork?.id ?? [])}>
					<div className="@container space-y-12">
						{groups.map(({ section, items }, group) => (
							<section key={section?.id ?? ''} aria-labelledby={section ? `section-${section.id}` : undefined}>
								{section && (
									<h3
										id={`section-${section.id}`}
										dir="auto"
										className="mb-5 scroll-mt-24 text-xl italic [overflow-wrap:anywhere]"
									>
										{section.title}
									</h3>
								)}
								<div className="plain-grid">
									{items.map((item, index) => (
										<ItemCard
											key={item.id}
											collectionId={collection.viewerRole === 'OWNER' ? null : collection.id}
											item={item}
											first={group === 0 && index < 4}
										/>
									))}
								</div>
							</section>
						))}
					</div>
				</EnterCollection>
				{pageInfo.hasNextPage && (
					<p className="mt-8">
						<Link
							href={`${address}?after=${encodeURIComponent(pageInfo.endCursor ?? '')}`}
							prefetch={false}
							className="button-quiet"
						>
							{t('more')}
						</Link>
					</p>
				)}
				{isShownToAll(collection) && (
					<>
						<FeedLinks feed={feedOf(collection)} />
						<TakeElsewhere
							address={publicOrigin(await headers()) + address}
							frame={collectionFrame(collection, publicOrigin(await headers()))}
							title={collection.title}
						/>
					</>
				)}
				{edges.length > 0 && <SaveArchive collectionId={collection.id} />}
			</section>
			{collection.seq !== null && (
				<ChangesOfOthers
					collectionId={collection.id}
					seq={collection.seq}
					viewer={viewer?.handle ?? null}
					socket={{ publicApiUrl: env.publicApiUrl, apiPort: env.apiPort }}
				/>
			)}
			{collection.comments && collection.viewerCommentPermission && (
				<CommentSection
					talked={{ collectionId: collection.id, path: address }}
					initial={collection.comments}
					led={collection.commentThread}
					count={collection.commentCount ?? 0}
					permission={collection.viewerCommentPermission}
					socket={{ publicApiUrl: env.publicApiUrl, apiPort: env.apiPort }}
				/>
			)}
		</>
	);
});
