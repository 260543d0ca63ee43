import { leavingGraceDays } from '@galatea/render';
import { type Leaving, leave, stay, type User } from '@galatea/store';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { LeavingType } from '../enums.ts';
import { type NotAllowed, NotAllowedType } from '../errors.ts';
import { UserType } from '../references.ts';
import {
	foreseen,
	type NotSignedIn,
	NotSignedInType,
	notSignedIn,
	type TooManyTries,
	TooManyTriesType,
	type WrongCredentials,
	WrongCredentialsType,
} from './failures.ts';

interface LeaveGallerySuccess {
	readonly type: 'LeaveGallerySuccess';
	readonly user: User;
}

type LeaveGalleryResult = LeaveGallerySuccess | NotAllowed | NotSignedIn | TooManyTries | WrongCredentials;

const LeaveGallerySuccessType = builder.objectRef<LeaveGallerySuccess>('LeaveGallerySuccess').implement({
	fields: (t) => ({ user: t.expose('user', { type: UserType }) }),
});

const LeaveGalleryResultType = builder.unionType('LeaveGalleryResult', {
	types: [LeaveGallerySuccessType, NotAllowedType, NotSignedInType, TooManyTriesType, WrongCredentialsType],
	resolveType: (result) => result.type,
});

builder.mutationFields((t) => ({
	leaveGallery: t.field({
		type: LeaveGalleryResultType,
		description: `Ends the caller's account after ${leavingGraceDays} days; until then \`stayInGallery\` takes it back. Asked again, it changes what
becomes of their works, and not the day. The only admin must make somebody else one first.`,
		extensions: { cost: 5_000 },
		args: {
			works: t.arg({ type: LeavingType, required: true }),
			password: t.arg.string({ required: true }),
		},
		resolve: (_root, { works, password }, context) => leaveGallery(works, password, context),
	}),
	stayInGallery: t.field({
		type: UserType,
		nullable: true,
		description: 'Takes `leaveGallery` back. Null for who has no account.',
		resolve: async (_root, _arguments, { store, person }) => {
			const user = await person.find();
			if (!user || user.isGuest) return null;
			const stayed = await stay(store, user.id);
			person.lookAgain();
			return stayed;
		},
	}),
}));

async function leaveGallery(
	works: Leaving,
	password: string,
	{ store, accounts, person }: RequestContext,
): Promise<LeaveGalleryResult> {
	const user = await person.find();
	if (person.session === null || !user || user.isGuest) return notSignedIn('Only who has signed in has an account.');
	try {
		await accounts.checkPassword(person.session, password, await person.entrance());
		const leaver = await leave(store, user.id, works);
		person.lookAgain();
		return { type: 'LeaveGallerySuccess', user: leaver };
	} catch (error) {
		return foreseen(error, ['NOT_ALLOWED', 'TOO_MANY_TRIES', 'WRONG_CREDENTIALS']);
	}
}
