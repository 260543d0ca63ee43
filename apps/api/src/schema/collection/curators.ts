/** @file Who keeps a collection besides its owner. */
import { type Curator, handOverCollection, maximumCurators, setCurator } from '@galatea/store/collections';
import { mutationResult, requireHandle } from '../account/results.ts';
import { builder } from '../builder.ts';
import { CollectionRoleType } from '../enums.ts';
import { hidden } from '../errors.ts';
import { CollectionType, UserType } from '../references.ts';
import { CollectionSuccessType } from './keep.ts';

const CuratorType = builder.objectRef<Curator>('Curator').implement({
	description: 'Somebody who keeps a collection, its owner aside.',
	fields: (t) => ({
		user: t.field({
			type: UserType,
			description: 'Who it is.',
			resolve: async ({ userId, collectionId }, _arguments, { loaders }) => {
				const user = await loaders.users.load(userId);
				if (!user) throw hidden('collection', collectionId);
				return user;
			},
		}),
		role: t.expose('role', { type: CollectionRoleType, description: 'What they may do in it.' }),
	}),
});

builder.objectField(CollectionType, 'curators', (t) =>
	t.field({
		type: [CuratorType],
		description: 'Editors and contributors, for everybody who sees it; viewers for its owner alone.',
		extensions: { listSize: maximumCurators },
		resolve: async ({ id, role }, _arguments, { loaders }) =>
			(await loaders.curators.load(id)).filter((curator) => role === 'OWNER' || curator.role !== 'VIEWER'),
	}),
);

const result = mutationResult('CuratorResult', CollectionSuccessType, [
	'COLLECTION_FULL',
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_SIGNED_IN',
]);

/** Whoever leaves a private collection does not see it afterwards, so the answer may have none. */
interface LeaveCollectionSuccess {
	readonly type: 'LeaveCollectionSuccess';
	readonly leftId: string;
}

const LeaveCollectionSuccessType = builder.objectRef<LeaveCollectionSuccess>('LeaveCollectionSuccess').implement({
	fields: (t) => ({ leftId: t.exposeID('leftId', { description: 'The collection that the caller has left.' }) }),
});

const left = mutationResult('LeaveCollectionResult', LeaveCollectionSuccessType, [
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_SIGNED_IN',
]);

builder.mutationField('setCurator', (t) =>
	t.field({
		type: result.type,
		description: `Gives a member a role in a collection of the caller; with null it takes the role away. OWNER hands the collection
over to one of its editors, and the caller becomes an editor.`,
		args: {
			collectionId: t.arg.id({ required: true }),
			handle: t.arg.string({ required: true }),
			role: t.arg({ type: CollectionRoleType, description: 'Null for none.' }),
		},
		resolve: (_root, { collectionId, handle, role }, { store, person, loaders }) =>
			result.answer(async () => {
				const { id: userId } = await requireHandle(store, handle);
				const viewer = await person.viewer();
				if (role === 'OWNER') await handOverCollection(store, { collectionId, toUserId: userId }, viewer);
				else await setCurator(store, { collectionId, userId, role: role ?? null }, viewer);
				const collection = await loaders.collections.load(collectionId);
				if (!collection) throw hidden('collection', collectionId);
				return { type: 'CollectionSuccess', collection };
			}),
	}),
);

builder.mutationField('leaveCollection', (t) =>
	t.field({
		type: left.type,
		description: 'The caller curates a collection no longer. What they put in stays.',
		args: { collectionId: t.arg.id({ required: true }) },
		resolve: (_root, { collectionId }, { store, person }) =>
			left.answer(async () => {
				const viewer = await person.viewer();
				await setCurator(store, { collectionId, userId: viewer.userId ?? '', role: null }, viewer);
				return { type: 'LeaveCollectionSuccess', leftId: collectionId };
			}),
	}),
);
