import { type User, updateProfile } from '@galatea/store';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { ContentLevelType, LicenceType, VisibilityType } from '../enums.ts';
import { UserType } from '../references.ts';
import {
	foreseen,
	type InvalidInput,
	InvalidInputType,
	type NotSignedIn,
	NotSignedInType,
	notSignedIn,
} from './failures.ts';

interface UpdateProfileSuccess {
	readonly type: 'UpdateProfileSuccess';
	readonly user: User;
}

type UpdateProfileResult = InvalidInput | NotSignedIn | UpdateProfileSuccess;

const UpdateProfileInput = builder.inputType('UpdateProfileInput', {
	description: 'What is left out stays as it is.',
	fields: (t) => ({
		displayName: t.string({ description: 'One line of 1 to 60 characters.' }),
		bio: t.string({ description: 'At most 1,000 characters.' }),
		links: t.stringList({ description: 'At most five addresses, `https://…`.' }),
		defaultVisibility: t.field({ type: VisibilityType }),
		shownContentLevel: t.field({ type: ContentLevelType, description: 'What is shown to them without a veil.' }),
		defaultLicence: t.field({ type: LicenceType, description: 'Null for none stated.' }),
	}),
});

const UpdateProfileSuccessType = builder.objectRef<UpdateProfileSuccess>('UpdateProfileSuccess').implement({
	fields: (t) => ({ user: t.expose('user', { type: UserType }) }),
});

const UpdateProfileResultType = builder.unionType('UpdateProfileResult', {
	types: [InvalidInputType, NotSignedInType, UpdateProfileSuccessType],
	resolveType: (result) => result.type,
});

builder.mutationField('updateProfile', (t) =>
	t.field({
		type: UpdateProfileResultType,
		args: { input: t.arg({ type: UpdateProfileInput, required: true }) },
		resolve: (_root, { input }, context) => update(input, context),
	}),
);

async function update(
	input: typeof UpdateProfileInput.$inferInput,
	{ store, person }: RequestContext,
): Promise<UpdateProfileResult> {
	const user = await person.find();
	if (!user) return notSignedIn('Only who has signed up has a profile.');
	try {
		const updated = await updateProfile(store, user.id, {
			displayName: input.displayName ?? undefined,
			bio: input.bio ?? undefined,
			links: input.links ?? undefined,
			defaultVisibility: input.defaultVisibility ?? undefined,
			shownContentLevel: input.shownContentLevel ?? undefined,
			defaultLicence: input.defaultLicence,
		});
		return { type: 'UpdateProfileSuccess', user: updated };
	} catch (error) {
		return foreseen(error, ['INVALID_INPUT', 'NOT_SIGNED_IN']);
	}
}
