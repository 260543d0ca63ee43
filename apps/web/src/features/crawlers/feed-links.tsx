/** @file How a page says that there is a feed of it: to programs in its head, and to people at its foot. */
import type { Metadata } from 'next';
import { useTranslations } from 'next-intl';

/** `alternates` of a page's metadata. `feed` is the path of its feed without the format, `title` what a reader calls it. */
export function feedAlternates(feed: string, title: string): NonNullable<Metadata['alternates']> {
	return {
		types: {
			'application/atom+xml': [{ url: `${feed}.atom`, title }],
			'application/feed+json': [{ url: `${feed}.json`, title }],
		},
	};
}

interface FeedLinksProps {
	/** The path of the feed without the format. */
	readonly feed: string;
}

export function FeedLinks({ feed }: FeedLinksProps) {
	const t = useTranslations('Feeds');
	return (
		<p className="mt-12 text-sm text-soft">
			{t.rich('follow', {
				atom: (text) => (
					<a href={`${feed}.atom`} type="application/atom+xml" className="quiet-link">
						{text}
					</a>
				),
				json: (text) => (
					<a href={`${feed}.json`} type="application/feed+json" className="quiet-link">
						{text}
					</a>
				),
			})}
		</p>
	);
}
