import { claimAdmin, isAdminClaim, type User } from '@galatea/store';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { UserType } from '../references.ts';
import {
	type ClaimExpired,
	ClaimExpiredType,
	foreseen,
	type NotSignedIn,
	NotSignedInType,
	notSignedIn,
} from './failures.ts';

interface ClaimGallerySuccess {
	readonly type: 'ClaimGallerySuccess';
	readonly user: User;
}

type ClaimGalleryResult = ClaimExpired | ClaimGallerySuccess | NotSignedIn;

const ClaimGallerySuccessType = builder.objectRef<ClaimGallerySuccess>('ClaimGallerySuccess').implement({
	fields: (t) => ({ user: t.expose('user', { type: UserType }) }),
});

const ClaimGalleryResultType = builder.unionType('ClaimGalleryResult', {
	types: [ClaimExpiredType, ClaimGallerySuccessType, NotSignedInType],
	resolveType: (result) => result.type,
});

builder.mutationField('claimGallery', (t) =>
	t.field({
		type: ClaimGalleryResultType,
		description: 'Makes the caller the first admin, once, by a link that was printed when the gallery started.',
		args: { token: t.arg.string({ required: true }) },
		resolve: (_root, { token }, context) => claim(token, context),
	}),
);

async function claim(token: string, { store, person }: RequestContext): Promise<ClaimGalleryResult> {
	const user = await person.find();
	if (!user) return notSignedIn('Sign up or in before you claim the gallery.');
	try {
		await claimAdmin(store, token, user.id);
	} catch (error) {
		return foreseen(error, ['CLAIM_EXPIRED', 'NOT_SIGNED_IN']);
	}
	return { type: 'ClaimGallerySuccess', user: { ...user, role: 'ADMIN' } };
}

builder.queryField('canClaimGallery', (t) =>
	t.boolean({
		description:
			'Whether this is the token of a link that is good: not older than a week, and nobody has used it or another.',
		args: { token: t.arg.string({ required: true }) },
		resolve: (_root, { token }, { store }) => isAdminClaim(store, token),
	}),
);
