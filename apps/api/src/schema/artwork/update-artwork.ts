import { isIdentifier, RenderError } from '@galatea/render';
import { type Artwork, updateArtwork } from '@galatea/store/artworks';
import type { RequestContext } from '../../context.ts';
import { type InvalidInput, InvalidInputType } from '../account/failures.ts';
import { builder } from '../builder.ts';
import { CommentPolicyType, ContentLevelType, LicenceType, RemixPolicyType, VisibilityType } from '../enums.ts';
import {
	type InvalidTitle,
	InvalidTitleType,
	type NotAllowed,
	NotAllowedType,
	type NotFound,
	NotFoundType,
	notFound,
} from '../errors.ts';
import { ArtworkType } from '../references.ts';

interface UpdateArtworkSuccess {
	readonly type: 'UpdateArtworkSuccess';
	readonly artwork: Artwork;
}

type UpdateArtworkResult = InvalidInput | InvalidTitle | NotAllowed | NotFound | UpdateArtworkSuccess;

const UpdateArtworkInput = builder.inputType('UpdateArtworkInput', {
	description: 'What is left out stays as it is.',
	fields: (t) => ({
		id: t.id({ required: true }),
		title: t.string(),
		alternativeText: t.string({ description: 'At most 500 characters; null or empty for what title and prompt say.' }),
		tags: t.stringList({ description: 'In place of all there are, besides the hashtags in the title; 20 in all.' }),
		visibility: t.field({ type: VisibilityType, description: 'Takes effect at once, also for who is watching.' }),
		licence: t.field({
			type: LicenceType,
			description: 'Null for none stated. It must be one that what the picture was made from allows.',
		}),
		contentLevel: t.field({ type: ContentLevelType, description: 'Never below what moderators have said.' }),
		levelHintRefuted: t.boolean({ description: 'Whether a `levelHint` is wrong, as its person says.' }),
		remixPolicy: t.field({ type: RemixPolicyType, description: 'What has been made stays.' }),
		recipeHidden: t.boolean({ description: 'Who has read the recipe before has read it.' }),
		commentPolicy: t.field({ type: CommentPolicyType, description: 'What has been said stays.' }),
	}),
});

const UpdateArtworkSuccessType = builder.objectRef<UpdateArtworkSuccess>('UpdateArtworkSuccess').implement({
	fields: (t) => ({ artwork: t.expose('artwork', { type: ArtworkType }) }),
});

const UpdateArtworkResultType = builder.unionType('UpdateArtworkResult', {
	types: [InvalidInputType, InvalidTitleType, NotAllowedType, NotFoundType, UpdateArtworkSuccessType],
	resolveType: (result) => result.type,
});

builder.mutationField('updateArtwork', (t) =>
	t.field({
		type: UpdateArtworkResultType,
		args: { input: t.arg({ type: UpdateArtworkInput, required: true }) },
		resolve: (_root, { input }, context) => update(input, context),
	}),
);

async function update(
	input: typeof UpdateArtworkInput.$inferInput,
	{ store, person, loaders }: RequestContext,
): Promise<UpdateArtworkResult> {
	const { id } = input;
	const artwork = isIdentifier('artwork', id) ? await loaders.artworks.load(id) : null;
	if (!artwork) return notFound('artwork', id);
	const user = await person.find();
	try {
		const updated = await updateArtwork(store, {
			id,
			userId: user?.id ?? '',
			title: input.title ?? undefined,
			alternativeText: input.alternativeText,
			tags: input.tags ?? undefined,
			visibility: input.visibility ?? undefined,
			licence: input.licence,
			contentLevel: input.contentLevel ?? undefined,
			levelHintRefuted: input.levelHintRefuted ?? undefined,
			remixPolicy: input.remixPolicy ?? undefined,
			recipeHidden: input.recipeHidden ?? undefined,
			commentPolicy: input.commentPolicy ?? undefined,
		});
		return { type: 'UpdateArtworkSuccess', artwork: updated };
	} catch (error) {
		if (!(error instanceof RenderError)) throw error;
		const { code, message, issues } = error;
		if (code === 'INVALID_INPUT') return { type: 'InvalidInput', code, message, issues };
		if (code === 'INVALID_TITLE') return { type: 'InvalidTitle', code, message };
		if (code === 'NOT_ALLOWED') return { type: 'NotAllowed', code, message };
		throw error;
	}
}
