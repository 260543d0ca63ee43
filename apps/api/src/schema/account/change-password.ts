import { builder } from '../builder.ts';
import { newcomer } from './newcomer.ts';
import { requireSession, userResult, userSuccess } from './results.ts';

const result = userResult('ChangePasswordResult', userSuccess('ChangePasswordSuccess'), [
	'INVALID_INPUT',
	'NOT_SIGNED_IN',
	'TOO_MANY_TRIES',
	'WRONG_CREDENTIALS',
]);

builder.mutationField('changePassword', (t) =>
	t.field({
		type: result.type,
		description: 'Signs out all other browsers.',
		extensions: { cost: 5_000 },
		args: { currentPassword: t.arg.string({ required: true }), newPassword: t.arg.string({ required: true }) },
		resolve: (_root, input, context) =>
			result.answer(async () => {
				const { accounts, person } = context;
				const { session } = await requireSession(person, 'Only who has signed in has a password.');
				return newcomer(await accounts.changePassword(session, input, await person.entrance()), context);
			}),
	}),
);
