/** @file Putting artworks into a collection, arranging them, and taking them out. */
import {
	addItem,
	annotateItem,
	type ChangedItem,
	type CollectionItem,
	moveItem,
	removeItem,
	withdrawArtwork,
} from '@galatea/store/collections';
import { mutationResult } from '../account/results.ts';
import { builder } from '../builder.ts';
import { hidden } from '../errors.ts';
import { CollectionItemType } from './items.ts';
import { CollectionSuccessType } from './keep.ts';

interface CollectionItemSuccess {
	readonly type: 'CollectionItemSuccess';
	readonly item: CollectionItem;
	readonly changed: boolean;
	readonly seq: number | null;
}

const CollectionItemSuccessType = builder.objectRef<CollectionItemSuccess>('CollectionItemSuccess').implement({
	fields: (t) => ({
		item: t.expose('item', { type: CollectionItemType, description: 'The item as it is now.' }),
		changed: t.exposeBoolean('changed', {
			description: 'Whether anything was done: an artwork that stands in a collection already is not added again.',
		}),
		seq: t.exposeInt('seq', {
			nullable: true,
			description: 'The number of the change, which `undoInCollection` takes back; null where nothing was done.',
		}),
	}),
});

const added = mutationResult('AddToCollectionResult', CollectionItemSuccessType, [
	'COLLECTING_REFUSED',
	'COLLECTION_FULL',
	'INVALID_INPUT',
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_SIGNED_IN',
]);

builder.mutationField('addToCollection', (t) =>
	t.field({
		type: added.type,
		description: 'Puts an artwork at the end of a collection. One that stands there already stays as it is.',
		args: {
			collectionId: t.arg.id({ required: true }),
			artworkId: t.arg.id({ required: true }),
			note: t.arg.string({ description: 'Plain text, at most 1,000 characters.' }),
		},
		resolve: (_root, { collectionId, artworkId, note }, { store, person }) =>
			added.answer(async () => {
				const input = { collectionId, artworkId, note: note ?? null };
				const { item, added: changed, seq } = await addItem(store, input, await person.viewer());
				return { type: 'CollectionItemSuccess', item, changed, seq };
			}),
	}),
);

const arranged = mutationResult('ArrangeCollectionResult', CollectionItemSuccessType, [
	'INVALID_INPUT',
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_SIGNED_IN',
]);

builder.mutationField('moveInCollection', (t) =>
	t.field({
		type: arranged.type,
		description: 'Puts an item right after another, or first of all. For its owner and editors.',
		args: {
			collectionId: t.arg.id({ required: true }),
			itemId: t.arg.id({ required: true, description: 'The item to move.' }),
			afterItemId: t.arg.id({
				description: 'The item it comes to stand after, in the same section; null for the first place.',
			}),
			sectionId: t.arg.id({
				description: 'Without `afterItemId`: the section in which it comes first; null for the first place of all.',
			}),
		},
		resolve: (_root, { collectionId, itemId, afterItemId, sectionId }, { store, person }) =>
			arranged.answer(async () => {
				const place = { afterItemId: afterItemId ?? null, sectionId: sectionId ?? null };
				const input = { collectionId, itemId, ...place };
				return itemSuccess(await moveItem(store, input, await person.viewer()));
			}),
	}),
);

builder.mutationField('annotateInCollection', (t) =>
	t.field({
		type: arranged.type,
		description: 'Changes the note of an item. For owner, editors, and who put it in.',
		args: {
			collectionId: t.arg.id({ required: true }),
			itemId: t.arg.id({ required: true, description: 'The item to annotate.' }),
			note: t.arg.string({ required: true, description: 'Plain text, at most 1,000 characters; empty for none.' }),
		},
		resolve: (_root, input, { store, person }) =>
			arranged.answer(async () => itemSuccess(await annotateItem(store, input, await person.viewer()))),
	}),
);

const taken = mutationResult('TakeFromCollectionResult', CollectionSuccessType, [
	'CHANGED_SINCE',
	'COLLECTING_REFUSED',
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_SIGNED_IN',
]);

builder.mutationField('removeFromCollection', (t) =>
	t.field({
		type: taken.type,
		description: 'Takes an item out. For owner, editors, and who put it in.',
		args: {
			collectionId: t.arg.id({ required: true }),
			itemId: t.arg.id({ required: true, description: 'The item to take out.' }),
		},
		resolve: (_root, input, { store, person, loaders }) =>
			taken.answer(async () => {
				const seq = await removeItem(store, input, await person.viewer());
				return success(await loaders.collections.load(input.collectionId), input.collectionId, seq);
			}),
	}),
);

builder.mutationField('withdrawFromCollection', (t) =>
	t.field({
		type: taken.type,
		description: "Takes the caller's own artwork out of a collection for good: only they can put it back.",
		args: {
			collectionId: t.arg.id({ required: true }),
			artworkId: t.arg.id({ required: true, description: 'An artwork of the caller.' }),
		},
		resolve: (_root, input, { store, person, loaders }) =>
			taken.answer(async () => {
				await withdrawArtwork(store, input, await person.viewer());
				return success(await loaders.collections.load(input.collectionId), input.collectionId);
			}),
	}),
);

function itemSuccess({ item, seq }: ChangedItem): CollectionItemSuccess {
	return { type: 'CollectionItemSuccess', item, changed: seq !== null, seq };
}

function success<Collection>(collection: Collection | null, id: string, seq: number | null = null) {
	if (collection === null) throw hidden('collection', id);
	return { type: 'CollectionSuccess', collection, seq } as const;
}
