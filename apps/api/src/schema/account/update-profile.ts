import { RenderError } from '@galatea/render';
import { updateProfile } from '@galatea/store/accounts';
import { builder } from '../builder.ts';
import { CollectPolicyType, ContentLevelType, LicenceType, VisibilityType } from '../enums.ts';
import { userResult, userSuccess } from './results.ts';

const result = userResult('UpdateProfileResult', userSuccess('UpdateProfileSuccess'), [
	'INVALID_INPUT',
	'NOT_SIGNED_IN',
]);

const UpdateProfileInput = builder.inputType('UpdateProfileInput', {
	description: 'What is left out stays as it is.',
	fields: (t) => ({
		displayName: t.string({ description: 'One line of 1 to 60 characters.' }),
		bio: t.string({ description: 'At most 1,000 characters.' }),
		links: t.stringList({ description: 'At most five addresses, `https://…`.' }),
		defaultVisibility: t.field({ type: VisibilityType }),
		shownContentLevel: t.field({ type: ContentLevelType, description: 'What is shown to them without a warning.' }),
		defaultLicence: t.field({ type: LicenceType, description: 'Null for none stated.' }),
		collectPolicy: t.field({
			type: CollectPolicyType,
			description: 'Who else may put their artworks into collections.',
		}),
		namedAsWatcher: t.boolean({ description: 'Whether they are named to others while they watch a render.' }),
	}),
});

builder.mutationField('updateProfile', (t) =>
	t.field({
		type: result.type,
		args: { input: t.arg({ type: UpdateProfileInput, required: true }) },
		resolve: (_root, { input }, { store, person }) =>
			result.answer(async () => {
				const user = await person.find();
				if (!user) throw new RenderError('NOT_SIGNED_IN', 'Only who has signed up has a profile.');
				return updateProfile(store, user.id, {
					displayName: input.displayName ?? undefined,
					bio: input.bio ?? undefined,
					links: input.links ?? undefined,
					defaultVisibility: input.defaultVisibility ?? undefined,
					shownContentLevel: input.shownContentLevel ?? undefined,
					defaultLicence: input.defaultLicence,
					collectPolicy: input.collectPolicy ?? undefined,
					namedAsWatcher: input.namedAsWatcher ?? undefined,
				});
			}),
	}),
);
