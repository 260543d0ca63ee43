import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { env } from '../../../env.ts';
import { ArtworkLabel } from '../../../features/artwork/artwork-label.tsx';
import { readStep } from '../../../features/artwork/asked-step.ts';
import { oembedAddress } from '../../../features/artwork/oembed.ts';
import { StepPicture } from '../../../features/artwork/step-picture.tsx';
import { Strip } from '../../../features/artwork/strip.tsx';
import { WallChoice } from '../../../features/artwork/wall-choice.tsx';
import { CaptionSection } from '../../../features/captions/caption-section.tsx';
import { answered, answeredMetadata } from '../../../features/chrome/answered.tsx';
import { publicOrigin } from '../../../features/chrome/origin.ts';
import { CommentSection } from '../../../features/comments/comment-section.tsx';
import { Neighbours } from '../../../features/gallery/neighbours.tsx';
import { LineageLinks } from '../../../features/lineage/lineage-links.tsx';
import { ArtworkPageDocument } from '../../../graphql/generated/graphql.ts';
import { serverRequest } from '../../../graphql/server-request.ts';

interface ArtworkPageProps {
	readonly params: Promise<{ readonly id: string }>;
	/** `step` of its run that is shown, `comment` to which one is led. */
	readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

const loadArtwork = cache(
	async (id: string, commentId: string | null) =>
		(await serverRequest(ArtworkPageDocument, { id, commentId: commentId ?? '', led: commentId !== null })).artwork,
);

/** The comment of the address; null of none. */
async function commentOf({ searchParams }: ArtworkPageProps): Promise<string | null> {
	const { comment } = await searchParams;
	return typeof comment === 'string' ? comment : null;
}

export const generateMetadata = answeredMetadata(async function generateMetadata(
	props: ArtworkPageProps,
): Promise<Metadata> {
	const artwork = await loadArtwork((await props.params).id, await commentOf(props));
	if (!artwork) notFound();
	const t = await getTranslations('Artwork');
	const description = artwork.recipe ? t('description', { prompt: artwork.recipe.prompt }) : artwork.title;
	// What is not for everyone is shown on no other site's page, nor what others could not load.
	const images = artwork.sharingCard ? [{ ...artwork.sharingCard, alt: artwork.alternativeText ?? artwork.title }] : [];
	const oembed = oembedAddress(`/artworks/${artwork.id}`, publicOrigin(await headers()));
	return {
		title: artwork.title,
		description,
		alternates: { types: { 'application/json+oembed': [{ url: oembed, title: artwork.title }] } },
		openGraph: { title: artwork.title, description, type: 'article', siteName: 'Galatea', images },
		twitter: { card: 'summary_large_image', title: artwork.title, description, images },
	};
});

export default answered(async function ArtworkPage(props: ArtworkPageProps) {
	const artwork = await loadArtwork((await props.params).id, await commentOf(props));
	if (!artwork) notFound();
	const t = await getTranslations('Artwork');
	const { width, height } = artwork.image;
	// Small pictures may be shown up to four times as large, but never higher than the window.
	const scale = Math.max(1, Math.min(4, 720 / Math.max(width, height)));
	const widestPx = Math.round(width * scale);
	const maxWidth = `min(100%, ${widestPx}px, ${Math.round((78 * width) / height)}svh)`;
	return (
		<>
			<div className="grid gap-x-16 gap-y-8 pt-4 lg:grid-cols-[minmax(0,1fr)_22rem] lg:pt-8">
				<div className="wall-choice self-start lg:sticky lg:top-8">
					<StepPicture
						artworkId={artwork.id}
						renderId={artwork.render.id}
						shownStep={artwork.step}
						video={artwork.render.video}
						title={artwork.title}
						maxWidth={maxWidth}
						askedStep={readStep((await props.searchParams)['step'])}
						commentedSteps={artwork.commentedSteps}
						picture={{
							veiled: artwork.viewerVeiled,
							level: artwork.contentLevel,
							image: artwork.image,
							sources: artwork.sources,
							// Beside the label, or above it.
							sizes: `(min-width: 64rem) min(60vw, ${widestPx}px), min(92vw, ${widestPx}px)`,
							alt:
								artwork.alternativeText ??
								(artwork.recipe && !artwork.recipeHidden
									? t('alt', { title: artwork.title, prompt: artwork.recipe.prompt })
									: artwork.title),
							first: true,
							className: 'h-auto w-full shadow-[0_1px_2px_var(--shadow),0_12px_40px_-12px_var(--shadow)]',
						}}
					>
						<div className="flex min-h-11 items-center justify-between">
							<Neighbours artworkId={artwork.id} />
							<WallChoice />
						</div>
					</StepPicture>
				</div>
				<ArtworkLabel artwork={artwork} address={`${publicOrigin(await headers())}/artworks/${artwork.id}`} />
			</div>
			<CaptionSection artworkId={artwork.id} />
			<CommentSection
				talked={{ artworkId: artwork.id, steps: artwork.render.steps, thumbnail: artwork.thumbnail }}
				initial={artwork.comments}
				led={artwork.commentThread}
				count={artwork.commentCount}
				permission={artwork.viewerCommentPermission}
				socket={{ publicApiUrl: env.publicApiUrl, apiPort: env.apiPort }}
			/>
			<Strip id="parents" title={t('parents')} artworks={artwork.parents} />
			<Strip id="remixes" title={t('remixes', { count: artwork.remixCount })} artworks={artwork.remixes}>
				{artwork.remixCount > artwork.remixes.length && (
					<p className="mt-6">
						{t.rich('newestRemixes', {
							count: artwork.remixes.length,
							link: (text) => (
								<Link href={`/artworks/${artwork.id}/family`} prefetch={false} className="quiet-link">
									{text}
								</Link>
							),
						})}
					</p>
				)}
			</Strip>
			<LineageLinks artwork={artwork} />
		</>
	);
});
