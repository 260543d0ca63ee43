import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { answered, answeredMetadata } from '../../../../../features/chrome/answered.tsx';
import { SaveButton } from '../../../../../features/collections/save-button.tsx';
import { DifferenceList } from '../../../../../features/lineage/difference-list.tsx';
import { PictureSlider } from '../../../../../features/lineage/picture-slider.tsx';
import { ComparePageDocument } from '../../../../../graphql/generated/graphql.ts';
import { serverRequest } from '../../../../../graphql/server-request.ts';
import { isolate, Sentence } from '../../../../../ui/sentence.tsx';

interface ComparePageProps {
	/** `id` is the picture after, `otherId` the one before. */
	readonly params: Promise<{ readonly id: string; readonly otherId: string }>;
}

const load = cache(
	async (afterId: string, beforeId: string) =>
		(await serverRequest(ComparePageDocument, { beforeId, afterId })).compareArtworks,
);

export const generateMetadata = answeredMetadata(async function generateMetadata({
	params,
}: ComparePageProps): Promise<Metadata> {
	const { id, otherId } = await params;
	const comparison = await load(id, otherId);
	if (!comparison) notFound();
	const { before, after } = comparison;
	return { title: (await getTranslations('Lineage'))('compareTitle', { before: before.title, after: after.title }) };
});

export default answered(async function ComparePage({ params }: ComparePageProps) {
	const { id, otherId } = await params;
	const comparison = await load(id, otherId);
	if (!comparison) notFound();
	const t = await getTranslations('Lineage');
	const { before, after } = comparison;
	return (
		<div className="space-y-8 pt-4 lg:pt-8">
			<h1 className="text-[clamp(1.75rem,4vw,2.375rem)]">
				<Sentence text={t('compareTitle', { before: isolate(before.title), after: isolate(after.title) })} />
			</h1>
			<div className="grid gap-x-16 gap-y-10 lg:grid-cols-2">
				<PictureSlider before={before} after={after} />
				<div className="space-y-8">
					<DifferenceList comparison={comparison} />
					<ul className="space-y-1 text-sm">
						{/* The later one is the page's own: it comes first where a key means one of them. */}
						{[after, before].map(({ id: artworkId, title, viewerCollectPermission, viewerCollectionCount }) => (
							<li key={artworkId} className="flex flex-wrap items-center gap-x-4 gap-y-1">
								<Link href={`/artworks/${artworkId}`} prefetch={false} className="quiet-link text-soft">
									<Sentence text={t('back', { title: isolate(title) })} />
								</Link>
								{viewerCollectPermission === 'ALLOWED' && (
									<SaveButton artworkId={artworkId} count={viewerCollectionCount} title={title} />
								)}
							</li>
						))}
						<li>
							<Link
								href={`/artworks/${before.id}/compare/${after.id}`}
								prefetch={false}
								className="quiet-link text-soft"
							>
								{t('exchange')}
							</Link>
						</li>
					</ul>
				</div>
			</div>
		</div>
	);
});
