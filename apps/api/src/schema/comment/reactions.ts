/** @file Reactions to artworks and comments. */
import { type ReactionCount, type ReactionKind, reactionKinds, setReaction } from '@galatea/store/talk';
import type { RequestContext } from '../../context.ts';
import {
	foreseen,
	type NotSignedIn,
	NotSignedInType,
	type TooManyTries,
	TooManyTriesType,
} from '../account/failures.ts';
import { builder } from '../builder.ts';
import { ReactionKindType } from '../enums.ts';
import { type NotFound, NotFoundType } from '../errors.ts';
import { ArtworkType, CollectionType, CommentType } from '../references.ts';

interface SetReactionSuccess {
	readonly type: 'SetReactionSuccess';
	readonly reactions: readonly ReactionCount[];
}

type SetReactionResult = NotFound | NotSignedIn | SetReactionSuccess | TooManyTries;

const ReactionCountType = builder.objectRef<ReactionCount>('ReactionCount').implement({
	fields: (t) => ({
		kind: t.expose('kind', { type: ReactionKindType }),
		count: t.exposeInt('count'),
		viewerReacted: t.exposeBoolean('mine'),
	}),
});

for (const type of [ArtworkType, CollectionType, CommentType])
	builder.objectField(type, 'reactions', (t) =>
		t.field({
			type: [ReactionCountType],
			description: 'Every kind, with how many there are.',
			extensions: { listSize: reactionKinds.length },
			resolve: async ({ id }, _arguments, { loaders }) => [...(await loaders.reactions.load(id))],
		}),
	);

const SetReactionSuccessType = builder.objectRef<SetReactionSuccess>('SetReactionSuccess').implement({
	fields: (t) => ({
		reactions: t.field({ type: [ReactionCountType], resolve: ({ reactions }) => [...reactions] }),
	}),
});

const SetReactionResultType = builder.unionType('SetReactionResult', {
	types: [NotFoundType, NotSignedInType, SetReactionSuccessType, TooManyTriesType],
	resolveType: (result) => result.type,
});

builder.mutationField('setReaction', (t) =>
	t.field({
		type: SetReactionResultType,
		description: 'Adds or takes back a reaction to an artwork, a collection or a comment. Twice is once.',
		args: {
			subjectId: t.arg.id({ required: true }),
			kind: t.arg({ type: ReactionKindType, required: true }),
			on: t.arg.boolean({ required: true }),
		},
		resolve: (_root, reaction, context) => set(reaction, context),
	}),
);

async function set(
	reaction: { readonly subjectId: string; readonly kind: ReactionKind; readonly on: boolean },
	{ store, person, loaders }: RequestContext,
): Promise<SetReactionResult> {
	try {
		await setReaction(store, reaction, await person.viewer());
		return { type: 'SetReactionSuccess', reactions: await loaders.reactions.load(reaction.subjectId) };
	} catch (error) {
		return foreseen(error, ['NOT_FOUND', 'NOT_SIGNED_IN', 'TOO_MANY_TRIES']);
	}
}
