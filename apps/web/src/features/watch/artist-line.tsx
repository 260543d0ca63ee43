/** @file Who makes a render, as its page says it. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { RenderViewFragment } from '../../graphql/generated/graphql.ts';

/** Says that it is one's own where nobody else needs to be named. */
export function ArtistLine({ artist }: { readonly artist: RenderViewFragment['requestedBy'] }) {
	const t = useTranslations('Artwork');
	const render = useTranslations('Render');
	const { handle, displayName, hasLeft, viewerIsThis } = artist;
	if (viewerIsThis) return <p className="mt-2 text-soft">{render('yours')}</p>;
	return (
		<p className="mt-2 text-soft">
			{t.rich('by', {
				name: displayName ?? t(hasLeft ? 'left' : 'guest'),
				link: (text) =>
					handle === null ? (
						<bdi>{text}</bdi>
					) : (
						<Link href={`/@${handle}`} prefetch={false} className="quiet-link">
							<bdi>{text}</bdi>
						</Link>
					),
			})}
		</p>
	);
}
