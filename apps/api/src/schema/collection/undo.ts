/** @file Taking changes of a collection back, and making it as it was. */
import { type Collection, restoreState, undoRevision } from '@galatea/store/collections';
import { mutationResult } from '../account/results.ts';
import { builder } from '../builder.ts';
import { hidden } from '../errors.ts';
import { CollectionType } from '../references.ts';
import { CollectionSuccessType } from './keep.ts';

const undone = mutationResult('UndoInCollectionResult', CollectionSuccessType, [
	'CHANGED_SINCE',
	'COLLECTING_REFUSED',
	'COLLECTION_FULL',
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_SIGNED_IN',
	'SLUG_TAKEN',
]);

builder.mutationField('undoInCollection', (t) =>
	t.field({
		type: undone.type,
		description: `Takes a change back: one of the caller, or as owner or editor of anybody. That is a change too, and taking it back
does the first one again.`,
		args: {
			collectionId: t.arg.id({ required: true }),
			seq: t.arg.int({ required: true, description: 'The number of the change.' }),
		},
		resolve: (_root, input, { store, person, loaders }) =>
			undone.answer(async () => {
				const seq = await undoRevision(store, input, await person.viewer());
				const collection = await loaders.collections.load(input.collectionId);
				if (!collection) throw hidden('collection', input.collectionId);
				return { type: 'CollectionSuccess', collection, seq };
			}),
	}),
);

interface RestoreCollectionStateSuccess {
	readonly type: 'RestoreCollectionStateSuccess';
	readonly collection: Collection;
	readonly seq: number | null;
	readonly leftOut: number;
}

const RestoreCollectionStateSuccessType = builder
	.objectRef<RestoreCollectionStateSuccess>('RestoreCollectionStateSuccess')
	.implement({
		fields: (t) => ({
			collection: t.expose('collection', { type: CollectionType, description: 'The collection as it is now.' }),
			seq: t.exposeInt('seq', {
				nullable: true,
				description: 'The number of the change, which `undoInCollection` takes back; null where nothing was different.',
			}),
			leftOut: t.exposeInt('leftOut', {
				description:
					'Items that could not be put back: deleted artworks, and those whose artists do not want them in it.',
			}),
		}),
	});

const restored = mutationResult('RestoreCollectionStateResult', RestoreCollectionStateSuccessType, [
	'COLLECTION_FULL',
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_SIGNED_IN',
]);

builder.mutationField('restoreCollectionState', (t) =>
	t.field({
		type: restored.type,
		description: `Gives a collection the items, places, notes, sections, title, statement, order and cover that it had after a change. For its
owner and editors; who keeps it and who may see it stays.`,
		args: {
			collectionId: t.arg.id({ required: true }),
			seq: t.arg.int({ required: true, description: 'The number of the change.' }),
		},
		resolve: (_root, input, { store, person, loaders }) =>
			restored.answer(async () => {
				const done = await restoreState(store, input, await person.viewer());
				const collection = await loaders.collections.load(input.collectionId);
				if (!collection) throw hidden('collection', input.collectionId);
				return { type: 'RestoreCollectionStateSuccess', collection, ...done };
			}),
	}),
);
