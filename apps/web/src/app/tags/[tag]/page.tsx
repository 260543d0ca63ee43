import { readTag } from '@galatea/render';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { answered, answeredMetadata } from '../../../features/chrome/answered.tsx';
import { FeedLinks, feedAlternates } from '../../../features/crawlers/feed-links.tsx';
import { Explore } from '../../../features/gallery/explore.tsx';
import type { Search } from '../../../features/gallery/explore-address.ts';
import { GalleryDocument } from '../../../graphql/generated/graphql.ts';
import { serverRequest } from '../../../graphql/server-request.ts';

interface TagPageProps {
	/** Percent-encoded. */
	readonly params: Promise<{ readonly tag: string }>;
	readonly searchParams: Promise<Search>;
}

function tagOf(segment: string): string {
	let text: string;
	try {
		text = decodeURIComponent(segment);
	} catch {
		notFound();
	}
	return readTag(text) ?? notFound();
}

const feedOf = (tag: string): string => `/feeds/tags/${encodeURIComponent(tag)}`;

export const generateMetadata = answeredMetadata(async function generateMetadata({
	params,
}: TagPageProps): Promise<Metadata> {
	const tag = tagOf((await params).tag);
	const t = await getTranslations('Tags');
	return {
		title: `#${tag}`,
		description: t('description', { tag }),
		alternates: feedAlternates(feedOf(tag), `#${tag}`),
	};
});

export default answered(async function TagPage({ params, searchParams }: TagPageProps) {
	const tag = tagOf((await params).tag);
	const { packs } = await serverRequest(GalleryDocument, {});
	return (
		<>
			<h1 className="pt-6 pb-6 text-[clamp(1.75rem,5vw,2.75rem)] sm:pt-10">#{tag}</h1>
			<Explore path={`/tags/${encodeURIComponent(tag)}`} search={await searchParams} tag={tag} packs={packs} />
			<FeedLinks feed={feedOf(tag)} />
		</>
	);
});
