import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound, permanentRedirect } from 'next/navigation';
import { getFormatter, getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { answered, answeredMetadata } from '../../features/chrome/answered.tsx';
import { CollectionGrid } from '../../features/collections/collection-card.tsx';
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
	readonly searchParams: Promise<{ readonly after?: string | string[] }>;
}

const loadProfile = cache(async (segment: string, after: string | null) => {
	const [, handle] = /^(?:@|%40)(\w{3,30})$/.exec(segment) ?? [];
	if (handle === undefined) return { user: null, viewer: null };
	return serverRequest(ProfileDocument, { handle, first: pageSize, after });
});

export const generateMetadata = answeredMetadata(async function generateMetadata({
	params,
	searchParams,
}: ProfilePageProps): Promise<Metadata> {
	const { user } = await loadProfile((await params).profile, afterOf(await searchParams));
	if (!user) notFound();
	const t = await getTranslations('Profile');
	const title = t('title', { name: user.displayName ?? '', handle: user.handle ?? '' });
	return { title, description: user.bio, alternates: feedAlternates(`/feeds/people/${user.handle}`, title) };
});

function afterOf({ after }: { readonly after?: string | string[] }): string | null {
	return typeof after === 'string' ? after : null;
}

export default answered(async function ProfilePage({ params, searchParams }: ProfilePageProps) {
	const { user, viewer } = await loadProfile((await params).profile, afterOf(await searchParams));
	if (!user) notFound();
	// They had this handle before they took another.
	if (user.handle !== null && !(await params).profile.toLowerCase().endsWith(user.handle))
		permanentRedirect(`/@${user.handle}`);
	const t = await getTranslations('Profile');
	const format = await getFormatter();
	const { edges, pageInfo } = user.artworks;
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
			{user.collections.edges.length > 0 && (
				<section aria-labelledby="collections-title" className="border-t border-line pt-3 pb-10">
					<h2 id="collections-title" className="mb-5 text-xl">
						{t('collections')}
					</h2>
					<CollectionGrid collections={user.collections.edges.map(({ node }) => node)} />
				</section>
			)}
			<section aria-labelledby="pictures-title" className="border-t border-line pt-3">
				<h2 id="pictures-title" className="mb-5 text-xl">
					{t('pictures')}
				</h2>
				{edges.length === 0 && <p className="text-soft">{t('none')}</p>}
				<div className="@container">
					<div className="plain-grid">
						{edges.map(({ node }, index) => (
							<ArtworkCard key={node.id} artwork={node} layout="grid" first={index < 4} />
						))}
					</div>
				</div>
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
		</>
	);
});
