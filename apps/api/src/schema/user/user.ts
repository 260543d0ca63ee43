import { viewerModerates } from '@galatea/store/access';
import { emailOf, findUserByHandle, hasPassword, type User } from '@galatea/store/accounts';
import type { RequestContext } from '../../context.ts';
import { ArtworkConnectionType, readPage } from '../artwork/artworks.ts';
import { builder } from '../builder.ts';
import { CollectPolicyType, ContentLevelType, LeavingType, LicenceType, RoleType, VisibilityType } from '../enums.ts';
import { NodeInterface } from '../node.ts';
import { UserType } from '../references.ts';

async function isViewer(user: User, { person }: RequestContext): Promise<boolean> {
	return (await person.find())?.id === user.id;
}

UserType.implement({
	interfaces: [NodeInterface],
	fields: (t) => ({
		isGuest: t.exposeBoolean('isGuest', { description: 'Whether they have not signed up.' }),
		role: t.expose('role', { type: RoleType }),
		handle: t.exposeString('handle', { nullable: true, description: 'Null for guests.' }),
		displayName: t.exposeString('displayName', { nullable: true, description: 'Null for guests.' }),
		bio: t.string({
			description:
				'What they say of themselves; plain text, perhaps of several lines. Empty to whom they have blocked.',
			resolve: async ({ id, bio }, _arguments, { loaders }) => ((await loaders.silence.load(id)) ? '' : bio),
		}),
		hasLeft: t.exposeBoolean('hasLeft', {
			description: 'Whether their account has ended: what they made is now of somebody who left.',
		}),
		leavesAt: t.field({
			type: 'DateTime',
			nullable: true,
			description: 'When the account of who asks ends; null for who stays, and of everybody else.',
			resolve: async (user, _arguments, context) => ((await isViewer(user, context)) ? user.leavesAt : null),
		}),
		leaving: t.field({
			type: LeavingType,
			nullable: true,
			description: 'What becomes then of what they made; null as `leavesAt` is.',
			resolve: async (user, _arguments, context) => ((await isViewer(user, context)) ? user.leaving : null),
		}),
		links: t.stringList({
			description: 'Addresses that they give, `https://…`. None to whom they have blocked.',
			resolve: async ({ id, links }, _arguments, { loaders }) => ((await loaders.silence.load(id)) ? [] : [...links]),
		}),
		createdAt: t.expose('createdAt', { type: 'DateTime' }),
		artworks: t.field({
			type: ArtworkConnectionType,
			description: 'Those that are listed for who asks, newest first.',
			args: { first: t.arg.int({ defaultValue: 24 }), after: t.arg.string() },
			extensions: { listSize: 24 },
			resolve: (user, { first, after }, context) =>
				readPage({ first: first ?? 24, after: after ?? null, filter: { publishedById: user.id } }, context),
		}),
		viewerFollows: t.boolean({
			resolve: async (user, _arguments, { loaders }) => (await loaders.bonds.load(user.id)).has('follow'),
		}),
		viewerMutes: t.boolean({
			resolve: async (user, _arguments, { loaders }) => (await loaders.bonds.load(user.id)).has('mute'),
		}),
		viewerBlocks: t.boolean({
			resolve: async (user, _arguments, { loaders }) => (await loaders.bonds.load(user.id)).has('block'),
		}),
		viewerIsThis: t.boolean({ resolve: (user, _arguments, context) => isViewer(user, context) }),
		hasPassword: t.boolean({
			nullable: true,
			description: 'Whether who asks can sign in with one; null of everybody else.',
			resolve: async (user, _arguments, context) =>
				(await isViewer(user, context)) ? hasPassword(context.store, user.id) : null,
		}),
		email: t.string({
			nullable: true,
			description: 'Of who asks; null of everybody else.',
			resolve: async (user, _arguments, context) =>
				(await isViewer(user, context)) ? emailOf(context.store, user.id) : null,
		}),
		defaultVisibility: t.field({
			type: VisibilityType,
			nullable: true,
			description: 'What new pictures of who asks begin with; null of everybody else.',
			resolve: async (user, _arguments, context) => ((await isViewer(user, context)) ? user.defaultVisibility : null),
		}),
		shownContentLevel: t.field({
			type: ContentLevelType,
			nullable: true,
			description: 'What is shown to who asks without a warning; null of everybody else.',
			resolve: async (user, _arguments, context) => ((await isViewer(user, context)) ? user.shownContentLevel : null),
		}),
		suspendedUntil: t.field({
			type: 'DateTime',
			nullable: true,
			description: 'Until then who asks may look and appeal, and nothing else. Of others for moderators only.',
			resolve: async (user, _arguments, context) =>
				(await isViewer(user, context)) || viewerModerates(await context.person.viewer()) ? user.suspendedUntil : null,
		}),
		collectPolicy: t.field({
			type: CollectPolicyType,
			nullable: true,
			description: 'Who else may put artworks of who asks into collections; null of everybody else.',
			resolve: async (user, _arguments, context) => ((await isViewer(user, context)) ? user.collectPolicy : null),
		}),
		namedAsWatcher: t.boolean({
			nullable: true,
			description: 'Whether who asks is named to others while they watch a render; null of everybody else.',
			resolve: async (user, _arguments, context) => ((await isViewer(user, context)) ? user.namedAsWatcher : null),
		}),
		defaultLicence: t.field({
			type: LicenceType,
			nullable: true,
			description: 'Of who asks; null of everybody else, and for none stated.',
			resolve: async (user, _arguments, context) => ((await isViewer(user, context)) ? user.defaultLicence : null),
		}),
	}),
});

builder.queryField('viewer', (t) =>
	t.field({
		type: UserType,
		nullable: true,
		description: 'Who asks; null before the first render.',
		resolve: (_root, _arguments, { person }) => person.find(),
	}),
);

builder.queryField('user', (t) =>
	t.field({
		type: UserType,
		nullable: true,
		description: 'The member with this handle, in any case, or who had it before taking another.',
		args: { handle: t.arg.string({ required: true }) },
		resolve: (_root, { handle }, { store }) => findUserByHandle(store, handle),
	}),
);

interface NewGuest {
	readonly token: string;
	readonly user: typeof UserType.$inferType;
}

const CreateGuestSuccess = builder.objectRef<NewGuest>('CreateGuestSuccess').implement({
	fields: (t) => ({
		token: t.exposeString('token', { description: 'Shown once: send it as `Authorization: Bearer <token>`.' }),
		user: t.expose('user', { type: UserType }),
	}),
});

builder.mutationField('createGuest', (t) =>
	t.field({
		type: CreateGuestSuccess,
		description: 'A guest for programs; browsers get theirs as a cookie with their first render.',
		resolve: (_root, _arguments, { person }) => person.createGuest(),
	}),
);
