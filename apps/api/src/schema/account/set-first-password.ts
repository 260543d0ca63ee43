import type { User } from '@galatea/store';
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
} from './failures.ts';

interface SetFirstPasswordSuccess {
	readonly type: 'SetFirstPasswordSuccess';
	readonly user: User;
}

type SetFirstPasswordResult = InvalidInput | NotAllowed | NotSignedIn | SetFirstPasswordSuccess;

const SetFirstPasswordSuccessType = builder.objectRef<SetFirstPasswordSuccess>('SetFirstPasswordSuccess').implement({
	fields: (t) => ({ user: t.expose('user', { type: UserType }) }),
});

const SetFirstPasswordResultType = builder.unionType('SetFirstPasswordResult', {
	types: [InvalidInputType, NotAllowedType, NotSignedInType, SetFirstPasswordSuccessType],
	resolveType: (result) => result.type,
});

builder.mutationField('setFirstPassword', (t) =>
	t.field({
		type: SetFirstPasswordResultType,
		description:
			'For who came in without a password and has none (`hasPassword`), in the quarter of an hour after they came in.',
		extensions: { cost: 5_000 },
		args: { newPassword: t.arg.string({ required: true }) },
		resolve: (_root, { newPassword }, context) => setFirstPassword(newPassword, context),
	}),
);

async function setFirstPassword(
	newPassword: string,
	{ accounts, person }: RequestContext,
): Promise<SetFirstPasswordResult> {
	const user = await person.find();
	if (person.session === null || !user || user.isGuest) return notSignedIn('Only who has signed in has an account.');
	try {
		await accounts.setFirstPassword(person.session, newPassword);
		return { type: 'SetFirstPasswordSuccess', user };
	} catch (error) {
		return foreseen(error, ['INVALID_INPUT', 'NOT_ALLOWED']);
	}
}
