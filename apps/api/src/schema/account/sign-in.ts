import { builder } from '../builder.ts';
import { newcomer } from './newcomer.ts';
import { userResult, userSuccess } from './results.ts';

/** Of every way to sign in. */
export const SignInSuccessType = userSuccess('SignInSuccess');

const result = userResult('SignInResult', SignInSuccessType, ['TOO_MANY_TRIES', 'WRONG_CREDENTIALS']);

builder.mutationField('signIn', (t) =>
	t.field({
		type: result.type,
		description: 'Sets the cookie of an account. What the caller made as a guest belongs to the account then.',
		extensions: { cost: 5_000 },
		args: { email: t.arg.string({ required: true }), password: t.arg.string({ required: true }) },
		resolve: (_root, input, context) =>
			result.answer(async () =>
				newcomer(await context.accounts.signIn(input, await context.person.entrance()), context),
			),
	}),
);

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
