import type { User } from '@galatea/store';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { UserType } from '../references.ts';
import {
	foreseen,
	type TooManyTries,
	TooManyTriesType,
	type WrongCredentials,
	WrongCredentialsType,
} from './failures.ts';
import { newcomer } from './newcomer.ts';

export interface SignInSuccess {
	readonly type: 'SignInSuccess';
	readonly user: User;
}

type SignInResult = SignInSuccess | TooManyTries | WrongCredentials;

export const SignInSuccessType = builder.objectRef<SignInSuccess>('SignInSuccess').implement({
	fields: (t) => ({ user: t.expose('user', { type: UserType }) }),
});

const SignInResultType = builder.unionType('SignInResult', {
	types: [SignInSuccessType, TooManyTriesType, WrongCredentialsType],
	resolveType: (result) => result.type,
});

builder.mutationField('signIn', (t) =>
	t.field({
		type: SignInResultType,
		description: 'Sets the cookie of an account. What the caller made as a guest belongs to the account then.',
		extensions: { cost: 5_000 },
		args: { email: t.arg.string({ required: true }), password: t.arg.string({ required: true }) },
		resolve: (_root, input, context) => signIn(input, context),
	}),
);

async function signIn(
	input: { readonly email: string; readonly password: string },
	context: RequestContext,
): Promise<SignInResult> {
	try {
		const signedIn = await context.accounts.signIn(input, await context.person.entrance());
		return { type: 'SignInSuccess', user: await newcomer(signedIn, context) };
	} catch (error) {
		return foreseen(error, ['TOO_MANY_TRIES', 'WRONG_CREDENTIALS']);
	}
}

builder.mutationField('signOut', (t) =>
	t.boolean({
		description: 'Ends the session of the cookie; true also when there was none.',
		resolve: async (_root, _arguments, { accounts, person }) => {
			if (person.session !== null) await accounts.signOut(person.session);
			person.become(null);
			return true;
		},
	}),
);
