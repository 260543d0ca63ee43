/** @file Where accounts elsewhere are asked for, and what of them this gallery wants to know: who it is, and an address of theirs. */

import { shownTextProblem } from '@galatea/render';
import type { GenericOAuthConfig } from 'better-auth/plugins/generic-oauth';
import { maximumDisplayNameLength } from './account-input.ts';

/** Providers whose accounts can sign in here. */
export const oauthProviderIds = ['github', 'google'] as const;
export type OAuthProviderId = (typeof oauthProviderIds)[number];

/** A provider with the keys that it gave this gallery, and where it is. */
export interface OAuthProvider {
	readonly id: OAuthProviderId;
	readonly clientId: string;
	readonly clientSecret: string;
	/** Where people are sent, where a code is exchanged, and where their profile is read. */
	readonly authorizationUrl: string;
	readonly tokenUrl: string;
	readonly profileUrl: string;
}

interface Keys {
	readonly clientId: string;
	readonly clientSecret: string;
}

/** GitHub, or a GitHub Enterprise Server, whose API lies below its own address. */
export function githubProvider(keys: Keys, url = 'https://github.com'): OAuthProvider {
	const api = url === 'https://github.com' ? 'https://api.github.com' : `${url}/api/v3`;
	return {
		id: 'github',
		...keys,
		authorizationUrl: `${url}/login/oauth/authorize`,
		tokenUrl: `${url}/login/oauth/access_token`,
		profileUrl: `${api}/user`,
	};
}

/** Google, by the addresses of its discovery document. */
export function googleProvider(keys: Keys): OAuthProvider {
	return {
		id: 'google',
		...keys,
		authorizationUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
		tokenUrl: 'https://oauth2.googleapis.com/token',
		profileUrl: 'https://openidconnect.googleapis.com/v1/userinfo',
	};
}

/** What a provider says of somebody. */
interface Profile {
	/** Never changes, unlike names and addresses. */
	readonly id: string;
	readonly name: string;
	/** One that the provider knows to be theirs; null for none. */
	readonly email: string | null;
}

const readers: Readonly<Record<OAuthProviderId, (profileUrl: string, token: string) => Promise<Profile>>> = {
	async github(profileUrl, token) {
		const user = await readJson<{ id: number; login: string }>(profileUrl, token);
		const emails = await readJson<readonly { email: string; primary: boolean; verified: boolean }[]>(
			`${profileUrl}/emails`,
			token,
		);
		const primary = emails.find((each) => each.primary && each.verified);
		return { id: String(user.id), name: user.login, email: primary?.email ?? null };
	},
	async google(profileUrl, token) {
		const claims = await readJson<{ sub: string; name?: string; email?: string; email_verified?: boolean }>(
			profileUrl,
			token,
		);
		const email = claims.email_verified === true ? (claims.email ?? null) : null;
		return { id: claims.sub, name: claims.name ?? email?.split('@')[0] ?? '', email };
	},
};

const scopes: Readonly<Record<OAuthProviderId, string[]>> = {
	github: ['read:user', 'user:email'],
	google: ['openid', 'email', 'profile'],
};

/** A provider that says nothing for so long is as good as none: somebody waits. */
const patienceMs = 10_000;

async function readJson<Answer>(url: string, token: string): Promise<Answer> {
	const headers = { accept: 'application/json', authorization: `Bearer ${token}`, 'user-agent': 'galatea' };
	const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(patienceMs) });
	if (!response.ok) throw new Error(`${url} answered ${response.status}`);
	return (await response.json()) as Answer;
}

/** A name from elsewhere on one line, as long as names may be here, without what may not be shown; empty where nothing is left. */
function shownName(name: string): string {
	const bounds = { maximum: maximumDisplayNameLength };
	const cut = (text: string): string =>
		[...text.replace(/\s+/gu, ' ').trim()].slice(0, maximumDisplayNameLength).join('').trim();
	// Joiners are characters that nobody sees, too: they go only where the name cannot stay as it is.
	const ways = [cut(name), cut(name.replace(/\p{C}+/gu, ' '))];
	return ways.find((way) => shownTextProblem(way, bounds) === null) ?? '';
}

/**
 * A provider as better-auth takes it, with PKCE and state; `redirectUrl` is the address of this gallery that it sends people back
 * to, and `chooseHandle` finds one for who is new. An address that the provider does not know to be theirs is not taken:
 * whoever has an account there could write anybody's.
 */
export function oauthConfig(
	{ id, clientId, clientSecret, authorizationUrl, tokenUrl, profileUrl }: OAuthProvider,
	redirectUrl: string,
	chooseHandle: (name: string) => Promise<string>,
): GenericOAuthConfig {
	return {
		providerId: id,
		clientId,
		clientSecret,
		authorizationUrl,
		tokenUrl,
		scopes: scopes[id],
		redirectURI: redirectUrl,
		pkce: true,
		accountSubject: ({ profile }) => String(profile.id),
		async getUserInfo({ accessToken }) {
			if (!accessToken) return null;
			const { name, email, id: subject } = await readers[id](profileUrl, accessToken);
			return { id: subject, name, emailVerified: email !== null, ...(email !== null && { email }) };
		},
		async mapProfileToUser({ name }) {
			const handle = await chooseHandle(name ?? '');
			return { handle, name: shownName(name ?? '') || handle };
		},
	};
}
