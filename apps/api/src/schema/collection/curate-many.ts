/** @file Adding, moving and taking out many artworks of a collection together. */
import { type AddedItems, addItems, type Collection, moveItems, removeItems } from '@galatea/store/collections';
import { mutationResult } from '../account/results.ts';
import { builder } from '../builder.ts';
import { hidden } from '../errors.ts';
import { CollectionType } from '../references.ts';
import { CollectionSuccessType } from './keep.ts';

interface AddManySuccess extends AddedItems {
	readonly type: 'AddManySuccess';
	readonly collection: Collection;
}

const AddManySuccessType = builder.objectRef<AddManySuccess>('AddManySuccess').implement({
	fields: (t) => ({
		collection: t.expose('collection', { type: CollectionType, description: 'The collection as it is now.' }),
		added: t.exposeInt('added', { description: 'How many were put in.' }),
		kept: t.exposeInt('kept', { description: 'How many stood there already; they stay as they are.' }),
		refused: t.exposeInt('refused', { description: 'How many are gone, or their artists do not want them there.' }),
	}),
});

const added = mutationResult('AddManyToCollectionResult', AddManySuccessType, [
	'COLLECTION_FULL',
	'INVALID_INPUT',
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_SIGNED_IN',
]);

builder.mutationField('addManyToCollection', (t) =>
	t.field({
		type: added.type,
		description: 'Puts artworks at the end of a collection, in their order.',
		args: {
			collectionId: t.arg.id({ required: true }),
			artworkIds: t.arg.idList({ required: true, description: 'At most 100.' }),
			note: t.arg.string({ description: 'Plain text, at most 1,000 characters, for each of them.' }),
		},
		resolve: (_root, { collectionId, artworkIds, note }, { store, person, loaders }) =>
			added.answer(async () => {
				const done = await addItems(store, { collectionId, artworkIds, note: note ?? null }, await person.viewer());
				const collection = await loaders.collections.load(collectionId);
				if (collection === null) throw hidden('collection', collectionId);
				return { type: 'AddManySuccess', collection, ...done };
			}),
	}),
);

const arranged = mutationResult('ArrangeManyResult', CollectionSuccessType, [
	'INVALID_INPUT',
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_SIGNED_IN',
]);

builder.mutationField('moveManyInCollection', (t) =>
	t.field({
		type: arranged.type,
		description:
			'Puts items right after another, or first of all, in the order in which they are given. For its owner and editors.',
		args: {
			collectionId: t.arg.id({ required: true }),
			itemIds: t.arg.idList({ required: true, description: 'At most 100.' }),
			afterItemId: t.arg.id({
				description: 'The item they come to stand after, in the same section, none of them; null for the first place.',
			}),
			sectionId: t.arg.id({
				description: 'Without `afterItemId`: the section in which they come first; null for the first place of all.',
			}),
		},
		resolve: (_root, { collectionId, itemIds, afterItemId, sectionId }, { store, person, loaders }) =>
			arranged.answer(async () => {
				const place = { afterItemId: afterItemId ?? null, sectionId: sectionId ?? null };
				await moveItems(store, { collectionId, itemIds, ...place }, await person.viewer());
				return success(await loaders.collections.load(collectionId), collectionId);
			}),
	}),
);

builder.mutationField('removeManyFromCollection', (t) =>
	t.field({
		type: arranged.type,
		description: 'Takes items out, all of them or none. For owner, editors, and who put them in.',
		args: {
			collectionId: t.arg.id({ required: true }),
			itemIds: t.arg.idList({ required: true, description: 'At most 100.' }),
		},
		resolve: (_root, { collectionId, itemIds }, { store, person, loaders }) =>
			arranged.answer(async () => {
				await removeItems(store, { collectionId, itemIds }, await person.viewer());
				return success(await loaders.collections.load(collectionId), collectionId);
			}),
	}),
);

function success(collection: Collection | null, id: string) {
	if (collection === null) throw hidden('collection', id);
	return { type: 'CollectionSuccess', collection } as const;
}
