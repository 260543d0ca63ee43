/** @file Passkeys: making, listing and removing one, and signing in by it. */
import { listPasskeys, maximumPasskeys, type Passkey, removePasskey, type User } from '@galatea/store';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { type NotAllowed, NotAllowedType } from '../errors.ts';
import { UserType } from '../references.ts';
import {
	foreseen,
	type InvalidInput,
	InvalidInputType,
	type NotSignedIn,
	NotSignedInType,
	notSignedIn,
	type TooManyTries,
	TooManyTriesType,
	type WrongCredentials,
	WrongCredentialsType,
} from './failures.ts';
import { newcomer } from './newcomer.ts';
import { type SignInSuccess, SignInSuccessType } from './sign-in.ts';

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

interface ChangePasskeysSuccess {
	readonly type: 'ChangePasskeysSuccess';
	readonly user: User;
}

type BeginPasskeyResult = NotAllowed | NotSignedIn | PasskeyChallenge | TooManyTries | WrongCredentials;
type ChangePasskeysResult = ChangePasskeysSuccess | InvalidInput | NotAllowed | NotSignedIn;
type SignInByPasskeyResult = SignInSuccess | TooManyTries | WrongCredentials;

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

const ChangePasskeysSuccessType = builder.objectRef<ChangePasskeysSuccess>('ChangePasskeysSuccess').implement({
	fields: (t) => ({ user: t.expose('user', { type: UserType }) }),
});

const BeginPasskeyResultType = builder.unionType('BeginPasskeyResult', {
	types: [NotAllowedType, NotSignedInType, PasskeyChallengeType, TooManyTriesType, WrongCredentialsType],
	resolveType: (result) => result.type,
});

const ChangePasskeysResultType = builder.unionType('ChangePasskeysResult', {
	types: [ChangePasskeysSuccessType, InvalidInputType, NotAllowedType, NotSignedInType],
	resolveType: (result) => result.type,
});

const SignInByPasskeyResultType = builder.unionType('SignInByPasskeyResult', {
	types: [SignInSuccessType, TooManyTriesType, WrongCredentialsType],
	resolveType: (result) => result.type,
});

const responseText = 'What the device answered, in JSON (WebAuthn Level 3, 5.1).';

builder.mutationFields((t) => ({
	beginPasskey: t.field({
		type: BeginPasskeyResultType,
		description: 'What the browser of a member is asked to make.',
		extensions: { cost: 5_000 },
		args: { password: t.arg.string({ description: 'Of who has one; who has none must have signed in just now.' }) },
		resolve: (_root, { password }, context) => begin(password ?? null, context),
	}),
	createPasskey: t.field({
		type: ChangePasskeysResultType,
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
		type: ChangePasskeysResultType,
		description: 'Takes effect at once; not for the last way to sign in.',
		args: { id: t.arg.id({ required: true }) },
		resolve: (_root, { id }, context) => change(context, async (user) => removePasskey(context.store, user.id, id)),
	}),
	beginPasskeySignIn: t.field({
		type: BeginPasskeyResultType,
		description: 'What a browser is asked to sign; nobody has to say who they are.',
		extensions: { cost: 1_000 },
		resolve: async (_root, _arguments, { accounts, person }): Promise<BeginPasskeyResult> => {
			try {
				return { type: 'PasskeyChallenge', options: await accounts.passkeys.beginSignIn(await person.entrance()) };
			} catch (error) {
				return foreseen(error, ['NOT_ALLOWED', 'TOO_MANY_TRIES']);
			}
		},
	}),
	signInByPasskey: t.field({
		type: SignInByPasskeyResultType,
		description: 'Sets the cookie of an account. What the caller made as a guest belongs to the account then.',
		extensions: { cost: 5_000 },
		args: { response: t.arg({ type: 'JSON', required: true, description: responseText }) },
		resolve: async (_root, { response }, context): Promise<SignInByPasskeyResult> => {
			try {
				const signedIn = await context.accounts.passkeys.signIn(response, await context.person.entrance());
				return { type: 'SignInSuccess', user: await newcomer(signedIn, context) };
			} catch (error) {
				return foreseen(error, ['TOO_MANY_TRIES', 'WRONG_CREDENTIALS']);
			}
		},
	}),
}));

async function begin(password: string | null, { accounts, person }: RequestContext): Promise<BeginPasskeyResult> {
	const user = await person.find();
	if (person.session === null || !user || user.isGuest) return notSignedIn('Only who has signed in has an account.');
	try {
		await accounts.confirm(person.session, password, await person.entrance());
		return { type: 'PasskeyChallenge', options: await accounts.passkeys.beginRegistration(user) };
	} catch (error) {
		return foreseen(error, ['NOT_ALLOWED', 'TOO_MANY_TRIES', 'WRONG_CREDENTIALS']);
	}
}

async function change(
	{ person }: RequestContext,
	write: (user: User) => Promise<unknown>,
): Promise<ChangePasskeysResult> {
	const user = await person.find();
	if (!user || user.isGuest) return notSignedIn('Only who has signed in has an account.');
	try {
		await write(user);
		return { type: 'ChangePasskeysSuccess', user };
	} catch (error) {
		return foreseen(error, ['INVALID_INPUT', 'NOT_ALLOWED']);
	}
}
