import { sharingCardPx } from '@galatea/pictures';
import { isOpenToAll } from '@galatea/store/access';
import { artworkCardName } from '../http/artwork-card.ts';
import { collectionCardName } from '../http/collection-card.ts';
import { builder } from './builder.ts';
import { ArtworkType, CollectionType } from './references.ts';

interface SharingCard {
	/** Path of the file. */
	readonly address: string;
}

const SharingCardType = builder.objectRef<SharingCard>('SharingCard').implement({
	description:
		'A JPEG for pages of other sites: the whole picture of an artwork, or a few of a collection, with the title, the person and the name of the gallery.',
	fields: (t) => ({
		url: t.string({
			description: 'Path on this host; what is at it never changes, and it is made when it is first asked for.',
			resolve: ({ address }) => address,
		}),
		width: t.int({ resolve: () => sharingCardPx.width }),
		height: t.int({ resolve: () => sharingCardPx.height }),
		mimeType: t.string({ resolve: () => 'image/jpeg' }),
	}),
});

builder.objectField(ArtworkType, 'sharingCard', (t) =>
	t.field({
		type: SharingCardType,
		nullable: true,
		description: 'Null for what not everybody may see, and for what is not for everyone.',
		resolve: async (artwork, _arguments, { loaders }) => {
			if (!isOpenToAll(artwork) || artwork.contentLevel !== 'EVERYONE') return null;
			const person = await loaders.users.load(artwork.publishedById);
			return artworkCardName(artwork, person?.handle ?? null);
		},
	}),
);

builder.objectField(CollectionType, 'sharingCard', (t) =>
	t.field({
		type: SharingCardType,
		nullable: true,
		description:
			'Null for what not everybody may see, for what is not for everyone, and while there is no picture in it that can stand on it.',
		resolve: async (collection, _arguments, { loaders }) => {
			if (!isOpenToAll(collection) || collection.contentLevel !== 'EVERYONE') return null;
			const [owner, covers] = await Promise.all([
				loaders.users.load(collection.ownerId),
				loaders.openCovers.load(collection.id),
			]);
			return covers.length === 0 ? null : collectionCardName(collection, covers, owner?.handle ?? null);
		},
	}),
);
