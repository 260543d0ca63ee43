import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { env } from '../../../../../env.ts';
import { answered } from '../../../../../features/chrome/answered.tsx';
import { ArrangeItems } from '../../../../../features/collections/arranging/arrange-items.tsx';
import { ChangesOfOthers } from '../../../../../features/collections/changes/changes-of-others.tsx';
import { UndoOffer } from '../../../../../features/collections/changes/undo-offer.tsx';
import { collectionAddress } from '../../../../../features/collections/collection-address.ts';
import { CollectionForm } from '../../../../../features/collections/collection-form.tsx';
import { Curators } from '../../../../../features/collections/curators.tsx';
import { DeleteCollection } from '../../../../../features/collections/delete-collection.tsx';
import { Invitations } from '../../../../../features/collections/invitations/invitations.tsx';
import { loadToArrange } from '../../../../../features/collections/load-collection.ts';
import { SectionList } from '../../../../../features/collections/sections/section-list.tsx';
import { CollectionInvitationsDocument } from '../../../../../graphql/generated/graphql.ts';
import { serverRequest } from '../../../../../graphql/server-request.ts';

interface EditCollectionPageProps {
	readonly params: Promise<{ readonly profile: string; readonly slug: string }>;
	readonly searchParams: Promise<{ readonly after?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
	const t = await getTranslations('Collections');
	return { title: t('editTitle') };
}

export default answered(async function EditCollectionPage({ params, searchParams }: EditCollectionPageProps) {
	const [{ profile, slug }, { after }] = await Promise.all([params, searchParams]);
	const from = typeof after === 'string' ? after : null;
	const loaded = await loadToArrange(profile, slug, from);
	// Who may not change it is told what they would be told if there were no such page.
	if (!loaded || (loaded.collection.viewerRole !== 'OWNER' && loaded.collection.viewerRole !== 'EDITOR')) notFound();
	const { collection, viewer, items, next } = loaded;
	const t = await getTranslations('Collections');
	const address = collectionAddress(collection);
	const invitations =
		collection.viewerRole === 'OWNER'
			? ((await serverRequest(CollectionInvitationsDocument, { id: collection.id })).collection?.invitations ?? [])
			: [];
	return (
		<>
			<h1 className="pt-6 pb-2 text-[clamp(1.75rem,5vw,2.75rem)] sm:pt-10">{t('editTitle')}</h1>
			<p className="pb-8">
				<Link href={address} prefetch={false} className="quiet-link">
					<bdi>{collection.title}</bdi>
				</Link>
				{' · '}
				<Link href={`${address}/changes`} prefetch={false} className="quiet-link">
					{t('changes')}
				</Link>
			</p>
			<div className="grid gap-x-16 gap-y-12 lg:grid-cols-2">
				<section aria-labelledby="arrange-title">
					<h2 id="arrange-title" className="mb-3 text-xl">
						{t('arrange')}
					</h2>
					{items.length === 0 && <p className="text-soft">{t('emptyYours')}</p>}
					<ArrangeItems
						key={from ?? 'first'}
						collectionId={collection.id}
						coverItemId={collection.coverItemId}
						initial={items}
						whole={from === null && next === null}
						movable={collection.order === 'MANUAL'}
						sections={collection.sections}
					/>
					{next !== null && (
						<p className="mt-8">
							<Link
								href={`${address}/edit?after=${encodeURIComponent(next)}`}
								prefetch={false}
								className="button-quiet"
							>
								{t('more')}
							</Link>
						</p>
					)}
				</section>
				<div className="space-y-12">
					<SectionList collectionId={collection.id} sections={collection.sections} />
					<section aria-labelledby="details-title">
						<h2 id="details-title" className="mb-3 text-xl">
							{t('details')}
						</h2>
						<CollectionForm collection={collection} />
					</section>
					{collection.viewerRole === 'OWNER' && (
						<>
							<Curators collection={collection} />
							<Invitations collectionId={collection.id} invitations={invitations} />
							<DeleteCollection id={collection.id} />
						</>
					)}
				</div>
			</div>
			<ChangesOfOthers
				collectionId={collection.id}
				seq={collection.seq ?? 0}
				viewer={viewer?.handle ?? null}
				socket={{ publicApiUrl: env.publicApiUrl, apiPort: env.apiPort }}
			/>
			<UndoOffer address={address} collectionId={collection.id} />
		</>
	);
});
