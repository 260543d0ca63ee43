/** @file One place of a collection: its picture with the curators' note, or what is left of a deleted one. */
import { useTranslations } from 'next-intl';
import type { CollectionItemPartsFragment } from '../../graphql/generated/graphql.ts';
import { ArtworkCard } from '../gallery/artwork-card.tsx';
import { WithdrawButton } from './withdraw-button.tsx';

interface ItemCardProps {
	/** Null where nobody withdraws: in a collection of the viewer's own. */
	readonly collectionId: string | null;
	readonly item: CollectionItemPartsFragment;
	/** Among the pictures that the page opens with. */
	readonly first?: boolean;
}

export function ItemCard({ collectionId, item, first = false }: ItemCardProps) {
	const t = useTranslations('Collections');
	const { artwork, note } = item;
	return (
		<div>
			{artwork ? (
				<>
					<ArtworkCard artwork={artwork} layout="grid" first={first} />
					<p className="text-[0.8125rem] text-soft">
						{t('by', { name: artwork.publishedBy.displayName ?? artwork.publishedBy.handle ?? t('guest') })}
					</p>
				</>
			) : (
				<div className="grid aspect-square place-items-center bg-mat p-[9%] text-center text-soft">
					<p>
						{item.goneTitle ? t('gone', { title: item.goneTitle, artist: item.goneArtist ?? '' }) : t('goneNameless')}
					</p>
				</div>
			)}
			{collectionId !== null && artwork?.viewerCanEdit && (
				<p>
					<WithdrawButton collectionId={collectionId} artworkId={artwork.id} title={artwork.title} />
				</p>
			)}
			{note !== '' && (
				<p dir="auto" className="mt-1.5 text-sm whitespace-pre-line [overflow-wrap:anywhere]">
					{note}
				</p>
			)}
		</div>
	);
}
