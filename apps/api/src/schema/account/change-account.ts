import { changeEmail, changeHandle, type User } from '@galatea/store';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { UserType } from '../references.ts';
import {
	type EmailTaken,
	EmailTakenType,
	foreseen,
	type HandleTaken,
	HandleTakenType,
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

interface ChangeAccountSuccess {
	readonly type: 'ChangeAccountSuccess';
	readonly user: User;
}

type ChangeAccountResult =
	| ChangeAccountSuccess
	| EmailTaken
	| HandleTaken
	| InvalidInput
	| NotSignedIn
	| TooManyTries
	| WrongCredentials;

const ChangeAccountSuccessType = builder.objectRef<ChangeAccountSuccess>('ChangeAccountSuccess').implement({
	fields: (t) => ({ user: t.expose('user', { type: UserType }) }),
});

const ChangeAccountResultType = builder.unionType('ChangeAccountResult', {
	types: [
		ChangeAccountSuccessType,
		EmailTakenType,
		HandleTakenType,
		InvalidInputType,
		NotSignedInType,
		TooManyTriesType,
		WrongCredentialsType,
	],
	resolveType: (result) => result.type,
});

const passwordText = 'The current one, so that who finds a browser open cannot take the account away.';

builder.mutationFields((t) => ({
	changeHandle: t.field({
		type: ChangeAccountResultType,
		description: 'The old handle stays the person\u2019s: it leads to them, and nobody else can have it.',
		extensions: { cost: 5_000 },
		args: {
			handle: t.arg.string({ required: true }),
			password: t.arg.string({ required: true, description: passwordText }),
		},
		resolve: (_root, { handle, password }, context) =>
			change(password, context, (userId) => changeHandle(context.store, userId, handle)),
	}),
	changeEmail: t.field({
		type: ChangeAccountResultType,
		description: 'The address to sign in with.',
		extensions: { cost: 5_000 },
		args: {
			email: t.arg.string({ required: true }),
			password: t.arg.string({ required: true, description: passwordText }),
		},
		resolve: (_root, { email, password }, context) =>
			change(password, context, (userId) => changeEmail(context.store, userId, email)),
	}),
}));

async function change(
	password: string,
	{ accounts, person }: RequestContext,
	write: (userId: string) => Promise<User>,
): Promise<ChangeAccountResult> {
	const user = await person.find();
	if (person.session === null || !user || user.isGuest) return notSignedIn('Only who has signed in has an account.');
	try {
		await accounts.checkPassword(person.session, password, await person.entrance());
		const changed = await write(user.id);
		person.lookAgain();
		return { type: 'ChangeAccountSuccess', user: changed };
	} catch (error) {
		return foreseen(error, ['EMAIL_TAKEN', 'HANDLE_TAKEN', 'INVALID_INPUT', 'TOO_MANY_TRIES', 'WRONG_CREDENTIALS']);
	}
}
