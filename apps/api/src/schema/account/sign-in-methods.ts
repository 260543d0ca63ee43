/** @file How somebody can sign in here besides with a password. */
import { builder } from '../builder.ts';
import { OAuthProviderType, providerNames } from './oauth.ts';

const SignInMethodsType = builder.objectRef<object>('SignInMethods').implement({
	description: 'How somebody can sign in here besides with a password.',
	fields: (t) => ({
		link: t.boolean({
			description: 'By a link that `sendSignInLink` sends: where the gallery has a mail server.',
			resolve: (_methods, _arguments, { mail }) => mail !== null,
		}),
		signUpByPassword: t.boolean({
			description:
				'Whether `signUp` makes an account. Otherwise the link does, which says nothing of an address to anybody but its reader.',
			resolve: (_methods, _arguments, { signUpByPassword }) => signUpByPassword,
		}),
		passkeyOrigin: t.string({
			nullable: true,
			description: 'Of the pages where passkeys work, by `beginPasskeySignIn`; null where they cannot.',
			resolve: (_methods, _arguments, { accounts }) => accounts.passkeys.origin,
		}),
		oauthProviders: t.field({
			type: [OAuthProviderType],
			description: 'With accounts elsewhere, by `beginOAuth`: those whose keys the gallery has.',
			resolve: (_methods, _arguments, { accounts }) => accounts.oauth.providers.map((id) => providerNames[id]),
		}),
	}),
});

builder.queryField('signInMethods', (t) => t.field({ type: SignInMethodsType, resolve: () => ({}) }));
