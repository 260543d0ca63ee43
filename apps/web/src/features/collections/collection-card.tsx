/** @file A collection in a list: its first pictures in one mat, and its label. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { CollectionCardFragment } from '../../graphql/generated/graphql.ts';
import { Picture } from '../../ui/picture.tsx';
import { collectionAddress } from './collection-address.ts';

/** Pictures that the viewer wants veiled are left out of the mosaic. */
function CollectionCard({ collection }: { readonly collection: CollectionCardFragment }) {
	const t = useTranslations('Collections');
	const { title, owner, itemCount } = collection;
	const covers = collection.covers.filter(({ viewerVeiled }) => !viewerVeiled);
	return (
		<article className="group">
			<Link href={collectionAddress(collection)} prefetch={false} className="block">
				<span className="grid aspect-square grid-cols-2 grid-rows-2 gap-1.5 bg-mat p-[9%]">
					{covers.map(({ id, thumbnail }, index) => (
						<span
							key={id}
							className={`grid min-h-0 min-w-0 place-items-center ${covers.length === 1 ? 'col-span-2 row-span-2' : ''} ${covers.length === 3 && index === 0 ? 'row-span-2' : ''} ${covers.length === 2 ? 'row-span-2' : ''}`}
						>
							<Picture image={thumbnail} alt="" className="max-h-full w-auto max-w-full object-contain shadow-sm" />
						</span>
					))}
				</span>
				<span className="mt-2.5 line-clamp-2 block font-display text-[1.0625rem] leading-snug italic underline-offset-4 group-hover:underline">
					<bdi>{title}</bdi>
				</span>
			</Link>
			<p className="line-clamp-1 text-[0.8125rem] text-soft">
				{t('card', { count: itemCount, name: owner.displayName ?? owner.handle ?? '' })}
			</p>
		</article>
	);
}

/** Collections side by side. */
export function CollectionGrid({ collections }: { readonly collections: readonly CollectionCardFragment[] }) {
	return (
		<div className="@container">
			<div className="plain-grid">
				{collections.map((collection) => (
					<CollectionCard key={collection.id} collection={collection} />
				))}
			</div>
		</div>
	);
}
