/** @file The history of a collection, for those who keep it. */
import { type CollectionRevision, listRevisions } from '@galatea/store/collections';
import { builder } from '../builder.ts';
import { CollectionType, UserType } from '../references.ts';

const maximumRevisions = 100;

const CollectionChangeKindType = builder.enumType('CollectionChangeKind', {
	description: 'What was done to a collection.',
	values: [
		'CREATED',
		'DETAILS',
		'ITEM_ADDED',
		'ITEM_REMOVED',
		'ITEM_MOVED',
		'NOTE_CHANGED',
		'CURATOR_CHANGED',
		'OWNER_CHANGED',
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
	curatorChanged: 'CURATOR_CHANGED',
	ownerChanged: 'OWNER_CHANGED',
	deleted: 'DELETED',
	restored: 'RESTORED',
} as const satisfies Readonly<Record<CollectionRevision['change']['type'], string>>;

const CollectionRevisionType = builder.objectRef<CollectionRevision>('CollectionRevision').implement({
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
		undoes: t.exposeInt('undoesSeq', { nullable: true, description: 'The number of the change that it takes back.' }),
		at: t.expose('at', { type: 'DateTime' }),
	}),
});

builder.objectField(CollectionType, 'revisions', (t) =>
	t.field({
		type: [CollectionRevisionType],
		description: 'What was done to it, the newest first; none for who does not keep it.',
		args: {
			first: t.arg.int({ defaultValue: 24, description: 'At most 100.' }),
			beforeSeq: t.arg.int({ description: 'Only changes with smaller numbers.' }),
		},
		extensions: { listSize: 24 },
		resolve: async ({ id, role }, { first, beforeSeq }, { store }) =>
			role === null || role === 'VIEWER'
				? []
				: [
						...(await listRevisions(store, id, {
							first: Math.min(Math.max(first ?? 24, 1), maximumRevisions),
							beforeSeq: beforeSeq ?? null,
						})),
					],
	}),
);
