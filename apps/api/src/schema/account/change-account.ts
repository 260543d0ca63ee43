import { changeEmail, changeHandle, type User } from '@galatea/store/accounts';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { requireSession, userResult, userSuccess } from './results.ts';

const result = userResult('ChangeAccountResult', userSuccess('ChangeAccountSuccess'), [
	'EMAIL_TAKEN',
	'HANDLE_TAKEN',
	'INVALID_INPUT',
	'NOT_SIGNED_IN',
	'TOO_MANY_TRIES',
	'WRONG_CREDENTIALS',
]);

const passwordText = 'The current one, so that who finds a browser open cannot take the account away.';

builder.mutationFields((t) => ({
	changeHandle: t.field({
		type: result.type,
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
		type: result.type,
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

function change(
	password: string,
	{ accounts, person }: RequestContext,
	write: (userId: string) => Promise<User>,
): ReturnType<typeof result.answer> {
	return result.answer(async () => {
		const { user, session } = await requireSession(person, 'Only who has signed in has an account.');
		await accounts.checkPassword(session, password, await person.entrance());
		const changed = await write(user.id);
		person.lookAgain();
		return changed;
	});
}
