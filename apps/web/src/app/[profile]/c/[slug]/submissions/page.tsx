import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { answered } from '../../../../../features/chrome/answered.tsx';
import { UndoOffer } from '../../../../../features/collections/changes/undo-offer.tsx';
import { collectionAddress } from '../../../../../features/collections/collection-address.ts';
import { addressedCollection } from '../../../../../features/collections/load-collection.ts';
import { OwnSubmissions } from '../../../../../features/collections/submissions/own-submissions.tsx';
import { SubmissionQueue } from '../../../../../features/collections/submissions/submission-queue.tsx';
import { SubmitForm } from '../../../../../features/collections/submissions/submit-form.tsx';
import { CollectionSubmissionsDocument } from '../../../../../graphql/generated/graphql.ts';
import { serverRequest } from '../../../../../graphql/server-request.ts';

interface SubmissionsPageProps {
	readonly params: Promise<{ readonly profile: string; readonly slug: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
	const t = await getTranslations('CollectionSubmissions');
	return { title: t('title') };
}

export default answered(async function SubmissionsPage({ params }: SubmissionsPageProps) {
	const { profile, slug } = await params;
	const addressed = addressedCollection(profile, slug);
	if (!addressed) notFound();
	const { collectionAt: collection, viewer } = await serverRequest(CollectionSubmissionsDocument, addressed);
	if (!collection) notFound();
	const { submissions, viewerSubmissions, viewerCanSubmit, submissionCount } = collection;
	const own = viewerSubmissions.edges.map(({ node }) => node);
	// Who neither decides nor submits has nothing to do here.
	if (!submissions && !viewerCanSubmit && own.length === 0) notFound();
	const t = await getTranslations('CollectionSubmissions');
	const address = collectionAddress(collection);
	return (
		<>
			<h1 className="pt-6 pb-2 text-[clamp(1.75rem,5vw,2.75rem)] sm:pt-10">{t('title')}</h1>
			<p className="pb-8">
				<Link href={address} prefetch={false} className="quiet-link">
					<bdi>{collection.title}</bdi>
				</Link>
			</p>
			<div className="space-y-12">
				{submissions && (
					<SubmissionQueue
						collectionId={collection.id}
						count={submissionCount ?? 0}
						submissions={submissions.edges.map(({ node }) => node)}
					/>
				)}
				{viewerCanSubmit && (
					<SubmitForm collectionId={collection.id} own={viewer?.artworks.edges.map(({ node }) => node) ?? []} />
				)}
				<OwnSubmissions submissions={own} />
			</div>
			<UndoOffer address={address} collectionId={collection.id} />
		</>
	);
});
