/** @file Invitations to curate a collection, as links. */
import { RenderError } from '@galatea/render';
import {
	acceptInvitation,
	createInvitation,
	findInvitation,
	type Invitation,
	type InvitationOffer,
	invitationStates,
	listInvitations,
	maximumInvitations,
	revokeInvitation,
} from '@galatea/store/collections';
import { mutationResult } from '../account/results.ts';
import { builder } from '../builder.ts';
import { CollectionRoleType } from '../enums.ts';
import { hidden } from '../errors.ts';
import { CollectionType, UserType } from '../references.ts';
import { CollectionSuccessType } from './keep.ts';

const CollectionInvitationType = builder.objectRef<Invitation>('CollectionInvitation').implement({
	description: 'A link that makes whoever has it a curator. The link itself is given out once, when it is made.',
	fields: (t) => ({
		id: t.exposeID('id', { description: 'Begins with `inv_`.' }),
		role: t.expose('role', { type: CollectionRoleType, description: 'What it makes people.' }),
		createdAt: t.expose('createdAt', { type: 'DateTime' }),
		expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
		maximumUses: t.exposeInt('maximumUses', { description: 'For how many people it is.' }),
		uses: t.exposeInt('uses', { description: 'How many people have accepted it.' }),
	}),
});

builder.objectField(CollectionType, 'invitations', (t) =>
	t.field({
		type: [CollectionInvitationType],
		description: 'Those that can be accepted, the newest first; none for others than its owner.',
		extensions: { listSize: maximumInvitations },
		resolve: async ({ id, role }, _arguments, { store }) =>
			role === 'OWNER' ? [...(await listInvitations(store, id))] : [],
	}),
);

const InvitationStateType = builder.enumType('InvitationState', {
	description: 'Whether an invitation can be accepted, or what stands against it.',
	values: invitationStates,
});

const InvitationOfferType = builder.objectRef<InvitationOffer>('InvitationOffer').implement({
	description: 'What an invitation says to who has its link.',
	fields: (t) => ({
		title: t.exposeString('title', { description: 'Of the collection, which may be private.' }),
		owner: t.field({
			type: UserType,
			nullable: true,
			description: 'Whose collection it is.',
			resolve: ({ ownerId }, _arguments, { loaders }) => loaders.users.load(ownerId),
		}),
		role: t.expose('role', { type: CollectionRoleType, description: 'What it makes people.' }),
		expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
		state: t.expose('state', { type: InvitationStateType }),
		collection: t.field({
			type: CollectionType,
			nullable: true,
			description: 'Where who asks sees it already.',
			resolve: ({ collectionId }, _arguments, { loaders }) => loaders.collections.load(collectionId),
		}),
	}),
});

builder.queryField('invitation', (t) =>
	t.field({
		type: InvitationOfferType,
		nullable: true,
		description: 'What the invitation with this token says; null for a link that leads nowhere or was revoked.',
		args: { token: t.arg.string({ required: true }) },
		resolve: (_root, { token }, { store }) => findInvitation(store, token),
	}),
);

interface CreateInvitationSuccess {
	readonly type: 'CreateInvitationSuccess';
	readonly invitation: Invitation;
	readonly token: string;
}

const CreateInvitationSuccessType = builder.objectRef<CreateInvitationSuccess>('CreateInvitationSuccess').implement({
	fields: (t) => ({
		invitation: t.expose('invitation', { type: CollectionInvitationType, description: 'What was made.' }),
		token: t.exposeString('token', {
			description: 'Given out this once: the link is `/collections/invitation?token=…`.',
		}),
	}),
});

const created = mutationResult('CreateInvitationResult', CreateInvitationSuccessType, [
	'COLLECTION_FULL',
	'INVALID_INPUT',
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_SIGNED_IN',
]);

builder.mutationField('createInvitation', (t) =>
	t.field({
		type: created.type,
		description: 'Makes a link that gives a role in a collection of the caller to whoever has it.',
		args: {
			collectionId: t.arg.id({ required: true }),
			role: t.arg({ type: CollectionRoleType, required: true, description: 'Any but OWNER.' }),
			days: t.arg.int({ required: true, description: 'For how long it is good: 1 to 90.' }),
			maximumUses: t.arg.int({ required: true, description: 'For how many people it is: 1 to 100.' }),
		},
		resolve: (_root, { role, ...input }, { store, person }) =>
			created.answer(async () => {
				if (role === 'OWNER')
					throw new RenderError('NOT_ALLOWED', 'A collection is handed over to one of its editors, not by a link');
				const made = await createInvitation(store, { ...input, role }, await person.viewer());
				return { type: 'CreateInvitationSuccess', ...made };
			}),
	}),
);

const changed = mutationResult('RevokeInvitationResult', CollectionSuccessType, [
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_SIGNED_IN',
]);

builder.mutationField('revokeInvitation', (t) =>
	t.field({
		type: changed.type,
		description: 'The link of an invitation leads nowhere any more. Who has accepted it stays a curator.',
		args: { id: t.arg.id({ required: true }) },
		resolve: (_root, { id }, { store, person, loaders }) =>
			changed.answer(async () => {
				const collectionId = await revokeInvitation(store, id, await person.viewer());
				const collection = await loaders.collections.load(collectionId);
				if (!collection) throw hidden('collection', collectionId);
				return { type: 'CollectionSuccess', collection };
			}),
	}),
);

const accepted = mutationResult('AcceptInvitationResult', CollectionSuccessType, [
	'COLLECTION_FULL',
	'INVITATION_EXPIRED',
	'INVITATION_USED_UP',
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_SIGNED_IN',
]);

builder.mutationField('acceptInvitation', (t) =>
	t.field({
		type: accepted.type,
		description: 'Makes the caller a curator. Who has the role or a higher one already keeps it.',
		args: { token: t.arg.string({ required: true }) },
		resolve: (_root, { token }, { store, person, loaders }) =>
			accepted.answer(async () => {
				const collectionId = await acceptInvitation(store, token, await person.viewer());
				const collection = await loaders.collections.load(collectionId);
				if (!collection) throw hidden('collection', collectionId);
				return { type: 'CollectionSuccess', collection };
			}),
	}),
);
