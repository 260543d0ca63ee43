import { sharingCardPx } from '@galatea/pictures';
import { isOpenToAll } from '@galatea/store/access';
import type { Artwork } from '@galatea/store/artworks';
import { cardAddress } from '../../http/cards.ts';
import { builder } from '../builder.ts';
import { ArtworkType } from '../references.ts';

interface SharingCard {
	readonly artwork: Artwork;
	/** Of its person; null for who has none. */
	readonly handle: string | null;
}

const SharingCardType = builder.objectRef<SharingCard>('SharingCard').implement({
	description:
		'A JPEG for pages of other sites: the whole picture with its title, its person and the name of the gallery.',
	fields: (t) => ({
		url: t.string({
			description: 'Path on this host; what is at it never changes, and it is made when it is first asked for.',
			resolve: ({ artwork, handle }) => cardAddress(artwork, handle),
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
			return { artwork, handle: person?.handle ?? null };
		},
	}),
);
