/** @file What a gallery says of itself, and what admins set of it. */
import {
	type GallerySettings,
	maximumAnnouncementLength,
	maximumNameLength,
	maximumWordsLength,
	maySignUp,
	readSettings,
	signUpModes,
	updateSettings,
} from '@galatea/store/gallery';
import { mutationResult, requireMember } from '../account/results.ts';
import { builder } from '../builder.ts';

const SignUpModeType = builder.enumType('SignUpMode', {
	description: 'Who may sign up: everybody, who has an invitation of an admin, nobody.',
	values: signUpModes,
});

const orNull = (text: string): string | null => (text === '' ? null : text);

const GalleryType = builder.objectRef<GallerySettings>('Gallery').implement({
	description: 'What this gallery says of itself.',
	fields: (t) => ({
		name: t.string({
			nullable: true,
			description: 'Null for that of the program.',
			resolve: ({ name }) => orNull(name),
		}),
		about: t.string({
			nullable: true,
			description: 'What it is for, in lines; null where its admins say nothing.',
			resolve: ({ about }) => orNull(about),
		}),
		rules: t.string({
			nullable: true,
			description: 'What holds here besides what the program says, in lines; null for nothing.',
			resolve: ({ rules }) => orNull(rules),
		}),
		announcement: t.string({
			nullable: true,
			description: 'For everybody, on every page; null for nothing.',
			resolve: ({ announcement }) => orNull(announcement),
		}),
		signUp: t.expose('signUp', { type: SignUpModeType, description: 'Who may sign up.' }),
		viewerMaySignUp: t.boolean({
			description: 'Whether somebody may sign up now, with this invitation or without one.',
			args: { invitation: t.arg.string({ description: 'The token of a link of an admin.' }) },
			resolve: (_gallery, { invitation }, { store }) => maySignUp(store, invitation ?? null),
		}),
	}),
});

builder.queryField('gallery', (t) =>
	t.field({
		type: GalleryType,
		description: 'What this gallery says of itself, and who may sign up.',
		resolve: (_root, _arguments, { store }) => readSettings(store),
	}),
);

interface UpdateGallerySuccess {
	readonly type: 'UpdateGallerySuccess';
	readonly gallery: GallerySettings;
}

const UpdateGallerySuccessType = builder.objectRef<UpdateGallerySuccess>('UpdateGallerySuccess').implement({
	fields: (t) => ({ gallery: t.expose('gallery', { type: GalleryType, description: 'As it is now.' }) }),
});

const UpdateGalleryInput = builder.inputType('UpdateGalleryInput', {
	description: 'What is left out stays; an empty text takes away.',
	fields: (t) => ({
		name: t.string({ description: `One line of at most ${maximumNameLength} characters.` }),
		about: t.string({ description: `Lines, at most ${maximumWordsLength} characters.` }),
		rules: t.string({ description: `Lines, at most ${maximumWordsLength} characters.` }),
		announcement: t.string({ description: `One line of at most ${maximumAnnouncementLength} characters.` }),
		signUp: t.field({ type: SignUpModeType, description: 'Who may sign up from now on.' }),
	}),
});

const result = mutationResult('UpdateGalleryResult', UpdateGallerySuccessType, [
	'INVALID_INPUT',
	'NOT_ALLOWED',
	'NOT_SIGNED_IN',
]);

builder.mutationField('updateGallery', (t) =>
	t.field({
		type: result.type,
		description: 'For admins: what the gallery says of itself, and who may sign up. It is written down.',
		args: { input: t.arg({ type: UpdateGalleryInput, required: true }) },
		resolve: (_root, { input }, { store, person }) =>
			result.answer(async () => {
				const admin = await requireMember(person, 'Sign in as an admin to change the gallery.');
				const given = Object.entries(input).filter(([, value]) => value !== null && value !== undefined);
				const gallery = await updateSettings(store, admin.id, Object.fromEntries(given));
				return { type: 'UpdateGallerySuccess', gallery };
			}),
	}),
);
