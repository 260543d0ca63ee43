/** @file Which artworks a list has and in which order, as its caller says it. */
import { readTag } from '@galatea/render';
import { type ArtworkFilter, artworkOrders, periods, pictureShapes } from '@galatea/store';
import { GraphQLError } from 'graphql';
import type { Shelf } from '../../context.ts';
import { builder } from '../builder.ts';

export const ArtworkOrderType = builder.enumType('ArtworkOrder', {
	description: `Newest first; what is remixed by many now first; or in an order that a seed decides, in which every picture
has the same chance.`,
	values: artworkOrders,
});

const PictureShapeType = builder.enumType('PictureShape', { values: pictureShapes });
const PeriodType = builder.enumType('Period', {
	description: 'Published so long ago at most, counted back from now.',
	values: periods,
});

export const ArtworkFilterInput = builder.inputType('ArtworkFilter', {
	description: 'What is left out, or null, does not narrow a list.',
	fields: (t) => ({
		tag: t.string({ description: 'With or without `#`, in any case.' }),
		packId: t.id(),
		shape: t.field({ type: PictureShapeType }),
		minimumSidePx: t.int({ description: 'Pixels of the longer side.' }),
		isRenderable: t.boolean({
			description: 'With true only those whose recipe can be rendered again here: its pack is offered, and unchanged.',
		}),
		period: t.field({ type: PeriodType }),
		isFollowed: t.boolean({ description: 'With true only those of people whom the viewer follows.' }),
	}),
});

/** The filter as the store takes it. Throws `BAD_USER_INPUT` when `tag` is none. */
export function readFilter(
	given: typeof ArtworkFilterInput.$inferInput | null | undefined,
	shelf: Shelf,
): ArtworkFilter {
	const { tag, packId, shape, minimumSidePx, isRenderable, period, isFollowed } = given ?? {};
	const word = tag == null ? null : readTag(tag);
	if (tag != null && word === null)
		throw new GraphQLError('filter.tag must be one word of letters, digits and underscores, with a letter', {
			extensions: { code: 'BAD_USER_INPUT' },
		});
	return {
		tag: word,
		// The database takes no NUL, and no pack has one in its name.
		packId: packId?.replaceAll('\0', '') ?? null,
		shape: shape ?? null,
		minimumSidePx: minimumSidePx ?? null,
		packHashes: isRenderable ? shelf.packs.map((pack) => pack.hash) : null,
		period: period ?? null,
		following: isFollowed ?? null,
	};
}
