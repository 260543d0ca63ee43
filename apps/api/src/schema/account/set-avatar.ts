import { encodeAvatar } from '@galatea/pictures';
import { readOwnPicture, saveBlob, setAvatar, type User } from '@galatea/store';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { fileUrl } from '../picture.ts';
import { UserType } from '../references.ts';
import { type InvalidInput, InvalidInputType, type NotSignedIn, NotSignedInType, notSignedIn } from './failures.ts';

interface Avatar {
	readonly largeKey: string;
	readonly smallKey: string;
}

const AvatarType = builder.objectRef<Avatar>('Avatar').implement({
	description: 'A picture that stands for a person: square, WebP.',
	fields: (t) => ({
		url: t.string({ description: 'Path on this host, of 256 × 256 px.', resolve: ({ largeKey }) => fileUrl(largeKey) }),
		smallUrl: t.string({ description: 'Of 64 × 64 px.', resolve: ({ smallKey }) => fileUrl(smallKey) }),
	}),
});

builder.objectField(UserType, 'avatar', (t) =>
	t.field({
		type: AvatarType,
		nullable: true,
		description: 'Null for who has none: the gallery then draws one from the handle.',
		resolve: ({ avatarKey, avatarSmallKey }) =>
			avatarKey === null || avatarSmallKey === null ? null : { largeKey: avatarKey, smallKey: avatarSmallKey },
	}),
);

interface SetAvatarSuccess {
	readonly type: 'SetAvatarSuccess';
	readonly user: User;
}

type SetAvatarResult = InvalidInput | NotSignedIn | SetAvatarSuccess;

const SetAvatarSuccessType = builder.objectRef<SetAvatarSuccess>('SetAvatarSuccess').implement({
	fields: (t) => ({ user: t.expose('user', { type: UserType }) }),
});

const SetAvatarResultType = builder.unionType('SetAvatarResult', {
	types: [InvalidInputType, NotSignedInType, SetAvatarSuccessType],
	resolveType: (result) => result.type,
});

builder.mutationField('setAvatar', (t) =>
	t.field({
		type: SetAvatarResultType,
		description: 'The middle of a picture becomes the avatar of who asks.',
		extensions: { cost: 5_000 },
		args: {
			sha256: t.arg.string({
				description:
					'Of a picture that the caller has sent to `POST /uploads`, or of one of their renders; null for none.',
			}),
		},
		resolve: (_root, { sha256 }, context) => set(sha256 ?? null, context),
	}),
);

async function set(sha256: string | null, { store, person }: RequestContext): Promise<SetAvatarResult> {
	const viewer = await person.find();
	if (!viewer || viewer.isGuest) return notSignedIn('Only who has signed in has an avatar.');
	if (sha256 === null) return succeed(await setAvatar(store, viewer.id, null));
	const bytes = await readOwnPicture(store, sha256, viewer.id);
	if (bytes === null) return refuse('must be a picture that you have sent here, or one of your renders');
	const encoded = await encodeAvatar(bytes).catch((error: Error) => error);
	if (encoded instanceof Error) return refuse(`is ${encoded.message}`);
	const largeKey = await saveBlob(store, encoded.large, 'webp');
	const smallKey = await saveBlob(store, encoded.small, 'webp');
	return succeed(await setAvatar(store, viewer.id, { largeKey, smallKey }));
}

function succeed(user: User | null): SetAvatarResult {
	return user ? { type: 'SetAvatarSuccess', user } : notSignedIn('This account has just ended.');
}

function refuse(message: string): InvalidInput {
	const issues = [{ path: 'sha256', message }];
	return { type: 'InvalidInput', code: 'INVALID_INPUT', message: `sha256 ${message}`, issues };
}
