/** @file Access tokens: keys for programs, made and revoked by their person. */
import { RenderError } from '@galatea/render';
import {
	type AccessToken,
	accessScopes,
	createAccessToken,
	listAccessTokens,
	revokeAccessToken,
} from '@galatea/store/accounts';
import { builder } from '../builder.ts';
import { UserType } from '../references.ts';
import { mutationResult } from './results.ts';

/** As the store keeps at most. */
const maximumTokens = 50;

const AccessScopeType = builder.enumType('AccessScope', {
	description:
		'See what the person sees; ask for and end renders; publish and change pictures; comment and react; profile and following.',
	values: accessScopes,
});

const AccessTokenType = builder.objectRef<AccessToken>('AccessToken').implement({
	description: 'A key for a program: send it as `Authorization: Bearer <token>`.',
	fields: (t) => ({
		id: t.exposeID('id'),
		name: t.exposeString('name'),
		scopes: t.field({ type: [AccessScopeType], resolve: (token) => [...token.scopes] }),
		expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
		lastUsedAt: t.expose('lastUsedAt', { type: 'DateTime', nullable: true, description: 'To the minute.' }),
		createdAt: t.expose('createdAt', { type: 'DateTime' }),
	}),
});

builder.objectField(UserType, 'accessTokens', (t) =>
	t.field({
		type: [AccessTokenType],
		description: 'Those of who asks that are good; none of anybody else.',
		extensions: { listSize: maximumTokens },
		resolve: async (user, _arguments, { store, person }) => {
			const viewer = await person.find();
			return viewer?.id === user.id ? [...(await listAccessTokens(store, user.id))] : [];
		},
	}),
);

interface CreateAccessTokenSuccess {
	readonly type: 'CreateAccessTokenSuccess';
	readonly accessToken: AccessToken;
	readonly token: string;
}

const CreateAccessTokenInput = builder.inputType('CreateAccessTokenInput', {
	fields: (t) => ({
		name: t.string({ required: true, description: 'What it is for: one line of 1 to 60 characters.' }),
		scopes: t.field({ type: [AccessScopeType], required: true }),
		days: t.int({ required: true, description: 'It is good for so many, 1 to 365.' }),
	}),
});

const CreateAccessTokenSuccessType = builder.objectRef<CreateAccessTokenSuccess>('CreateAccessTokenSuccess').implement({
	fields: (t) => ({
		accessToken: t.expose('accessToken', { type: AccessTokenType }),
		token: t.exposeString('token', { description: 'Shown this once.' }),
	}),
});

const result = mutationResult('CreateAccessTokenResult', CreateAccessTokenSuccessType, [
	'INVALID_INPUT',
	'NOT_SIGNED_IN',
]);

builder.mutationField('createAccessToken', (t) =>
	t.field({
		type: result.type,
		args: { input: t.arg({ type: CreateAccessTokenInput, required: true }) },
		resolve: (_root, { input }, { store, person }) =>
			result.answer(async () => {
				const user = await person.find();
				if (!user) throw new RenderError('NOT_SIGNED_IN', 'Only who has signed up has access tokens.');
				return { type: 'CreateAccessTokenSuccess', ...(await createAccessToken(store, user.id, input)) };
			}),
	}),
);

builder.mutationField('revokeAccessToken', (t) =>
	t.boolean({
		description: 'Takes effect at once. False when the caller has no such token.',
		args: { id: t.arg.id({ required: true }) },
		resolve: async (_root, { id }, { store, person }) => {
			const user = await person.find();
			return user !== null && revokeAccessToken(store, user.id, id);
		},
	}),
);
