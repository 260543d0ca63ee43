/** @file The sections of a collection, and what curators do with them. */
import {
	addSection,
	type ChangedSection,
	type Collection,
	type CollectionSection,
	maximumSections,
	moveSection,
	moveToSection,
	removeSection,
	renameSection,
} from '@galatea/store/collections';
import { mutationResult } from '../account/results.ts';
import { builder } from '../builder.ts';
import { hidden } from '../errors.ts';
import { CollectionSectionType, CollectionType } from '../references.ts';
import { CollectionSuccessType } from './keep.ts';

CollectionSectionType.implement({
	description: 'Items of a collection that stand together under a title.',
	fields: (t) => ({
		id: t.exposeID('id', { description: 'Begins with `sec_`.' }),
		title: t.exposeString('title', { description: 'One line of 1 to 200 characters.' }),
	}),
});

builder.objectField(CollectionType, 'sections', (t) =>
	t.field({
		type: [CollectionSectionType],
		description: `In their order, at most ${maximumSections}, those without items included. \`items\` come first in no section, then section by
section.`,
		extensions: { listSize: maximumSections },
		resolve: async ({ id }, _arguments, { loaders }) => [...(await loaders.sectionLists.load(id))],
	}),
);

interface CollectionSectionSuccess {
	readonly type: 'CollectionSectionSuccess';
	readonly section: CollectionSection;
	readonly collection: Collection;
	readonly seq: number | null;
}

const CollectionSectionSuccessType = builder.objectRef<CollectionSectionSuccess>('CollectionSectionSuccess').implement({
	fields: (t) => ({
		section: t.expose('section', { type: CollectionSectionType, description: 'The section as it is now.' }),
		collection: t.expose('collection', { type: CollectionType, description: 'The collection as it is now.' }),
		seq: t.exposeInt('seq', {
			nullable: true,
			description: 'The number of the change, which `undoInCollection` takes back; null where nothing was done.',
		}),
	}),
});

const made = mutationResult('AddSectionResult', CollectionSectionSuccessType, [
	'COLLECTION_FULL',
	'INVALID_INPUT',
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_SIGNED_IN',
]);

/** Loads collections in the eyes of who asks. */
interface Loading {
	readonly collections: { load(id: string): Promise<Collection | null> };
}

async function collectionOf(loaders: Loading, id: string): Promise<Collection> {
	const collection = await loaders.collections.load(id);
	if (collection === null) throw hidden('collection', id);
	return collection;
}

async function success(loaders: Loading, { section, seq }: ChangedSection): Promise<CollectionSectionSuccess> {
	const collection = await collectionOf(loaders, section.collectionId);
	return { type: 'CollectionSectionSuccess', section, collection, seq };
}

builder.mutationField('addCollectionSection', (t) =>
	t.field({
		type: made.type,
		description: 'Adds an empty section behind the others. For owner and editors.',
		args: {
			collectionId: t.arg.id({ required: true }),
			title: t.arg.string({ required: true, description: 'One line of 1 to 200 characters.' }),
		},
		resolve: (_root, input, { store, person, loaders }) =>
			made.answer(async () => success(loaders, await addSection(store, input, await person.viewer()))),
	}),
);

const changed = mutationResult('ChangeSectionResult', CollectionSectionSuccessType, [
	'INVALID_INPUT',
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_SIGNED_IN',
]);

builder.mutationField('renameCollectionSection', (t) =>
	t.field({
		type: changed.type,
		description: 'Gives a section another title. For owner and editors.',
		args: {
			collectionId: t.arg.id({ required: true }),
			sectionId: t.arg.id({ required: true, description: 'The section to rename.' }),
			title: t.arg.string({ required: true, description: 'One line of 1 to 200 characters.' }),
		},
		resolve: (_root, input, { store, person, loaders }) =>
			changed.answer(async () => success(loaders, await renameSection(store, input, await person.viewer()))),
	}),
);

builder.mutationField('moveCollectionSection', (t) =>
	t.field({
		type: changed.type,
		description:
			'Puts a section, with what is in it, right after another, or before all others. For owner and editors.',
		args: {
			collectionId: t.arg.id({ required: true }),
			sectionId: t.arg.id({ required: true, description: 'The section to move.' }),
			afterSectionId: t.arg.id({ description: 'The section it comes to stand after; null for the first place.' }),
		},
		resolve: (_root, { collectionId, sectionId, afterSectionId }, { store, person, loaders }) =>
			changed.answer(async () => {
				const input = { collectionId, sectionId, afterSectionId: afterSectionId ?? null };
				return success(loaders, await moveSection(store, input, await person.viewer()));
			}),
	}),
);

const arranged = mutationResult('ArrangeSectionsResult', CollectionSuccessType, [
	'INVALID_INPUT',
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_SIGNED_IN',
]);

builder.mutationField('removeCollectionSection', (t) =>
	t.field({
		type: arranged.type,
		description: 'Removes a section; its items stay, in no section. For owner and editors.',
		args: {
			collectionId: t.arg.id({ required: true }),
			sectionId: t.arg.id({ required: true, description: 'The section to remove.' }),
		},
		resolve: (_root, input, { store, person, loaders }) =>
			arranged.answer(async () => {
				const seq = await removeSection(store, input, await person.viewer());
				return { type: 'CollectionSuccess', collection: await collectionOf(loaders, input.collectionId), seq };
			}),
	}),
);

builder.mutationField('moveToCollectionSection', (t) =>
	t.field({
		type: arranged.type,
		description: `Puts items at the end of a section, in the order in which they are given. For owner and editors. Of more than one item each is a
change of its own, and \`seq\` is null.`,
		args: {
			collectionId: t.arg.id({ required: true }),
			itemIds: t.arg.idList({ required: true, description: 'At most 100.' }),
			sectionId: t.arg.id({ description: 'The section; null for none, before the first one.' }),
		},
		resolve: (_root, { collectionId, itemIds, sectionId }, { store, person, loaders }) =>
			arranged.answer(async () => {
				const input = { collectionId, itemIds, sectionId: sectionId ?? null };
				const [first, ...others] = await moveToSection(store, input, await person.viewer());
				const seq = others.length === 0 ? (first?.seq ?? null) : null;
				return { type: 'CollectionSuccess', collection: await collectionOf(loaders, collectionId), seq };
			}),
	}),
);
