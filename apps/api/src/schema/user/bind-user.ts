/** @file Following, muting and blocking, and their ends: six mutations of one shape. */
import { type Bond, bind, unbind } from '@galatea/store/accounts';
import type { RequestContext } from '../../context.ts';
import { requireHandle, requireMember, userResult, userSuccess } from '../account/results.ts';
import { builder } from '../builder.ts';

const result = userResult('BondResult', userSuccess('BondSuccess'), ['NOT_ALLOWED', 'NOT_FOUND', 'NOT_SIGNED_IN']);

const descriptions: Readonly<Record<Bond, string>> = {
	follow: 'Followers see what is for followers. Twice is once.',
	mute: 'Nothing of who is muted is shown unasked. They are not told.',
	block: 'Who is blocked sees nothing of the caller, nor the caller of them in lists. Ends following both ways.',
};

for (const bond of ['follow', 'mute', 'block'] as const) {
	builder.mutationField(`${bond}User`, (t) =>
		t.field({
			type: result.type,
			description: descriptions[bond],
			args: { handle: t.arg.string({ required: true }) },
			resolve: (_root, { handle }, context) => change(handle, bond, bind, context),
		}),
	);
	builder.mutationField(`un${bond}User`, (t) =>
		t.field({
			type: result.type,
			description: 'Where there was nothing to end, nothing changes.',
			args: { handle: t.arg.string({ required: true }) },
			resolve: (_root, { handle }, context) => change(handle, bond, unbind, context),
		}),
	);
}

function change(
	handle: string,
	bond: Bond,
	write: typeof bind,
	{ store, person }: RequestContext,
): ReturnType<typeof result.answer> {
	return result.answer(async () => {
		const viewer = await requireMember(person, `Sign up or in to ${bond} somebody.`);
		const user = await requireHandle(store, handle);
		await write(store, bond, viewer.id, user.id);
		return user;
	});
}
