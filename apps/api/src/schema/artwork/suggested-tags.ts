/** @file Tags that a perceptor suggests, and what people think of them. */
import { probableTagConfidence } from '@galatea/optimiser';
import { maximumSuggestedTags, readTag } from '@galatea/render';
import { removeSuggestedTag, type SuggestedTag, voteOnTag } from '@galatea/store/meaning';
import type { RequestContext } from '../../context.ts';
import {
	foreseen,
	type NotSignedIn,
	NotSignedInType,
	type TooManyTries,
	TooManyTriesType,
} from '../account/failures.ts';
import { builder } from '../builder.ts';
import { type NotAllowed, NotAllowedType, type NotFound, NotFoundType } from '../errors.ts';
import { ArtworkType } from '../references.ts';

const TagOpinionType = builder.enumType('TagOpinion', { values: ['FITS', 'DOES_NOT_FIT'] as const });

const TagCertaintyType = builder.enumType('TagCertainty', {
	description: 'How often suggestions that are as sure turned out right.',
	values: {
		PROBABLE: { description: 'Four times of five.' },
		POSSIBLE: { description: 'About every other time.' },
	} as const,
});

const SuggestedTagType = builder.objectRef<SuggestedTag>('SuggestedTag').implement({
	description: 'A word that fits a picture, as a perceptor sees it.',
	fields: (t) => ({
		tag: t.exposeString('tag'),
		confidence: t.exposeFloat('confidence', {
			description: 'Standard deviations by which it fits better than common words do; 2.75 is the least.',
		}),
		certainty: t.field({
			type: TagCertaintyType,
			description: '`confidence` in a word.',
			resolve: ({ confidence }) => (confidence >= probableTagConfidence ? 'PROBABLE' : 'POSSIBLE'),
		}),
		perceptor: t.exposeString('perceptor', { description: 'What suggests it: the pack whose first perceptor it is.' }),
		perceptorHash: t.exposeString('perceptorHash', { description: 'SHA-256 of its file.' }),
		version: t.exposeInt('version', { description: 'Of the list of words from which it suggests.' }),
		votesFor: t.exposeInt('votesFor'),
		votesAgainst: t.exposeInt('votesAgainst'),
		viewerOpinion: t.field({
			type: TagOpinionType,
			nullable: true,
			description: 'Null where who asks has not voted.',
			resolve: ({ viewerIsFor }) => (viewerIsFor === null ? null : viewerIsFor ? 'FITS' : 'DOES_NOT_FIT'),
		}),
		counts: t.exposeBoolean('counts', { description: 'Whether search and lists of this tag have the picture.' }),
		viewerCanRemove: t.exposeBoolean('viewerCanRemove'),
	}),
});

/** Beside those of today there may be some that people voted for when the perceptor was another. */
const maximumShown = 2 * maximumSuggestedTags;

builder.objectField(ArtworkType, 'suggestedTags', (t) =>
	t.field({
		type: [SuggestedTagType],
		description: `Tags that a perceptor suggests beside those of the artwork's person, the best first, a few. What was voted away is
shown to those only who voted. Of a picture whose recipe is hidden its person sees all, and others what counts.`,
		extensions: { listSize: maximumShown },
		resolve: async ({ id }, _arguments, { loaders }) => [...(await loaders.suggestedTags.load(id))],
	}),
);

interface SuggestedTagsSuccess<Type extends string> {
	readonly type: Type;
	readonly suggestedTags: readonly SuggestedTag[];
}

type Success = SuggestedTagsSuccess<'RemoveSuggestedTagSuccess'> | SuggestedTagsSuccess<'VoteOnTagSuccess'>;
type Failure = NotAllowed | NotFound | NotSignedIn | TooManyTries;

const successOf = <Type extends Success['type']>(type: Type) =>
	builder.objectRef<Success & { readonly type: Type }>(type).implement({
		fields: (t) => ({
			suggestedTags: t.field({
				type: [SuggestedTagType],
				description: 'Of the artwork, as `Artwork.suggestedTags` has them now.',
				extensions: { listSize: maximumShown },
				resolve: ({ suggestedTags }) => [...suggestedTags],
			}),
		}),
	});

const VoteOnTagResultType = builder.unionType('VoteOnTagResult', {
	types: [NotFoundType, NotSignedInType, TooManyTriesType, successOf('VoteOnTagSuccess')],
	resolveType: (result) => result.type,
});

const RemoveSuggestedTagResultType = builder.unionType('RemoveSuggestedTagResult', {
	types: [NotAllowedType, NotFoundType, NotSignedInType, TooManyTriesType, successOf('RemoveSuggestedTagSuccess')],
	resolveType: (result) => result.type,
});

builder.mutationField('voteOnTag', (t) =>
	t.field({
		type: VoteOnTagResultType,
		description: `What a member thinks of a suggested tag; twice is once. Two more votes for it than against make it count like any
tag, two more against than for take it away; the artwork's person decides alone.`,
		args: {
			artworkId: t.arg.id({ required: true }),
			tag: t.arg.string({ required: true }),
			opinion: t.arg({ type: TagOpinionType, description: 'Null takes the vote back.' }),
		},
		resolve: async (_root, { artworkId, tag, opinion }, { store, person, loaders }) => {
			const isFor = opinion == null ? null : opinion === 'FITS';
			try {
				await voteOnTag(store, { artworkId, tag: readTag(tag) ?? '', isFor }, await person.viewer());
				return { type: 'VoteOnTagSuccess' as const, suggestedTags: await loaders.suggestedTags.load(artworkId) };
			} catch (error) {
				return foreseen(error, ['NOT_FOUND', 'NOT_SIGNED_IN', 'TOO_MANY_TRIES']);
			}
		},
	}),
);

builder.mutationField('removeSuggestedTag', (t) =>
	t.field({
		type: RemoveSuggestedTagResultType,
		description: `Takes a suggested tag of an artwork away for good, whatever the votes; for its person, who may still give it as one of
their own, and for moderators.`,
		args: { artworkId: t.arg.id({ required: true }), tag: t.arg.string({ required: true }) },
		resolve: (_root, { artworkId, tag }, context) => remove({ artworkId, tag: readTag(tag) ?? '' }, context),
	}),
);

async function remove(
	given: Parameters<typeof removeSuggestedTag>[1],
	{ store, person, loaders }: RequestContext,
): Promise<Failure | SuggestedTagsSuccess<'RemoveSuggestedTagSuccess'>> {
	try {
		await removeSuggestedTag(store, given, await person.viewer());
		return { type: 'RemoveSuggestedTagSuccess', suggestedTags: await loaders.suggestedTags.load(given.artworkId) };
	} catch (error) {
		return foreseen(error, ['NOT_ALLOWED', 'NOT_FOUND', 'NOT_SIGNED_IN', 'TOO_MANY_TRIES']);
	}
}
