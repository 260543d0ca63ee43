import { RenderError } from '@galatea/render';
import { claimAdmin, isAdminClaim } from '@galatea/store/accounts';
import { builder } from '../builder.ts';
import { userResult, userSuccess } from './results.ts';

const result = userResult('ClaimGalleryResult', userSuccess('ClaimGallerySuccess'), ['CLAIM_EXPIRED', 'NOT_SIGNED_IN']);

builder.mutationField('claimGallery', (t) =>
	t.field({
		type: result.type,
		description: 'Makes the caller the first admin, once, by a link that was printed when the gallery started.',
		args: { token: t.arg.string({ required: true }) },
		resolve: (_root, { token }, { store, person }) =>
			result.answer(async () => {
				const user = await person.find();
				if (!user) throw new RenderError('NOT_SIGNED_IN', 'Sign up or in before you claim the gallery.');
				await claimAdmin(store, token, user.id);
				return { ...user, role: 'ADMIN' };
			}),
	}),
);

builder.queryField('canClaimGallery', (t) =>
	t.boolean({
		description:
			'Whether this is the token of a link that is good: not older than a week, and nobody has used it or another.',
		args: { token: t.arg.string({ required: true }) },
		resolve: (_root, { token }, { store }) => isAdminClaim(store, token),
	}),
);
