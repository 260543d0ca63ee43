/** @file Passkeys: making, listing and removing one, and signing in by it. */
import { listPasskeys, maximumPasskeys, type Passkey, removePasskey, type User } from '@galatea/store/accounts';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { UserType } from '../references.ts';
import { newcomer } from './newcomer.ts';
import { mutationResult, requireMember, requireSession, userResult, userSuccess } from './results.ts';
import { SignInSuccessType } from './sign-in.ts';

const PasskeyType = builder.objectRef<Passkey>('Passkey').implement({
	description: 'A key that a device of its person keeps, to sign in with.',
	fields: (t) => ({
		id: t.exposeID('id'),
		name: t.exposeString('name'),
		createdAt: t.expose('createdAt', { type: 'DateTime' }),
		lastUsedAt: t.expose('lastUsedAt', {
			type: 'DateTime',
			nullable: true,
			description: 'Null until somebody came in by it.',
		}),
	}),
});

builder.objectField(UserType, 'passkeys', (t) =>
	t.field({
		type: [PasskeyType],
		description: 'Those of who asks; none of anybody else.',
		extensions: { listSize: maximumPasskeys },
		resolve: async (user, _arguments, { store, person }) =>
			(await person.find())?.id === user.id ? [...(await listPasskeys(store, user.id))] : [],
	}),
);

interface PasskeyChallenge {
	readonly type: 'PasskeyChallenge';
	readonly options: object;
}

const PasskeyChallengeType = builder.objectRef<PasskeyChallenge>('PasskeyChallenge').implement({
	fields: (t) => ({
		options: t.field({
			type: 'JSON',
			description:
				'As `navigator.credentials` takes them, in JSON (WebAuthn Level 3, 5.1.8 to 5.1.10); good for five minutes.',
			resolve: ({ options }) => options,
		}),
	}),
});

const beginResult = mutationResult('BeginPasskeyResult', PasskeyChallengeType, [
	'NOT_ALLOWED',
	'NOT_SIGNED_IN',
	'TOO_MANY_TRIES',
	'WRONG_CREDENTIALS',
]);
const changeResult = userResult('ChangePasskeysResult', userSuccess('ChangePasskeysSuccess'), [
	'INVALID_INPUT',
	'NOT_ALLOWED',
	'NOT_SIGNED_IN',
]);
const signInResult = userResult('SignInByPasskeyResult', SignInSuccessType, ['TOO_MANY_TRIES', 'WRONG_CREDENTIALS']);

const memberText = 'Only who has signed in has an account.';
const responseText = 'What the device answered, in JSON (WebAuthn Level 3, 5.1).';

builder.mutationFields((t) => ({
	beginPasskey: t.field({
		type: beginResult.type,
		description: 'What the browser of a member is asked to make.',
		extensions: { cost: 5_000 },
		args: { password: t.arg.string({ description: 'Of who has one; who has none must have signed in just now.' }) },
		resolve: (_root, { password }, { accounts, person }) =>
			beginResult.answer(async () => {
				const { user, session } = await requireSession(person, memberText);
				await accounts.confirm(session, password ?? null, await person.entrance());
				return { type: 'PasskeyChallenge', options: await accounts.passkeys.beginRegistration(user) };
			}),
	}),
	createPasskey: t.field({
		type: changeResult.type,
		description: 'Keeps what a device has made.',
		extensions: { cost: 1_000 },
		args: {
			name: t.arg.string({ required: true, description: 'For its person: one line of 1 to 60 characters.' }),
			response: t.arg({ type: 'JSON', required: true, description: responseText }),
		},
		resolve: (_root, { name, response }, context) =>
			change(context, async (user) => context.accounts.passkeys.register(user.id, name, response)),
	}),
	removePasskey: t.field({
		type: changeResult.type,
		description: 'Takes effect at once; not for the last way to sign in.',
		args: { id: t.arg.id({ required: true }) },
		resolve: (_root, { id }, context) => change(context, async (user) => removePasskey(context.store, user.id, id)),
	}),
	beginPasskeySignIn: t.field({
		type: beginResult.type,
		description: 'What a browser is asked to sign; nobody has to say who they are.',
		extensions: { cost: 1_000 },
		resolve: (_root, _arguments, { accounts, person }) =>
			beginResult.answer(async () => ({
				type: 'PasskeyChallenge',
				options: await accounts.passkeys.beginSignIn(await person.entrance()),
			})),
	}),
	signInByPasskey: t.field({
		type: signInResult.type,
		description: 'Sets the cookie of an account. What the caller made as a guest belongs to the account then.',
		extensions: { cost: 5_000 },
		args: { response: t.arg({ type: 'JSON', required: true, description: responseText }) },
		resolve: (_root, { response }, context) =>
			signInResult.answer(async () =>
				newcomer(await context.accounts.passkeys.signIn(response, await context.person.entrance()), context),
			),
	}),
}));

function change(
	{ person }: RequestContext,
	write: (user: User) => Promise<unknown>,
): ReturnType<typeof changeResult.answer> {
	return changeResult.answer(async () => {
		const user = await requireMember(person, memberText);
		await write(user);
		return user;
	});
}
