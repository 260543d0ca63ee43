import type { User } from '@galatea/store';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
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

interface ChangePasswordSuccess {
	readonly type: 'ChangePasswordSuccess';
	readonly user: User;
}

type ChangePasswordResult = ChangePasswordSuccess | InvalidInput | NotSignedIn | TooManyTries | WrongCredentials;

const ChangePasswordSuccessType = builder.objectRef<ChangePasswordSuccess>('ChangePasswordSuccess').implement({
	fields: (t) => ({ user: t.expose('user', { type: UserType }) }),
});

const ChangePasswordResultType = builder.unionType('ChangePasswordResult', {
	types: [ChangePasswordSuccessType, InvalidInputType, NotSignedInType, TooManyTriesType, WrongCredentialsType],
	resolveType: (result) => result.type,
});

builder.mutationField('changePassword', (t) =>
	t.field({
		type: ChangePasswordResultType,
		description: 'Signs out all other browsers.',
		extensions: { cost: 5_000 },
		args: { currentPassword: t.arg.string({ required: true }), newPassword: t.arg.string({ required: true }) },
		resolve: (_root, input, context) => changePassword(input, context),
	}),
);

async function changePassword(
	input: { readonly currentPassword: string; readonly newPassword: string },
	context: RequestContext,
): Promise<ChangePasswordResult> {
	const { accounts, person } = context;
	const user = await person.find();
	if (person.session === null || !user || user.isGuest) return notSignedIn('Only who has signed in has a password.');
	try {
		const signedIn = await accounts.changePassword(person.session, input, await person.entrance());
		return { type: 'ChangePasswordSuccess', user: await newcomer(signedIn, context) };
	} catch (error) {
		return foreseen(error, ['INVALID_INPUT', 'TOO_MANY_TRIES', 'WRONG_CREDENTIALS']);
	}
}
