import { leavingGraceDays } from '@galatea/render';
import { leave, stay } from '@galatea/store/accounts';
import { builder } from '../builder.ts';
import { LeavingType } from '../enums.ts';
import { UserType } from '../references.ts';
import { requireSession, userResult, userSuccess } from './results.ts';

const result = userResult('LeaveGalleryResult', userSuccess('LeaveGallerySuccess'), [
	'NOT_ALLOWED',
	'NOT_SIGNED_IN',
	'TOO_MANY_TRIES',
	'WRONG_CREDENTIALS',
]);

builder.mutationFields((t) => ({
	leaveGallery: t.field({
		type: result.type,
		description: `Ends the caller's account after ${leavingGraceDays} days; until then \`stayInGallery\` takes it back. Asked again, it changes what
becomes of their works, and not the day. The only admin must make somebody else one first.`,
		extensions: { cost: 5_000 },
		args: {
			works: t.arg({ type: LeavingType, required: true }),
			password: t.arg.string({ required: true }),
		},
		resolve: (_root, { works, password }, { store, accounts, person }) =>
			result.answer(async () => {
				const { user, session } = await requireSession(person, 'Only who has signed in has an account.');
				await accounts.checkPassword(session, password, await person.entrance());
				const leaver = await leave(store, user.id, works);
				person.lookAgain();
				return leaver;
			}),
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
