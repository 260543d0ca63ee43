/** @file One picture on the wall, with its label. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type CSSProperties, lazy, Suspense } from 'react';
import type { ArtworkCardFragment } from '../../graphql/generated/graphql.ts';
import { Picture } from '../../ui/picture.tsx';
import { VeiledPicture } from '../levels/veiled-picture.tsx';
import type { WallLayout } from './wall-layout.ts';

// Most who look have no account, and no use for it.
const CardSaveButton = lazy(async () => ({
	default: (await import('../collections/card-save-button.tsx')).CardSaveButton,
}));

interface ArtworkCardProps {
	readonly artwork: ArtworkCardFragment;
	readonly layout: WallLayout;
	/** Among the pictures that the page opens with. */
	readonly first?: boolean;
	/** Where it hangs on the wall; elsewhere it stands in the flow. */
	readonly style?: CSSProperties;
	/** Its number in the list from 1, where not all of the list is on the page. */
	readonly position?: number;
	/** Of the list; -1 when nobody knows. */
	readonly listLength?: number;
}

/** Widths of a card's picture by those of the window, from globals.css: the wall's columns, and the mat of the grid. */
const sizes: Readonly<Record<WallLayout, string>> = {
	masonry: '(min-width:88rem) 19rem,(min-width:72rem) 22vw,(min-width:50rem) 29vw,44vw',
	grid: '(min-width:88rem) 12rem,(min-width:72rem) 15vw,(min-width:50rem) 18vw,36vw',
};

/**
 * The picture is the link; the label says title and prompt, as beside a picture in a museum. Unless its person said
 * what it shows the picture has no text of its own, because the title in the same link would be read twice. One that is veiled stands above the link, because of
 * the button on it.
 */
export function ArtworkCard({ artwork, layout, first = false, style, position, listLength }: ArtworkCardProps) {
	const t = useTranslations('Feed');
	const { width, height } = artwork.image;
	const picture = {
		image: { ...artwork.thumbnail, width, height },
		sources: artwork.sources,
		sizes: sizes[layout],
		alt: artwork.alternativeText ?? '',
	};
	const { recipe } = artwork;
	const sameWords = recipe?.prompt.toLowerCase() === artwork.title.toLowerCase();
	return (
		<article style={style} aria-posinset={position} aria-setsize={listLength} className="group">
			{artwork.viewerVeiled && (
				<VeiledPicture {...picture} veiled level={artwork.contentLevel} className="h-auto w-full" />
			)}
			<Link href={`/artworks/${artwork.id}`} prefetch={false} className="block">
				{artwork.viewerVeiled ? null : layout === 'grid' ? (
					<span className="grid aspect-square place-items-center bg-mat p-[9%]">
						<Picture
							{...picture}
							first={first}
							className="h-auto shadow-sm"
							// As large as it can be in a square. By its width alone, because the square has no height before it is laid out.
							style={{ width: `${Math.min(100, (100 * width) / height)}%` }}
						/>
					</span>
				) : (
					<Picture {...picture} first={first} className="h-auto w-full" />
				)}
				<span className="mt-2.5 line-clamp-2 block font-display text-[1.0625rem] leading-snug italic underline-offset-4 group-hover:underline">
					{artwork.title}
				</span>
			</Link>
			<div className="flex items-center gap-1">
				<p className="line-clamp-1 min-w-0 flex-1 text-[0.8125rem] text-soft">
					{/* Who may know the recipe knows the step, which of a picture that was kept is not its last. */}
					{recipe === null || artwork.step === null
						? `${width} × ${height}`
						: sameWords
							? t('made', { width, height, steps: artwork.step })
							: recipe.prompt}
				</p>
				{artwork.viewerCollectPermission === 'ALLOWED' && (
					<Suspense>
						<CardSaveButton artworkId={artwork.id} title={artwork.title} count={artwork.viewerCollectionCount} />
					</Suspense>
				)}
			</div>
		</article>
	);
}
