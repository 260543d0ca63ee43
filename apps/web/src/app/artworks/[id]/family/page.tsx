import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { answered, answeredMetadata } from '../../../../features/chrome/answered.tsx';
import { FamilyFigure } from '../../../../features/lineage/family-figure.tsx';
import { FamilyPageDocument } from '../../../../graphql/generated/graphql.ts';
import { serverRequest } from '../../../../graphql/server-request.ts';
import { isolate, Sentence } from '../../../../ui/sentence.tsx';

interface FamilyPageProps {
	readonly params: Promise<{ readonly id: string }>;
}

const load = cache(async (id: string) => (await serverRequest(FamilyPageDocument, { id })).artwork);

export const generateMetadata = answeredMetadata(async function generateMetadata({
	params,
}: FamilyPageProps): Promise<Metadata> {
	const artwork = await load((await params).id);
	if (!artwork) notFound();
	return { title: (await getTranslations('Lineage'))('title', { title: artwork.title }) };
});

export default answered(async function FamilyPage({ params }: FamilyPageProps) {
	const artwork = await load((await params).id);
	if (!artwork) notFound();
	const t = await getTranslations('Lineage');
	const { members, credits, isWhole } = artwork.family;
	return (
		<div className="space-y-8 pt-4 lg:pt-8">
			<div>
				<h1 className="text-[clamp(1.75rem,4vw,2.375rem)]">
					<Sentence text={t('title', { title: isolate(artwork.title) })} />
				</h1>
				<p className="mt-2 max-w-[60ch] text-soft">
					{members.length + credits.length > 1 ? t('text') : t('alone')} {!isWhole && t('cut')}
				</p>
			</div>
			<FamilyFigure artwork={artwork} />
			<p className="text-sm">
				<Link href={`/artworks/${artwork.id}`} prefetch={false} className="quiet-link text-soft">
					<Sentence text={t('back', { title: isolate(artwork.title) })} />
				</Link>
			</p>
		</div>
	);
});
