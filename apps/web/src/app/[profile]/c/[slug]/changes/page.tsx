import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { answered } from '../../../../../features/chrome/answered.tsx';
import { ChangeLine } from '../../../../../features/collections/changes/change-line.tsx';
import { UndoOffer } from '../../../../../features/collections/changes/undo-offer.tsx';
import { collectionAddress } from '../../../../../features/collections/collection-address.ts';
import { addressedCollection } from '../../../../../features/collections/load-collection.ts';
import { CollectionChangesDocument } from '../../../../../graphql/generated/graphql.ts';
import { serverRequest } from '../../../../../graphql/server-request.ts';

const pageSize = 50;

interface ChangesPageProps {
	readonly params: Promise<{ readonly profile: string; readonly slug: string }>;
	readonly searchParams: Promise<{ readonly before?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
	const t = await getTranslations('CollectionChanges');
	return { title: t('title') };
}

export default answered(async function ChangesPage({ params, searchParams }: ChangesPageProps) {
	const [{ profile, slug }, { before }] = await Promise.all([params, searchParams]);
	const beforeSeq = typeof before === 'string' && /^\d{1,9}$/.test(before) ? Number(before) : null;
	const addressed = addressedCollection(profile, slug);
	if (!addressed) notFound();
	const { collectionAt: collection } = await serverRequest(CollectionChangesDocument, {
		...addressed,
		first: pageSize,
		beforeSeq,
	});
	// Every collection has been created: who is shown no change does not keep it.
	if (!collection || collection.viewerRole === null || collection.viewerRole === 'VIEWER') notFound();
	const t = await getTranslations('CollectionChanges');
	const address = collectionAddress(collection);
	const { revisions } = collection;
	const last = revisions.at(-1)?.seq ?? 1;
	const arranges = collection.viewerRole === 'OWNER' || collection.viewerRole === 'EDITOR';
	return (
		<>
			<h1 className="pt-6 pb-2 text-[clamp(1.75rem,5vw,2.75rem)] sm:pt-10">{t('title')}</h1>
			<p className="pb-4">
				<Link href={address} prefetch={false} className="quiet-link">
					<bdi>{collection.title}</bdi>
				</Link>
			</p>
			<p className="max-w-prose pb-8 text-soft">{t('intro')}</p>
			{revisions.length === 0 && <p className="text-soft">{t('none')}</p>}
			<ol className="max-w-prose">
				{revisions.map((change, index) => (
					<ChangeLine
						key={change.seq}
						address={address}
						change={change}
						collectionId={collection.id}
						restorable={arranges && (index > 0 || beforeSeq !== null)}
					/>
				))}
			</ol>
			<p className="mt-8 flex flex-wrap gap-3">
				{beforeSeq !== null && (
					<Link href={`${address}/changes`} prefetch={false} className="button-quiet">
						{t('newest')}
					</Link>
				)}
				{last > 1 && revisions.length > 0 && (
					<Link href={`${address}/changes?before=${last}`} prefetch={false} className="button-quiet">
						{t('older')}
					</Link>
				)}
			</p>
			<UndoOffer address={address} collectionId={collection.id} />
		</>
	);
});
