/** @file A browser for tests of what cookies do. */
import { type Answer, dataOf } from './testing.ts';

let count = 0;

/** A browser: keeps cookies, and comes from an address of its own by way of a proxy on this machine. */
export class TestBrowser {
	readonly cookies = new Map<string, string>();
	readonly #address = `192.0.2.${++count}`;
	readonly #url: string;
	/** `Set-Cookie` lines of the newest answer. */
	lines: readonly string[] = [];

	/** `url` of an API. */
	constructor(url: string) {
		this.#url = url;
	}

	async ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
		const body = JSON.stringify({ query, variables });
		const headers = { 'content-type': 'application/json' };
		return (await (await this.#fetch('/graphql', { method: 'POST', headers, body })).json()) as Answer;
	}

	/** Opens a path of the API; resolves with the address that it leads to, or null. */
	async open(path: string): Promise<string | null> {
		return (await this.#fetch(path, {})).headers.get('location');
	}

	async #fetch(path: string, { headers, ...request }: RequestInit): Promise<Response> {
		const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
		const response = await fetch(`${this.#url}${path}`, {
			...request,
			redirect: 'manual',
			headers: { ...headers, 'x-forwarded-for': this.#address, cookie },
		});
		this.lines = response.headers.getSetCookie();
		for (const line of this.lines) {
			const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
			if (value === '') this.cookies.delete(name);
			else this.cookies.set(name, value);
		}
		return response;
	}

	/** Handle, role and address of who the browser is; null for nobody. */
	async viewer(): Promise<unknown> {
		return dataOf(await this.ask('{ viewer { handle isGuest role email } }'))['viewer'];
	}
}
