import { builder } from '../builder.ts';
import { requireSession, userResult, userSuccess } from './results.ts';

const result = userResult('SetFirstPasswordResult', userSuccess('SetFirstPasswordSuccess'), [
	'INVALID_INPUT',
	'NOT_ALLOWED',
	'NOT_SIGNED_IN',
]);

builder.mutationField('setFirstPassword', (t) =>
	t.field({
		type: result.type,
		description:
			'For who came in without a password and has none (`hasPassword`), in the quarter of an hour after they came in.',
		extensions: { cost: 5_000 },
		args: { newPassword: t.arg.string({ required: true }) },
		resolve: (_root, { newPassword }, { accounts, person }) =>
			result.answer(async () => {
				const { user, session } = await requireSession(person, 'Only who has signed in has an account.');
				await accounts.setFirstPassword(session, newPassword);
				return user;
			}),
	}),
);
