/**
 * @file What a program with an access token may do: one table for all mutations, and one place that looks at it. Reading
 * and watching take READ, in the answers to mutations as well: every field below them is read as everybody would without it
 * (everybody.ts). A mutation that is not in the table does not build.
 */
import type { AccessScope } from '@galatea/store/accounts';
import {
	defaultFieldResolver,
	GraphQLError,
	type GraphQLField,
	type GraphQLSchema,
	isNullableType,
	isObjectType,
} from 'graphql';
import type { RequestContext } from '../context.ts';
import { everybodysReading, readAsEverybody } from '../everybody.ts';
import { suspension } from '../suspension.ts';

/** The scope of each mutation; null for what takes a person with a browser, whatever the token. */
export const mutationScopes: Readonly<Record<string, AccessScope | null>> = {
	createRender: 'RENDER',
	createRenderBatch: 'RENDER',
	forkRender: 'RENDER',
	requestVideo: 'RENDER',
	requestStepPicture: 'RENDER',
	keepStep: 'RENDER',
	cancelRender: 'RENDER',
	setRenderPaused: 'RENDER',
	orderRenders: 'RENDER',
	setRenderPriority: null,
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
	createCollection: 'COLLECT',
	updateCollection: 'COLLECT',
	deleteCollection: 'COLLECT',
	restoreCollection: 'COLLECT',
	addToCollection: 'COLLECT',
	removeFromCollection: 'COLLECT',
	addManyToCollection: 'COLLECT',
	moveManyInCollection: 'COLLECT',
	removeManyFromCollection: 'COLLECT',
	moveInCollection: 'COLLECT',
	annotateInCollection: 'COLLECT',
	addCollectionSection: 'COLLECT',
	renameCollectionSection: 'COLLECT',
	moveCollectionSection: 'COLLECT',
	removeCollectionSection: 'COLLECT',
	moveToCollectionSection: 'COLLECT',
	withdrawFromCollection: 'COLLECT',
	undoInCollection: 'COLLECT',
	restoreCollectionState: 'COLLECT',
	submitToCollection: 'COLLECT',
	decideSubmission: 'COLLECT',
	withdrawSubmission: 'COLLECT',
	createInvitation: 'COLLECT',
	revokeInvitation: 'COLLECT',
	acceptInvitation: 'COLLECT',
	setCurator: 'COLLECT',
	leaveCollection: 'COLLECT',
	followCollection: 'COLLECT',
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
	clearFiles: null,
	updateGallery: null,
	createSignUpInvitation: null,
	revokeSignUpInvitation: null,
	createPasswordLink: null,
	signInByPasswordLink: null,
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
	'signInByPasswordLink',
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
	'deleteCollection',
	'removeFromCollection',
	'removeManyFromCollection',
	'withdrawFromCollection',
	'withdrawSubmission',
	'revokeInvitation',
	'leaveCollection',
]);

/** The schema, every field of whose roots first asks whether the caller's token may, and all others in whose eyes they are read. */
export function guardScopes(schema: GraphQLSchema): GraphQLSchema {
	const roots = [schema.getQueryType(), schema.getSubscriptionType(), schema.getMutationType()];
	for (const type of Object.values(schema.getTypeMap()))
		if (isObjectType(type) && !roots.includes(type) && !type.name.startsWith('__'))
			for (const field of Object.values(type.getFields())) readByScope(type.name, field);
	for (const root of roots)
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

/** Below a query or subscription there is nothing to ask: its root took READ. */
function readByScope(typeName: string, field: GraphQLField<unknown, RequestContext>): void {
	const { resolve = defaultFieldResolver } = field;
	const mayBeNull = isNullableType(field.type);
	field.resolve = (source, values, context, info) => {
		const everybodys = everybodysReading(context);
		if (!everybodys) return resolve(source, values, context, info);
		const reader = mayBeNull ? everybodys.refusing : everybodys.nobodys;
		return resolve(everybodys.sourceOf(typeName, source), values, reader, info);
	};
}

async function refuseSuspended({ person }: RequestContext): Promise<void> {
	const suspended = suspension(await person.find());
	if (!suspended) return;
	const { message, ...extensions } = suspended;
	throw new GraphQLError(message, { extensions });
}

async function requireScope(context: RequestContext, scope: AccessScope | null): Promise<void> {
	const scopes = await context.person.scopes();
	if (scopes === null) return;
	// A good token has one scope at least.
	if (scopes.length === 0)
		throw new GraphQLError('This access token is good for nothing: it is unknown, expired or revoked.', {
			extensions: { code: 'ACCESS_TOKEN_INVALID' },
		});
	if (scope === null)
		throw new GraphQLError('This takes somebody who has signed in with a browser, and no access token.', {
			extensions: { code: 'SCOPE_MISSING' },
		});
	if (!scopes.includes(scope)) throw missing(scope, scopes);
	if (!scopes.includes('READ')) readAsEverybody(context, () => missing('READ', scopes));
}

function missing(scope: AccessScope, scopes: readonly AccessScope[]): GraphQLError {
	const message = `This access token has no scope ${scope}; it has ${scopes.join(', ')}.`;
	return new GraphQLError(message, { extensions: { code: 'SCOPE_MISSING' } });
}
