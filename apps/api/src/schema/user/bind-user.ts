/** @file Following, muting and blocking, and their ends: six mutations of one shape. */
import { RenderError } from '@galatea/render';
import { type Bond, bind, findUserByHandle, type User, unbind } from '@galatea/store';
import type { RequestContext } from '../../context.ts';
import { type NotSignedIn, NotSignedInType, notSignedIn } from '../account/failures.ts';
import { builder } from '../builder.ts';
import { type NotAllowed, NotAllowedType, type NotFound, NotFoundType, notFound } from '../errors.ts';
import { UserType } from '../references.ts';

interface BondSuccess {
	readonly type: 'BondSuccess';
	readonly user: User;
}

type BondResult = BondSuccess | NotAllowed | NotFound | NotSignedIn;

const BondSuccessType = builder.objectRef<BondSuccess>('BondSuccess').implement({
	fields: (t) => ({ user: t.expose('user', { type: UserType }) }),
});

const BondResultType = builder.unionType('BondResult', {
	types: [BondSuccessType, NotAllowedType, NotFoundType, NotSignedInType],
	resolveType: (result) => result.type,
});

const descriptions: Readonly<Record<Bond, string>> = {
	follow: 'Followers see what is for followers. Twice is once.',
	mute: 'Nothing of who is muted is shown unasked. They are not told.',
	block: 'Who is blocked sees nothing of the caller, nor the caller of them in lists. Ends following both ways.',
};

for (const bond of ['follow', 'mute', 'block'] as const) {
	builder.mutationField(`${bond}User`, (t) =>
		t.field({
			type: BondResultType,
			description: descriptions[bond],
			args: { handle: t.arg.string({ required: true }) },
			resolve: (_root, { handle }, context) => change(handle, bond, bind, context),
		}),
	);
	builder.mutationField(`un${bond}User`, (t) =>
		t.field({
			type: BondResultType,
			description: 'Where there was nothing to end, nothing changes.',
			args: { handle: t.arg.string({ required: true }) },
			resolve: (_root, { handle }, context) => change(handle, bond, unbind, context),
		}),
	);
}

async function change(
	handle: string,
	bond: Bond,
	write: typeof bind,
	{ store, person }: RequestContext,
): Promise<BondResult> {
	const viewer = await person.find();
	if (!viewer || viewer.isGuest) return notSignedIn(`Sign up or in to ${bond} somebody.`);
	const user = await findUserByHandle(store, handle);
	if (!user) return notFound('member', handle);
	try {
		await write(store, bond, viewer.id, user.id);
		return { type: 'BondSuccess', user };
	} catch (error) {
		if (!(error instanceof RenderError) || error.code !== 'NOT_ALLOWED') throw error;
		return { type: 'NotAllowed', code: 'NOT_ALLOWED', message: error.message };
	}
}
