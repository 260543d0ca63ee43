/** @file The history of a collection, for those who keep it. */
import {
	type Collection,
	type ListedRevision,
	listRevisions,
	maximumRevisionPage,
	mayTakeBack,
} from '@galatea/store/collections';
import { builder } from '../builder.ts';
import { ArtworkType, CollectionType, UserType } from '../references.ts';
import { keeps } from './collection.ts';

const CollectionChangeKindType = builder.enumType('CollectionChangeKind', {
	description: 'What was done to a collection.',
	values: [
		'CREATED',
		'DETAILS',
		'ITEM_ADDED',
		'ITEM_REMOVED',
		'ITEM_MOVED',
		'NOTE_CHANGED',
		'SECTION_ADDED',
		'SECTION_REMOVED',
		'SECTION_MOVED',
		'SECTION_RENAMED',
		'CURATOR_CHANGED',
		'OWNER_CHANGED',
		'STATE_RESTORED',
		'DELETED',
		'RESTORED',
	] as const,
});

const kinds = {
	created: 'CREATED',
	details: 'DETAILS',
	itemAdded: 'ITEM_ADDED',
	itemRemoved: 'ITEM_REMOVED',
	itemMoved: 'ITEM_MOVED',
	noteChanged: 'NOTE_CHANGED',
	sectionAdded: 'SECTION_ADDED',
	sectionRemoved: 'SECTION_REMOVED',
	sectionMoved: 'SECTION_MOVED',
	sectionRenamed: 'SECTION_RENAMED',
	curatorChanged: 'CURATOR_CHANGED',
	ownerChanged: 'OWNER_CHANGED',
	stateRestored: 'STATE_RESTORED',
	deleted: 'DELETED',
	restored: 'RESTORED',
} as const satisfies Readonly<Record<ListedRevision['change']['type'], string>>;

const CollectionDetailType = builder.enumType('CollectionDetail', {
	description: 'Something that is said of a collection.',
	values: ['TITLE', 'SLUG', 'STATEMENT', 'VISIBILITY', 'CONTENT_LEVEL', 'ORDER', 'ADD_POLICY', 'COVER'] as const,
});

const details = {
	title: 'TITLE',
	slug: 'SLUG',
	statement: 'STATEMENT',
	visibility: 'VISIBILITY',
	contentLevel: 'CONTENT_LEVEL',
	order: 'ORDER',
	addPolicy: 'ADD_POLICY',
	coverItemId: 'COVER',
} as const;

/** A change, and the collection as who asks keeps it. */
export type RevisionSource = ListedRevision & { readonly collection: Collection };

export const CollectionRevisionType = builder.objectRef<RevisionSource>('CollectionRevision').implement({
	description: 'One change of a collection.',
	fields: (t) => ({
		seq: t.exposeInt('seq', { description: 'From 1, without gaps.' }),
		kind: t.field({ type: CollectionChangeKindType, resolve: ({ change }) => kinds[change.type] }),
		actor: t.field({
			type: UserType,
			nullable: true,
			description: 'Who did it.',
			resolve: ({ actorId }, _arguments, { loaders }) => loaders.users.load(actorId),
		}),
		artwork: t.field({
			type: ArtworkType,
			nullable: true,
			description: 'What was added, removed, moved or annotated; null where no list would show it to who asks.',
			resolve: ({ artworkId }, _arguments, { loaders }) =>
				artworkId === null ? null : loaders.artworks.load(artworkId),
		}),
		note: t.string({
			nullable: true,
			description: 'The note as it became; null for other changes.',
			resolve: ({ change }) => (change.type === 'noteChanged' ? change.after : null),
		}),
		sectionTitle: t.string({
			nullable: true,
			description: 'What the section was called after that, or until it was removed; null for other changes.',
			resolve: ({ change }) => titleOfSection(change),
		}),
		details: t.field({
			type: [CollectionDetailType],
			description: 'Which details were changed; none for other changes.',
			resolve: ({ change }) =>
				change.type === 'details'
					? Object.keys(change.after).flatMap((name) => details[name as keyof typeof details] ?? [])
					: [],
		}),
		member: t.field({
			type: UserType,
			nullable: true,
			description: 'Whose role was changed, or who became the owner; null for other changes.',
			resolve: ({ change }, _arguments, { loaders }) => {
				if (change.type === 'curatorChanged') return loaders.users.load(change.userId);
				return change.type === 'ownerChanged' ? loaders.users.load(change.after) : null;
			},
		}),
		restoredSeq: t.int({
			nullable: true,
			description: 'The change after which it was as it was made again; null for other changes.',
			resolve: ({ change }) => (change.type === 'stateRestored' ? change.toSeq : null),
		}),
		undoes: t.exposeInt('undoesSeq', { nullable: true, description: 'The number of the change that it takes back.' }),
		undoneBy: t.exposeInt('undoneBySeq', {
			nullable: true,
			description: 'The number of the change that takes it back; null while it holds.',
		}),
		viewerCanUndo: t.boolean({
			description: 'Whether who asks may take it back: `undoInCollection` still says which later changes rest on it.',
			resolve: async (revision, _arguments, { person }) =>
				revision.undoneBySeq === null && mayTakeBack(revision, revision.collection, await person.viewer()),
		}),
		at: t.expose('at', { type: 'DateTime' }),
	}),
});

function titleOfSection(change: ListedRevision['change']): string | null {
	switch (change.type) {
		case 'sectionAdded':
		case 'sectionRemoved':
			return change.section.title;
		case 'sectionMoved':
		case 'sectionRenamed':
			return change.title;
		default:
			return null;
	}
}

builder.objectField(CollectionType, 'revisions', (t) =>
	t.field({
		type: [CollectionRevisionType],
		description: 'What was done to it, the newest first; none for who does not keep it.',
		args: {
			first: t.arg.int({ defaultValue: 24, description: 'At most 100.' }),
			beforeSeq: t.arg.int({ description: 'Only changes with smaller numbers.' }),
		},
		extensions: { listSize: 24 },
		resolve: async (collection, { first, beforeSeq }, { store, person }) => {
			if (!keeps(collection)) return [];
			const page = {
				first: Math.min(Math.max(first ?? 24, 1), maximumRevisionPage),
				beforeSeq: beforeSeq ?? null,
			};
			const revisions = await listRevisions(store, collection.id, page, await person.viewer());
			return revisions.map((revision) => ({ ...revision, collection }));
		},
	}),
);
