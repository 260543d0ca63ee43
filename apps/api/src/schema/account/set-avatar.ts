import { encodeAvatar } from '@galatea/pictures';
import { RenderError } from '@galatea/render';
import { readOwnPicture, setAvatar, type User } from '@galatea/store/accounts';
import { saveBlob } from '@galatea/store/files';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../context.ts';
import { LineFull } from '../../encoding-line.ts';
import { builder } from '../builder.ts';
import { fileUrl } from '../picture.ts';
import { UserType } from '../references.ts';
import { requireMember, userResult, userSuccess } from './results.ts';

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

/** What GraphQL does is done, whether or not somebody waits for the answer. */
const stays = new AbortController().signal;

const result = userResult('SetAvatarResult', userSuccess('SetAvatarSuccess'), ['INVALID_INPUT', 'NOT_SIGNED_IN']);

builder.mutationField('setAvatar', (t) =>
	t.field({
		type: result.type,
		description: 'The middle of a picture becomes the avatar of who asks.',
		extensions: { cost: 5_000 },
		args: {
			sha256: t.arg.string({
				description:
					'Of a picture that the caller has sent to `POST /uploads`, or of one of their renders; null for none.',
			}),
		},
		resolve: (_root, { sha256 }, context) => result.answer(() => set(sha256 ?? null, context)),
	}),
);

async function set(sha256: string | null, context: RequestContext): Promise<User> {
	const { store, person } = context;
	const { id } = await requireMember(person, 'Only who has signed in has an avatar.');
	const user = await setAvatar(store, id, sha256 === null ? null : await readAvatar(context, id, sha256));
	if (!user) throw new RenderError('NOT_SIGNED_IN', 'This account has just ended.');
	return user;
}

async function readAvatar({ store, encodings }: RequestContext, userId: string, sha256: string): Promise<Avatar> {
	const bytes = await readOwnPicture(store, sha256, userId);
	if (bytes === null) throw refusal('must be a picture that you have sent here, or one of your renders');
	const encode = () => encodeAvatar(bytes).catch((error: Error) => error);
	const encoded = await encodings.run(userId, stays, encode).catch(tellBusy);
	if (encoded instanceof Error) throw refusal(`is ${encoded.message}`);
	const largeKey = await saveBlob(store, encoded.large, 'webp');
	const smallKey = await saveBlob(store, encoded.small, 'webp');
	return { largeKey, smallKey };
}

function tellBusy(error: unknown): never {
	if (!(error instanceof LineFull)) throw error;
	const { message, retryAfterSeconds } = error;
	throw new GraphQLError(`${message}.`, { extensions: { code: 'TOO_BUSY', retryAfterSeconds, http: { status: 503 } } });
}

function refusal(message: string): RenderError {
	return new RenderError('INVALID_INPUT', `sha256 ${message}`, { issues: [{ path: 'sha256', message }] });
}
