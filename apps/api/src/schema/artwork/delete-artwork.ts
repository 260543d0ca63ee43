import { isIdentifier } from '@galatea/render';
import { deleteArtwork } from '@galatea/store/artworks';
import type { RequestContext } from '../../context.ts';
import { foreseen } from '../account/failures.ts';
import { builder } from '../builder.ts';
import { type NotAllowed, NotAllowedType, type NotFound, NotFoundType, notFound } from '../errors.ts';

interface DeleteArtworkSuccess {
	readonly type: 'DeleteArtworkSuccess';
	readonly id: string;
}

type DeleteArtworkResult = DeleteArtworkSuccess | NotAllowed | NotFound;

const DeleteArtworkSuccessType = builder.objectRef<DeleteArtworkSuccess>('DeleteArtworkSuccess').implement({
	fields: (t) => ({ id: t.exposeID('id') }),
});

const DeleteArtworkResultType = builder.unionType('DeleteArtworkResult', {
	types: [DeleteArtworkSuccessType, NotAllowedType, NotFoundType],
	resolveType: (result) => result.type,
});

builder.mutationField('deleteArtwork', (t) =>
	t.field({
		type: DeleteArtworkResultType,
		description:
			'Deletes an artwork of the caller for good: picture, steps, recipe of the render, and what was said of it. What others made from it stays, and credits its title.',
		args: { id: t.arg.id({ required: true }) },
		resolve: (_root, { id }, context) => remove(id, context),
	}),
);

async function remove(id: string, { store, person, loaders }: RequestContext): Promise<DeleteArtworkResult> {
	const artwork = isIdentifier('artwork', id) ? await loaders.artworks.load(id) : null;
	if (!artwork) return notFound('artwork', id);
	try {
		await deleteArtwork(store, { id, userId: (await person.viewer()).userId ?? '' });
		return { type: 'DeleteArtworkSuccess', id };
	} catch (error) {
		return foreseen(error, ['NOT_ALLOWED', 'NOT_FOUND']);
	}
}
