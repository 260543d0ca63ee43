/** @file Making, changing, deleting, restoring and following collections. */
import {
	type Collection,
	createCollection,
	deleteCollection,
	followCollection,
	restoreCollection,
	updateCollection,
} from '@galatea/store/collections';
import { mutationResult } from '../account/results.ts';
import { builder } from '../builder.ts';
import {
	CollectionAddPolicyType,
	CollectionOrderType,
	CommentPolicyType,
	ContentLevelType,
	VisibilityType,
} from '../enums.ts';
import { hidden } from '../errors.ts';
import { CollectionType } from '../references.ts';

interface CollectionSuccess {
	readonly type: 'CollectionSuccess';
	readonly collection: Collection;
	/** The number of the change, where it can be taken back. */
	readonly seq?: number | null;
}

export const CollectionSuccessType = builder.objectRef<CollectionSuccess>('CollectionSuccess').implement({
	fields: (t) => ({
		collection: t.expose('collection', { type: CollectionType, description: 'The collection as it is now.' }),
		seq: t.int({
			nullable: true,
			description: 'The number of the change, which `undoInCollection` takes back; null for what is undone otherwise.',
			resolve: ({ seq }) => seq ?? null,
		}),
	}),
});

const kept = mutationResult('KeepCollectionResult', CollectionSuccessType, [
	'COLLECTION_FULL',
	'INVALID_INPUT',
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_SIGNED_IN',
	'SLUG_TAKEN',
]);

type InputFields = Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0];

/** What can be said of a collection when it is made and afterwards, each with what is told of it there. */
function detailFields(
	t: InputFields,
	told: Readonly<Record<'addPolicy' | 'contentLevel' | 'order' | 'slug' | 'visibility', string>>,
) {
	return {
		slug: t.string({ description: told.slug }),
		statement: t.string({ description: 'Plain text, at most 2,000 characters.' }),
		visibility: t.field({ type: VisibilityType, description: told.visibility }),
		contentLevel: t.field({ type: ContentLevelType, description: told.contentLevel }),
		order: t.field({ type: CollectionOrderType, description: told.order }),
		addPolicy: t.field({ type: CollectionAddPolicyType, description: told.addPolicy }),
	};
}

const CreateCollectionInput = builder.inputType('CreateCollectionInput', {
	fields: (t) => ({
		title: t.string({ required: true, description: 'One line of 1 to 200 characters.' }),
		...detailFields(t, {
			slug: 'Words of the title when left out.',
			visibility: 'PUBLIC when left out.',
			contentLevel: 'EVERYONE when left out.',
			order: 'MANUAL when left out.',
			addPolicy: 'CONTRIBUTORS when left out.',
		}),
	}),
});

const UpdateCollectionInput = builder.inputType('UpdateCollectionInput', {
	description:
		'What is left out stays as it is. Editors change title, statement, order and cover; the owner everything.',
	fields: (t) => ({
		id: t.id({ required: true }),
		title: t.string({ description: 'One line of 1 to 200 characters.' }),
		...detailFields(t, {
			slug: 'The former address leads on.',
			visibility: 'Takes effect at once.',
			contentLevel: 'Takes effect at once.',
			order: 'In which its items are shown.',
			addPolicy: 'Who may add to it; what is in it stays.',
		}),
		commentPolicy: t.field({ type: CommentPolicyType, description: 'Who may comment on it besides its curators.' }),
		coverItemId: t.id({ description: 'The item whose picture stands for it; null for the first ones.' }),
	}),
});

type Given<Input> = { readonly [Name in keyof Input]?: NonNullable<Input[Name]> | undefined };

/** What is given: null says as little as what is left out. */
function givenOf<Input extends object>(input: Input): Given<Input> {
	return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null)) as Given<Input>;
}

builder.mutationField('createCollection', (t) =>
	t.field({
		type: kept.type,
		description: 'Makes an empty collection of the caller.',
		args: { input: t.arg({ type: CreateCollectionInput, required: true }) },
		resolve: (_root, { input: { title, ...details } }, { store, person }) =>
			kept.answer(async () => ({
				type: 'CollectionSuccess',
				collection: await createCollection(store, { ...givenOf(details), title }, await person.viewer()),
			})),
	}),
);

builder.mutationField('updateCollection', (t) =>
	t.field({
		type: kept.type,
		description: 'Changes what is said of a collection.',
		args: { input: t.arg({ type: UpdateCollectionInput, required: true }) },
		resolve: (_root, { input: { id, coverItemId, ...details } }, { store, person }) =>
			kept.answer(async () => ({
				type: 'CollectionSuccess',
				// A cover of null is no cover that was chosen.
				collection: await updateCollection(store, { ...givenOf(details), id, coverItemId }, await person.viewer()),
			})),
	}),
);

builder.mutationField('restoreCollection', (t) =>
	t.field({
		type: kept.type,
		description: 'Brings back a collection of the caller that was deleted less than 30 days ago.',
		args: { id: t.arg.id({ required: true }) },
		resolve: (_root, { id }, { store, person }) =>
			kept.answer(async () => ({
				type: 'CollectionSuccess',
				collection: await restoreCollection(store, id, await person.viewer()),
			})),
	}),
);

interface DeleteCollectionSuccess {
	readonly type: 'DeleteCollectionSuccess';
	readonly deletedId: string;
}

const DeleteCollectionSuccessType = builder.objectRef<DeleteCollectionSuccess>('DeleteCollectionSuccess').implement({
	fields: (t) => ({
		deletedId: t.exposeID('deletedId', { description: 'What was deleted; it can be restored for 30 days.' }),
	}),
});

const deleted = mutationResult('DeleteCollectionResult', DeleteCollectionSuccessType, [
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_SIGNED_IN',
]);

builder.mutationField('deleteCollection', (t) =>
	t.field({
		type: deleted.type,
		description: 'Deletes a collection of the caller; it can be restored for 30 days. Its artworks stay.',
		args: { id: t.arg.id({ required: true }) },
		resolve: (_root, { id }, { store, person }) =>
			deleted.answer(async () => {
				await deleteCollection(store, id, await person.viewer());
				return { type: 'DeleteCollectionSuccess', deletedId: id };
			}),
	}),
);

const followed = mutationResult('FollowCollectionResult', CollectionSuccessType, ['NOT_FOUND', 'NOT_SIGNED_IN']);

builder.mutationField('followCollection', (t) =>
	t.field({
		type: followed.type,
		description: 'The caller follows a collection, or with `follows: false` no longer. Twice is once.',
		args: { id: t.arg.id({ required: true }), follows: t.arg.boolean({ required: true }) },
		resolve: (_root, { id, follows }, { store, person, loaders }) =>
			followed.answer(async () => {
				await followCollection(store, { collectionId: id, follows }, await person.viewer());
				const collection = await loaders.collections.load(id);
				if (!collection) throw hidden('collection', id);
				return { type: 'CollectionSuccess', collection };
			}),
	}),
);
