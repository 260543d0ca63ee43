import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { env } from '../../../env.ts';
import { LiveBatch } from '../../../features/batch/live-batch.tsx';
import { answered, answeredMetadata } from '../../../features/chrome/answered.tsx';
import { nameOf } from '../../../features/watch/name-of.ts';
import { BatchPageDocument } from '../../../graphql/generated/graphql.ts';
import { serverRequest } from '../../../graphql/server-request.ts';

interface BatchPageProps {
	readonly params: Promise<{ readonly id: string }>;
}

const load = cache(async (id: string) => (await serverRequest(BatchPageDocument, { id })).renderBatch);

export const generateMetadata = answeredMetadata(async function generateMetadata({
	params,
}: BatchPageProps): Promise<Metadata> {
	const batch = await load((await params).id);
	const [first] = batch?.renders ?? [];
	if (!first) notFound();
	const t = await getTranslations('Batch');
	return { title: t('title', { name: nameOf(first, t('nameless')) }), robots: { index: false } };
});

export default answered(async function BatchPage({ params }: BatchPageProps) {
	const batch = await load((await params).id);
	if (!batch) notFound();
	const { publicApiUrl, apiPort } = env;
	return <LiveBatch key={batch.id} initial={batch.renders} socket={{ publicApiUrl, apiPort }} />;
});
