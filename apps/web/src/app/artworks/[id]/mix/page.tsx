import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { answered, answeredMetadata } from '../../../../features/chrome/answered.tsx';
import { RemixNote } from '../../../../features/compose/remix-note.tsx';
import { MixForm } from '../../../../features/lineage/mix-form.tsx';
import { MixSourcesDocument } from '../../../../graphql/generated/graphql.ts';
import { serverRequest } from '../../../../graphql/server-request.ts';
import { isolate, Sentence } from '../../../../ui/sentence.tsx';

interface MixSourcesPageProps {
	readonly params: Promise<{ readonly id: string }>;
}

const load = cache((id: string) => serverRequest(MixSourcesDocument, { id }));

export const generateMetadata = answeredMetadata(async function generateMetadata({
	params,
}: MixSourcesPageProps): Promise<Metadata> {
	const { artwork } = await load((await params).id);
	if (!artwork) notFound();
	return { title: (await getTranslations('Mix'))('title', { title: artwork.title }) };
});

export default answered(async function MixSourcesPage({ params }: MixSourcesPageProps) {
	const { artwork, artworks } = await load((await params).id);
	if (!artwork) notFound();
	const [t, sharing] = [await getTranslations('Mix'), await getTranslations('Sharing')];
	const others = artworks.edges
		.map(({ node }) => node)
		.filter(({ id, viewerRemixPermission }) => id !== artwork.id && viewerRemixPermission === 'ALLOWED');
	const permission = artwork.viewerRemixPermission;
	return (
		<div className="max-w-3xl space-y-8 pt-4 lg:pt-8">
			<h1 className="text-[clamp(1.75rem,4vw,2.375rem)]">
				<Sentence text={t('title', { title: isolate(artwork.title) })} />
			</h1>
			<RemixNote artwork={artwork} />
			{permission === 'ALLOWED' ? (
				<MixForm firstId={artwork.id} others={others} />
			) : (
				<p>{sharing(`refused.${permission}`)}</p>
			)}
		</div>
	);
});
