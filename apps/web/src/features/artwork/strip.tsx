/** @file A row of related pictures. */
import type { ReactNode } from 'react';
import type { ArtworkCardFragment } from '../../graphql/generated/graphql.ts';
import { ArtworkCard } from '../gallery/artwork-card.tsx';

interface StripProps {
	readonly id: string;
	readonly title: string;
	readonly artworks: readonly ArtworkCardFragment[];
	/** Below the pictures. */
	readonly children?: ReactNode;
}

/** Nothing when there is none. */
export function Strip({ id, title, artworks, children }: StripProps) {
	if (artworks.length === 0) return null;
	return (
		<section aria-labelledby={id} className="mt-16 border-t border-line pt-4">
			<h2 id={id} className="mb-5 text-xl">
				{title}
			</h2>
			<div className="@container">
				<div className="plain-grid">
					{artworks.map((artwork) => (
						<ArtworkCard key={artwork.id} artwork={artwork} layout="grid" />
					))}
				</div>
			</div>
			{children}
		</section>
	);
}
