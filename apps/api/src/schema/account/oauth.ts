/** @file Accounts elsewhere: being sent there to sign in or to connect one, and taking one away. */
import {
	connectedProviders,
	disconnectProvider,
	type OAuthBeginning,
	type OAuthProviderId,
} from '@galatea/store/accounts';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { UserType } from '../references.ts';
import { requirePlace } from './next-place.ts';
import { mutationResult, requireMember, requireSession, userResult, userSuccess } from './results.ts';

/** The providers as the schema writes them. */
export const providerNames = { github: 'GITHUB', google: 'GOOGLE' } as const satisfies Record<OAuthProviderId, string>;
type ProviderName = (typeof providerNames)[OAuthProviderId];

const idOf: Readonly<Record<ProviderName, OAuthProviderId>> = { GITHUB: 'github', GOOGLE: 'google' };

export const OAuthProviderType = builder.enumType('OAuthProvider', {
	description: 'A provider elsewhere whose accounts can sign in here.',
	values: Object.values(providerNames),
});

interface BeginOAuthSuccess {
	readonly type: 'BeginOAuthSuccess';
	readonly url: string;
}

const BeginOAuthSuccessType = builder.objectRef<BeginOAuthSuccess>('BeginOAuthSuccess').implement({
	fields: (t) => ({
		url: t.exposeString('url', {
			description: 'Of the provider: the browser goes there, and comes back to `/oauth/<provider>`, which signs in.',
		}),
	}),
});

const beginResult = mutationResult('BeginOAuthResult', BeginOAuthSuccessType, [
	'INVALID_INPUT',
	'NOT_ALLOWED',
	'TOO_MANY_TRIES',
]);
const connectResult = mutationResult('ConnectOAuthResult', BeginOAuthSuccessType, [
	'NOT_ALLOWED',
	'NOT_SIGNED_IN',
	'TOO_MANY_TRIES',
	'WRONG_CREDENTIALS',
]);
const disconnectResult = userResult('DisconnectOAuthResult', userSuccess('DisconnectOAuthSuccess'), [
	'NOT_ALLOWED',
	'NOT_SIGNED_IN',
]);

builder.objectField(UserType, 'connectedOAuthProviders', (t) =>
	t.field({
		type: [OAuthProviderType],
		description: 'Those by which who asks can sign in; none of anybody else.',
		resolve: async (user, _arguments, { store, person }) => {
			if ((await person.find())?.id !== user.id) return [];
			return (await connectedProviders(store, user.id)).map((id) => providerNames[id]);
		},
	}),
);

const memberText = 'Only who has signed in has an account.';
const provider = { type: OAuthProviderType, required: true } as const;

builder.mutationFields((t) => ({
	beginOAuth: t.field({
		type: beginResult.type,
		description: `Begins to sign in or up with an account elsewhere. The answer sets a cookie: who comes back must be who was sent. What the
caller made as a guest belongs to the account then.`,
		extensions: { cost: 1_000 },
		args: {
			provider: t.arg(provider),
			next: t.arg.string({ description: 'The page of the gallery that opens afterwards, such as `/create`.' }),
		},
		resolve: (_root, { provider: name, next }, context) =>
			beginResult.answer(async () => {
				requirePlace(next ?? '/');
				const beginning = await context.accounts.oauth.begin(idOf[name], next ?? '/', await context.person.entrance());
				return sendElsewhere(beginning, context);
			}),
	}),
	connectOAuth: t.field({
		type: connectResult.type,
		description: 'Begins to connect an account elsewhere, by which the caller can sign in then.',
		extensions: { cost: 5_000 },
		args: {
			provider: t.arg(provider),
			password: t.arg.string({ description: 'Of who has one; who has none must have signed in just now.' }),
		},
		resolve: (_root, { provider: name, password }, context) =>
			connectResult.answer(async () => {
				const { accounts, person } = context;
				const { session } = await requireSession(person, memberText);
				await accounts.confirm(session, password ?? null, await person.entrance());
				return sendElsewhere(await accounts.oauth.connect(idOf[name], session), context);
			}),
	}),
	disconnectOAuth: t.field({
		type: disconnectResult.type,
		description: 'Forgets an account elsewhere, unless it is the last way in.',
		args: { provider: t.arg(provider) },
		resolve: (_root, { provider: name }, { store, person }) =>
			disconnectResult.answer(async () => {
				const user = await requireMember(person, memberText);
				await disconnectProvider(store, user.id, idOf[name]);
				return user;
			}),
	}),
}));

function sendElsewhere(beginning: OAuthBeginning, { person }: RequestContext): BeginOAuthSuccess {
	person.sendElsewhere(beginning);
	return { type: 'BeginOAuthSuccess', url: beginning.url };
}
