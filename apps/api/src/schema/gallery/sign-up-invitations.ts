/** @file Invitations to sign up: making and revoking them; for admins. */
import {
	createSignUpInvitation,
	maximumInvitationDays,
	maximumInvitationUses,
	revokeSignUpInvitation,
	type SignUpInvitation,
} from '@galatea/store/gallery';
import { mutationResult, requireMember } from '../account/results.ts';
import { builder } from '../builder.ts';
import { UserType } from '../references.ts';

export const SignUpInvitationType = builder.objectRef<SignUpInvitation>('SignUpInvitation').implement({
	description: 'A link by which people may sign up where not everybody may; for admins.',
	fields: (t) => ({
		id: t.exposeID('id'),
		note: t.exposeString('note', { description: 'For whom or what, in words of who made it.' }),
		usesLeft: t.exposeInt('usesLeft', { description: 'How many people may still sign up by it.' }),
		expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
		createdAt: t.expose('createdAt', { type: 'DateTime' }),
		createdBy: t.field({
			type: UserType,
			nullable: true,
			description: 'Who made it.',
			resolve: ({ createdById }, _arguments, { loaders }) => loaders.users.load(createdById),
		}),
	}),
});

interface CreateSignUpInvitationSuccess {
	readonly type: 'CreateSignUpInvitationSuccess';
	readonly token: string;
	readonly invitation: SignUpInvitation;
}

const CreateSignUpInvitationSuccessType = builder
	.objectRef<CreateSignUpInvitationSuccess>('CreateSignUpInvitationSuccess')
	.implement({
		description: 'The link; nobody can read it again.',
		fields: (t) => ({
			path: t.string({
				description: 'Of the page of the gallery that it opens.',
				resolve: ({ token }) => `/sign-up?${new URLSearchParams({ invitation: token })}`,
			}),
			signUpInvitation: t.field({
				type: SignUpInvitationType,
				description: 'As it is listed.',
				resolve: ({ invitation }) => invitation,
			}),
		}),
	});

interface RevokeSignUpInvitationSuccess {
	readonly type: 'RevokeSignUpInvitationSuccess';
	readonly id: string;
}

const RevokeSignUpInvitationSuccessType = builder
	.objectRef<RevokeSignUpInvitationSuccess>('RevokeSignUpInvitationSuccess')
	.implement({ fields: (t) => ({ id: t.exposeID('id') }) });

const createResult = mutationResult('CreateSignUpInvitationResult', CreateSignUpInvitationSuccessType, [
	'INVALID_INPUT',
	'NOT_ALLOWED',
	'NOT_SIGNED_IN',
]);
const revokeResult = mutationResult('RevokeSignUpInvitationResult', RevokeSignUpInvitationSuccessType, [
	'NOT_ALLOWED',
	'NOT_SIGNED_IN',
]);

const adminText = 'Sign in as an admin to decide who may sign up.';

builder.mutationFields((t) => ({
	createSignUpInvitation: t.field({
		type: createResult.type,
		description:
			'For admins: a link by which people may sign up while `Gallery.signUp` is INVITED. It is written down.',
		args: {
			uses: t.arg.int({ required: true, description: `How many people, 1 to ${maximumInvitationUses}.` }),
			days: t.arg.int({ required: true, description: `How long it is good, 1 to ${maximumInvitationDays}.` }),
			note: t.arg.string({ description: 'For whom or what; admins alone read it.' }),
		},
		resolve: (_root, { uses, days, note }, { store, person }) =>
			createResult.answer(async () => {
				const admin = await requireMember(person, adminText);
				const made = await createSignUpInvitation(store, admin.id, { uses, days, note: note ?? '' });
				return { type: 'CreateSignUpInvitationSuccess', ...made };
			}),
	}),
	revokeSignUpInvitation: t.field({
		type: revokeResult.type,
		description: 'For admins: makes an invitation void. Who has signed up by it stays. It is written down.',
		args: { id: t.arg.id({ required: true }) },
		resolve: (_root, { id }, { store, person }) =>
			revokeResult.answer(async () => {
				const admin = await requireMember(person, adminText);
				await revokeSignUpInvitation(store, admin.id, id);
				return { type: 'RevokeSignUpInvitationSuccess', id };
			}),
	}),
}));
