/** @file Which artworks a list has and in which order, as its caller says it. */
import { maximumSearchLength, readTag } from '@galatea/render';
import { type ArtworkFilter, artworkOrders, periods, pictureShapes } from '@galatea/store/artworks';
import { GraphQLError } from 'graphql';
import type { Shelf } from '../../context.ts';
import { builder } from '../builder.ts';
import { ContentLevelType } from '../enums.ts';

export const ArtworkOrderType = builder.enumType('ArtworkOrder', {
	description: `Newest first; what is remixed by many now first; in an order that a seed decides, in which every picture has
the same chance; or what the words of the filter fit best first, which without words is the newest.`,
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
		words: t.string({
			description: `Words that are in title, tags or prompts that are not hidden, in any form that they take in English or Spanish; also "phrases",
\`or\`, and \`-\` before what must not be there. At most 300 characters.`,
		}),
		tag: t.string({ description: 'With or without `#`, in any case.' }),
		packId: t.id({ description: 'Of recipes that the viewer may know.' }),
		shape: t.field({ type: PictureShapeType }),
		minimumSidePx: t.int({ description: 'Pixels of the longer side.' }),
		contentLevel: t.field({
			type: ContentLevelType,
			description: 'Of this level only; of those that the viewer is not shown in lists there are none.',
		}),
		isRenderable: t.boolean({
			description:
				'With true only those whose recipe the viewer may know and can render again here: its pack is offered, and unchanged.',
		}),
		period: t.field({ type: PeriodType }),
		isFollowed: t.boolean({
			description:
				'With true only those of people whom the viewer follows, and what is in collections that the viewer follows. ' +
				'The newest first means when they were published or, where that is later, put into a collection.',
		}),
	}),
});

/** The filter as the store takes it. Throws `BAD_USER_INPUT` when `tag` is none, or there are too many `words`. */
export function readFilter(
	given: typeof ArtworkFilterInput.$inferInput | null | undefined,
	shelf: Shelf,
): ArtworkFilter {
	const { words, tag, packId, shape, minimumSidePx, contentLevel, isRenderable, period, isFollowed } = given ?? {};
	const word = tag == null ? null : readTag(tag);
	if (tag != null && word === null)
		throw new GraphQLError('filter.tag must be one word of letters, digits and underscores, with a letter', {
			extensions: { code: 'BAD_USER_INPUT' },
		});
	if (words != null && words.length > maximumSearchLength)
		throw new GraphQLError(`filter.words must be at most ${maximumSearchLength} characters`, {
			extensions: { code: 'BAD_USER_INPUT' },
		});
	return {
		words: words ?? null,
		tag: word,
		// The database takes no NUL, and no pack has one in its name.
		packId: packId?.replaceAll('\0', '') ?? null,
		shape: shape ?? null,
		minimumSidePx: minimumSidePx ?? null,
		contentLevel: contentLevel ?? null,
		packHashes: isRenderable ? shelf.packs.map((pack) => pack.hash) : null,
		period: period ?? null,
		following: isFollowed ?? null,
	};
}
