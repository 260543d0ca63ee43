/** @file A picture of known size, on the ground of its thumbhash until it is loaded. */
import type { CSSProperties } from 'react';
import { groundOf } from './ground.ts';

interface PictureProps {
	readonly image: {
		readonly url: string;
		readonly width: number;
		readonly height: number;
		readonly thumbhash?: string | null;
	};
	/** Smaller files of it, as `srcset` takes them; without them `image` is loaded, as by browsers that know neither. */
	readonly sources?: { readonly avif: string; readonly webp: string } | null;
	/** How wide it is shown, as `sizes` takes it. */
	readonly sizes?: string;
	/** What it shows, for those who do not see it. */
	readonly alt: string;
	/** Loaded at once and first: for the pictures that a page opens with. */
	readonly first?: boolean;
	readonly className?: string;
	readonly style?: CSSProperties;
}

/** An `<img>` that keeps its place from the first paint. */
export function Picture({ image, sources, sizes, alt, first = false, className = '', style }: PictureProps) {
	const picture = (
		<img
			src={image.url}
			srcSet={sources?.webp}
			sizes={sizes}
			width={image.width}
			height={image.height}
			alt={alt}
			loading={first ? 'eager' : 'lazy'}
			fetchPriority={first ? 'high' : 'auto'}
			decoding="async"
			className={`ground ${className}`}
			style={{ backgroundImage: groundOf(image.thumbhash), ...style }}
		/>
	);
	return sources ? (
		// It has no box of its own, so that the picture stands where it would stand alone.
		<picture className="contents">
			<source type="image/avif" srcSet={sources.avif} sizes={sizes} />
			{picture}
		</picture>
	) : (
		picture
	);
}
