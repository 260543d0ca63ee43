import { RenderError } from '@galatea/render';
import { findUserByHandle, follow, type User, unfollow } from '@galatea/store';
import type { RequestContext } from '../../context.ts';
import { type NotSignedIn, NotSignedInType, notSignedIn } from '../account/failures.ts';
import { builder } from '../builder.ts';
import { type NotAllowed, NotAllowedType, type NotFound, NotFoundType, notFound } from '../errors.ts';
import { UserType } from '../references.ts';

interface FollowUserSuccess {
	readonly type: 'FollowUserSuccess';
	readonly user: User;
}

type FollowUserResult = FollowUserSuccess | NotAllowed | NotFound | NotSignedIn;

const FollowUserSuccessType = builder.objectRef<FollowUserSuccess>('FollowUserSuccess').implement({
	fields: (t) => ({ user: t.expose('user', { type: UserType }) }),
});

const FollowUserResultType = builder.unionType('FollowUserResult', {
	types: [FollowUserSuccessType, NotAllowedType, NotFoundType, NotSignedInType],
	resolveType: (result) => result.type,
});

builder.mutationField('followUser', (t) =>
	t.field({
		type: FollowUserResultType,
		description: 'Twice is once.',
		args: { handle: t.arg.string({ required: true }) },
		resolve: (_root, { handle }, context) => change(handle, follow, context),
	}),
);

builder.mutationField('unfollowUser', (t) =>
	t.field({
		type: FollowUserResultType,
		description: 'Who was not followed is not followed afterwards either.',
		args: { handle: t.arg.string({ required: true }) },
		resolve: (_root, { handle }, context) => change(handle, unfollow, context),
	}),
);

async function change(
	handle: string,
	write: typeof follow,
	{ store, person }: RequestContext,
): Promise<FollowUserResult> {
	const viewer = await person.find();
	if (!viewer || viewer.isGuest) return notSignedIn('Sign up or in to follow somebody.');
	const user = await findUserByHandle(store, handle);
	if (!user) return notFound('member', handle);
	try {
		await write(store, viewer.id, user.id);
		return { type: 'FollowUserSuccess', user };
	} catch (error) {
		if (!(error instanceof RenderError) || error.code !== 'NOT_ALLOWED') throw error;
		return { type: 'NotAllowed', code: 'NOT_ALLOWED', message: error.message };
	}
}
