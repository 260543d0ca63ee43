import { RenderError } from '@galatea/render';
import { builder } from '../builder.ts';
import { newcomer } from './newcomer.ts';
import { userResult, userSuccess } from './results.ts';

const result = userResult('SignUpResult', userSuccess('SignUpSuccess'), [
	'EMAIL_TAKEN',
	'HANDLE_TAKEN',
	'INVALID_INPUT',
	'INVITATION_EXPIRED',
	'NOT_ALLOWED',
	'SIGN_UP_CLOSED',
	'TOO_MANY_TRIES',
]);

const SignUpInput = builder.inputType('SignUpInput', {
	fields: (t) => ({
		email: t.string({ required: true, description: 'Known to nobody but the person.' }),
		password: t.string({ required: true, description: '10 to 128 characters, and none that is easily guessed.' }),
		handle: t.string({
			required: true,
			description: '3 to 30 lower-case letters, digits and underscores: the profile is at /@handle.',
		}),
		invitation: t.string({ description: 'The token of an invitation, where signing up takes one (`Gallery.signUp`).' }),
	}),
});

builder.mutationField('signUp', (t) =>
	t.field({
		type: result.type,
		description: `Makes an account and sets its cookie. What the caller made as a guest belongs to the account then. It is not allowed where
accounts are made by mail (\`signInMethods.signUpByPassword\`): there it would tell whose address has one.`,
		extensions: { cost: 5_000 },
		args: { input: t.arg({ type: SignUpInput, required: true }) },
		resolve: (_root, { input }, context) =>
			result.answer(async () => {
				if (!context.signUpByPassword)
					throw new RenderError('NOT_ALLOWED', 'This gallery makes accounts by mail: ask for a link by sendSignInLink');
				const { invitation, ...account } = input;
				const entrance = { ...(await context.person.entrance()), invitation: invitation ?? null };
				return newcomer(await context.accounts.signUp(account, entrance), context);
			}),
	}),
);
