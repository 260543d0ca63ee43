/** @file A new password by a link that an admin makes: making one, looking at it, and using it. */
import { createPasswordLink, findPasswordLink, type PasswordLink, passwordLinkHours } from '@galatea/store/accounts';
import { builder } from '../builder.ts';
import { newcomer } from './newcomer.ts';
import { mutationResult, requireHandle, requireMember, userResult } from './results.ts';
import { SignInSuccessType } from './sign-in.ts';

const PasswordLinkType = builder.objectRef<PasswordLink>('PasswordLink').implement({
	description: 'A link that is good.',
	fields: (t) => ({
		handle: t.exposeString('handle', { description: 'Of the member whose password it sets.' }),
		expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
	}),
});

builder.queryField('passwordLink', (t) =>
	t.field({
		type: PasswordLinkType,
		nullable: true,
		description:
			'What a token of `createPasswordLink` is for; null when it is used, old or replaced. Looking does not use it.',
		args: { token: t.arg.string({ required: true }) },
		resolve: (_root, { token }, { store }) => findPasswordLink(store, token),
	}),
);

interface CreatePasswordLinkSuccess extends PasswordLink {
	readonly type: 'CreatePasswordLinkSuccess';
	readonly token: string;
}

const CreatePasswordLinkSuccessType = builder
	.objectRef<CreatePasswordLinkSuccess>('CreatePasswordLinkSuccess')
	.implement({
		description: 'The link; nobody can read it again.',
		fields: (t) => ({
			path: t.string({
				description: 'Of the page of the gallery that it opens.',
				resolve: ({ token }) => `/sign-in/password?${new URLSearchParams({ token })}`,
			}),
			expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
		}),
	});

const createResult = mutationResult('CreatePasswordLinkResult', CreatePasswordLinkSuccessType, [
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_SIGNED_IN',
]);
const signInResult = userResult('SignInByPasswordLinkResult', SignInSuccessType, [
	'INVALID_INPUT',
	'LINK_EXPIRED',
	'TOO_MANY_TRIES',
]);

builder.mutationFields((t) => ({
	createPasswordLink: t.field({
		type: createResult.type,
		description: `For admins: a link by which a member who has lost every way in sets a new password, once, within
${passwordLinkHours} hours. It takes the place of an earlier one, and it is written down who made it. There is none for admins.`,
		args: { handle: t.arg.string({ required: true }) },
		resolve: (_root, { handle }, { store, person }) =>
			createResult.answer(async () => {
				const admin = await requireMember(person, 'Sign in as an admin to make such a link.');
				const { id: userId } = await requireHandle(store, handle);
				const link = await createPasswordLink(store, { adminId: admin.id, userId });
				return { type: 'CreatePasswordLinkSuccess', ...link };
			}),
	}),
	signInByPasswordLink: t.field({
		type: signInResult.type,
		description:
			'Uses a link of an admin: sets the password, ends all sessions and access tokens of before, and sets the cookie.',
		extensions: { cost: 5_000 },
		args: {
			token: t.arg.string({ required: true }),
			newPassword: t.arg.string({
				required: true,
				description: '10 to 128 characters, and none that is easily guessed.',
			}),
		},
		resolve: (_root, { token, newPassword }, context) =>
			signInResult.answer(async () =>
				newcomer(
					await context.accounts.passwordLinks.signIn({ token, newPassword }, await context.person.entrance()),
					context,
				),
			),
	}),
}));
