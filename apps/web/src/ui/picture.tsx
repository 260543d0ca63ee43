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
	/** What it shows, for those who do not see it. */
	readonly alt: string;
	/** Loaded at once and first: for the pictures that a page opens with. */
	readonly first?: boolean;
	readonly className?: string;
	readonly style?: CSSProperties;
}

/** An `<img>` that keeps its place from the first paint. */
export function Picture({ image, alt, first = false, className = '', style }: PictureProps) {
	return (
		<img
			src={image.url}
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
}
