/**
 * @file What a program with an access token may do: one table for all mutations, and one place that looks at it. Reading
 * and watching take READ. A mutation that is not in the table does not build.
 */
import type { AccessScope } from '@galatea/store/accounts';
import { defaultFieldResolver, GraphQLError, type GraphQLField, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../context.ts';

/** The scope of each mutation; null for what takes a person with a browser, whatever the token. */
export const mutationScopes: Readonly<Record<string, AccessScope | null>> = {
	createRender: 'RENDER',
	forkRender: 'RENDER',
	requestVideo: 'RENDER',
	requestStepPicture: 'RENDER',
	cancelRender: 'RENDER',
	setRenderVisibility: 'PUBLISH',
	publishRender: 'PUBLISH',
	updateArtwork: 'PUBLISH',
	deleteArtwork: 'PUBLISH',
	deleteRender: 'PUBLISH',
	keepSearchPicture: 'READ',
	createComment: 'COMMENT',
	editComment: 'COMMENT',
	deleteComment: 'COMMENT',
	setReaction: 'COMMENT',
	voteOnTag: 'COMMENT',
	removeSuggestedTag: 'PUBLISH',
	createReport: 'COMMENT',
	updateProfile: 'PROFILE',
	setAvatar: 'PROFILE',
	markNotificationsRead: 'PROFILE',
	setSilencedNotifications: 'PROFILE',
	followUser: 'PROFILE',
	unfollowUser: 'PROFILE',
	muteUser: 'PROFILE',
	unmuteUser: 'PROFILE',
	blockUser: 'PROFILE',
	unblockUser: 'PROFILE',
	createGuest: null,
	signUp: null,
	signIn: null,
	sendSignInLink: null,
	signInByLink: null,
	beginOAuth: null,
	connectOAuth: null,
	disconnectOAuth: null,
	beginPasskey: null,
	createPasskey: null,
	removePasskey: null,
	beginPasskeySignIn: null,
	signInByPasskey: null,
	signOut: null,
	changePassword: null,
	setFirstPassword: null,
	changeHandle: null,
	changeEmail: null,
	leaveGallery: null,
	stayInGallery: null,
	endSessions: null,
	claimGallery: null,
	setRole: null,
	startPackTask: null,
	cancelPackTask: null,
	moderate: null,
	createAppeal: null,
	decideAppeal: null,
	createAccessToken: null,
	revokeAccessToken: null,
};

/** What somebody may still do who is suspended: come and go, take things back, keep others away, and appeal. */
const mutationsWhileSuspended: ReadonlySet<string> = new Set([
	'createGuest',
	'signUp',
	'signIn',
	'sendSignInLink',
	'signInByLink',
	'beginOAuth',
	'disconnectOAuth',
	'removePasskey',
	'beginPasskeySignIn',
	'signInByPasskey',
	'signOut',
	'changePassword',
	'setFirstPassword',
	'changeEmail',
	'leaveGallery',
	'stayInGallery',
	'endSessions',
	'revokeAccessToken',
	'cancelRender',
	'deleteComment',
	'markNotificationsRead',
	'setSilencedNotifications',
	'unfollowUser',
	'muteUser',
	'unmuteUser',
	'blockUser',
	'unblockUser',
	'createAppeal',
]);

/** The schema, every field of whose roots first asks whether the caller's token may. */
export function guardScopes(schema: GraphQLSchema): GraphQLSchema {
	for (const root of [schema.getQueryType(), schema.getSubscriptionType(), schema.getMutationType()])
		for (const field of Object.values(root?.getFields() ?? {})) {
			const isMutation = root === schema.getMutationType();
			const scope = isMutation ? mutationScopes[field.name] : 'READ';
			if (scope === undefined) throw new Error(`The mutation ${field.name} has no scope: add it to mutationScopes`);
			guard(field, scope, isMutation && !mutationsWhileSuspended.has(field.name));
		}
	return schema;
}

function guard(
	field: GraphQLField<unknown, RequestContext>,
	scope: AccessScope | null,
	refusesSuspended: boolean,
): void {
	const { subscribe, resolve = defaultFieldResolver } = field;
	// Events of a subscription have been let through when it began.
	if (subscribe)
		field.subscribe = async (source, values, context, info) => {
			await requireScope(context, scope);
			return subscribe(source, values, context, info);
		};
	else
		field.resolve = async (source, values, context, info) => {
			await requireScope(context, scope);
			if (refusesSuspended) await refuseSuspended(context);
			return resolve(source, values, context, info);
		};
}

async function refuseSuspended({ person }: RequestContext): Promise<void> {
	const until = (await person.find())?.suspendedUntil;
	if (until == null) return;
	throw new GraphQLError(`You are suspended until ${until.toISOString()}: you may look and appeal.`, {
		extensions: { code: 'SUSPENDED', suspendedUntil: until.toISOString() },
	});
}

async function requireScope({ person }: RequestContext, scope: AccessScope | null): Promise<void> {
	const scopes = await person.scopes();
	if (scopes === null || (scope !== null && scopes.includes(scope))) return;
	// A good token has one scope at least.
	if (scopes.length === 0)
		throw new GraphQLError('This access token is good for nothing: it is unknown, expired or revoked.', {
			extensions: { code: 'ACCESS_TOKEN_INVALID' },
		});
	const message =
		scope === null
			? 'This takes somebody who has signed in with a browser, and no access token.'
			: `This access token has no scope ${scope}; it has ${scopes.join(', ')}.`;
	throw new GraphQLError(message, { extensions: { code: 'SCOPE_MISSING' } });
}
