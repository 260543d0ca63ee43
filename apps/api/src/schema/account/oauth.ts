/** @file Accounts elsewhere: being sent there to sign in or to connect one, and taking one away. */
import { connectedProviders, disconnectProvider, type OAuthProviderId, type User } from '@galatea/store';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { type NotAllowed, NotAllowedType } from '../errors.ts';
import { UserType } from '../references.ts';
import {
	foreseen,
	type InvalidInput,
	InvalidInputType,
	type NotSignedIn,
	NotSignedInType,
	notSignedIn,
	type TooManyTries,
	TooManyTriesType,
	type WrongCredentials,
	WrongCredentialsType,
} from './failures.ts';
import { requirePlace } from './next-place.ts';

/** The providers as the schema writes them. */
export const providerNames = { github: 'GITHUB', google: 'GOOGLE' } as const satisfies Record<OAuthProviderId, string>;
type ProviderName = (typeof providerNames)[OAuthProviderId];

const idOf: Readonly<Record<ProviderName, OAuthProviderId>> = { GITHUB: 'github', GOOGLE: 'google' };

export const OAuthProviderType = builder.enumType('OAuthProvider', {
	description: 'A house elsewhere whose accounts are known here.',
	values: Object.values(providerNames),
});

interface BeginOAuthSuccess {
	readonly type: 'BeginOAuthSuccess';
	readonly url: string;
}

interface DisconnectOAuthSuccess {
	readonly type: 'DisconnectOAuthSuccess';
	readonly user: User;
}

type BeginOAuthResult = BeginOAuthSuccess | InvalidInput | NotAllowed | TooManyTries;
type ConnectOAuthResult = BeginOAuthSuccess | NotAllowed | NotSignedIn | TooManyTries | WrongCredentials;
type DisconnectOAuthResult = DisconnectOAuthSuccess | NotAllowed | NotSignedIn;

const BeginOAuthSuccessType = builder.objectRef<BeginOAuthSuccess>('BeginOAuthSuccess').implement({
	fields: (t) => ({
		url: t.exposeString('url', {
			description: 'Of the provider: the browser goes there, and comes back to `/oauth/<provider>`, which signs in.',
		}),
	}),
});

const DisconnectOAuthSuccessType = builder.objectRef<DisconnectOAuthSuccess>('DisconnectOAuthSuccess').implement({
	fields: (t) => ({ user: t.expose('user', { type: UserType }) }),
});

const BeginOAuthResultType = builder.unionType('BeginOAuthResult', {
	types: [BeginOAuthSuccessType, InvalidInputType, NotAllowedType, TooManyTriesType],
	resolveType: (result) => result.type,
});

const ConnectOAuthResultType = builder.unionType('ConnectOAuthResult', {
	types: [BeginOAuthSuccessType, NotAllowedType, NotSignedInType, TooManyTriesType, WrongCredentialsType],
	resolveType: (result) => result.type,
});

const DisconnectOAuthResultType = builder.unionType('DisconnectOAuthResult', {
	types: [DisconnectOAuthSuccessType, NotAllowedType, NotSignedInType],
	resolveType: (result) => result.type,
});

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

const provider = { type: OAuthProviderType, required: true } as const;

builder.mutationFields((t) => ({
	beginOAuth: t.field({
		type: BeginOAuthResultType,
		description: `Begins to sign in or up with an account elsewhere. The answer sets a cookie: who comes back must be who was sent. What the
caller made as a guest belongs to the account then.`,
		extensions: { cost: 1_000 },
		args: {
			provider: t.arg(provider),
			next: t.arg.string({ description: 'The page of the gallery that opens afterwards, such as `/create`.' }),
		},
		resolve: (_root, { provider: name, next }, context) => begin(name, next ?? '/', context),
	}),
	connectOAuth: t.field({
		type: ConnectOAuthResultType,
		description: 'Begins to connect an account elsewhere, by which the caller can sign in then.',
		extensions: { cost: 5_000 },
		args: {
			provider: t.arg(provider),
			password: t.arg.string({ description: 'Of who has one; who has none must have signed in just now.' }),
		},
		resolve: (_root, { provider: name, password }, context) => connect(name, password ?? null, context),
	}),
	disconnectOAuth: t.field({
		type: DisconnectOAuthResultType,
		description: 'Forgets an account elsewhere, unless it is the last way in.',
		args: { provider: t.arg(provider) },
		resolve: (_root, { provider: name }, context) => disconnect(name, context),
	}),
}));

async function begin(
	name: ProviderName,
	next: string,
	{ accounts, person }: RequestContext,
): Promise<BeginOAuthResult> {
	try {
		requirePlace(next);
		const beginning = await accounts.oauth.begin(idOf[name], next, await person.entrance());
		person.sendElsewhere(beginning);
		return { type: 'BeginOAuthSuccess', url: beginning.url };
	} catch (error) {
		return foreseen(error, ['INVALID_INPUT', 'NOT_ALLOWED', 'TOO_MANY_TRIES']);
	}
}

async function connect(
	name: ProviderName,
	password: string | null,
	{ accounts, person }: RequestContext,
): Promise<ConnectOAuthResult> {
	const user = await person.find();
	if (person.session === null || !user || user.isGuest) return notSignedIn('Only who has signed in has an account.');
	try {
		await accounts.confirm(person.session, password, await person.entrance());
		const beginning = await accounts.oauth.connect(idOf[name], person.session);
		person.sendElsewhere(beginning);
		return { type: 'BeginOAuthSuccess', url: beginning.url };
	} catch (error) {
		return foreseen(error, ['NOT_ALLOWED', 'TOO_MANY_TRIES', 'WRONG_CREDENTIALS']);
	}
}

async function disconnect(name: ProviderName, { store, person }: RequestContext): Promise<DisconnectOAuthResult> {
	const user = await person.find();
	if (!user || user.isGuest) return notSignedIn('Only who has signed in has an account.');
	try {
		await disconnectProvider(store, user.id, idOf[name]);
		return { type: 'DisconnectOAuthSuccess', user };
	} catch (error) {
		return foreseen(error, ['NOT_ALLOWED']);
	}
}
