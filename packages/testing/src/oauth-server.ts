/**
 * @file Another site with accounts, on this machine for tests: an OAuth provider (RFC 6749, with PKCE by RFC 7636) that speaks as
 * GitHub and as Google do, and refuses what they refuse.
 */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Who is signed in there. */
export interface OAuthPerson {
	readonly id: number;
	readonly name: string;
	readonly email: string;
	/** Whether the site knows the address to be theirs. */
	readonly verified: boolean;
}

/** Disposing frees the port. */
export interface OAuthServer extends AsyncDisposable {
	/** `http://127.0.0.1:port` */
	readonly url: string;
	/** Who comes next; null for who says no. */
	person: OAuthPerson | null;
}

export const oauthClient = { clientId: 'galatea-tests', clientSecret: 'known to nobody but the tests' };

interface Grant {
	readonly person: OAuthPerson;
	readonly redirectUrl: string;
	readonly challenge: string;
}

/** Listens on `port`; 0 takes any free one. */
export async function oauthServer(port = 0): Promise<OAuthServer> {
	const codes = new Map<string, Grant>();
	const tokens = new Map<string, OAuthPerson>();
	let person: OAuthPerson | null = null;
	const personOf = (request: IncomingMessage) =>
		tokens.get(request.headers.authorization?.replace('Bearer ', '') ?? '');

	/** Sends somebody back with a code. */
	function authorize(query: URLSearchParams): string {
		const [redirectUrl, challenge] = [query.get('redirect_uri') ?? '', query.get('code_challenge') ?? ''];
		if (query.get('client_id') !== oauthClient.clientId || query.get('code_challenge_method') !== 'S256')
			throw new Error('authorize: unknown client, or no PKCE');
		const back = new URL(redirectUrl);
		back.searchParams.set('state', query.get('state') ?? '');
		if (person === null) back.searchParams.set('error', 'access_denied');
		else {
			const code = randomBytes(16).toString('hex');
			codes.set(code, { person, redirectUrl, challenge });
			back.searchParams.set('code', code);
		}
		return back.href;
	}

	/** A token for a code, once, for who has the secret and the verifier. */
	function exchange(form: URLSearchParams): object {
		const grant = codes.get(form.get('code') ?? '');
		codes.delete(form.get('code') ?? '');
		const challenge = createHash('sha256')
			.update(form.get('code_verifier') ?? '')
			.digest('base64url');
		const isRight =
			grant?.challenge === challenge &&
			grant.redirectUrl === form.get('redirect_uri') &&
			form.get('client_secret') === oauthClient.clientSecret;
		if (!grant || !isRight) return { error: 'bad_verification_code' };
		const token = randomBytes(16).toString('hex');
		tokens.set(token, grant.person);
		return { access_token: token, token_type: 'bearer', scope: '' };
	}

	const server = createServer(async (request, response) => {
		const url = new URL(request.url ?? '/', 'http://127.0.0.1');
		if (url.pathname === '/login/oauth/authorize') {
			response.writeHead(302, { location: authorize(url.searchParams) }).end();
			return;
		}
		const answer =
			url.pathname === '/login/oauth/access_token'
				? exchange(new URLSearchParams(await text(request)))
				: profileOf(url.pathname, personOf(request));
		response.writeHead(answer === null ? 401 : 200, { 'content-type': 'application/json' });
		response.end(JSON.stringify(answer));
	});
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		get person() {
			return person;
		},
		set person(next) {
			person = next;
		},
		[Symbol.asyncDispose]() {
			server.closeAllConnections();
			return new Promise((resolve) => server.close(() => resolve()));
		},
	};
}

function profileOf(path: string, person: OAuthPerson | undefined): object | null {
	if (!person) return null;
	const { id, name, email, verified } = person;
	if (path === '/api/v3/user') return { id, login: name };
	if (path === '/api/v3/user/emails') return [{ email, primary: true, verified }];
	if (path === '/userinfo') return { sub: `g${id}`, name, email, email_verified: verified };
	return null;
}
