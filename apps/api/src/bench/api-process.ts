/** @file The API that is measured, in a process of its own, as a browser's server meets it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Answer } from '../testing.ts';

export interface Question {
	readonly document: string;
	readonly variables?: Readonly<Record<string, unknown>>;
	/** An access token; nobody asks when left out. */
	readonly token?: string;
}

export interface ApiProcess extends AsyncDisposable {
	/** The answer and the milliseconds until its last byte. Throws when it has errors. */
	ask(question: Question): Promise<{ readonly data: Readonly<Record<string, unknown>>; readonly tookMs: number }>;
	/** SQL statements since this was last asked for. */
	statements(): Promise<number>;
	/** Where it listens. */
	readonly url: string;
	/** Megabytes of memory that the process holds. */
	residentMegabytes(): Promise<number>;
	/** The same, and the seconds of processor time that it has taken since it began. */
	usage(): Promise<{ readonly residentMegabytes: number; readonly cpuSeconds: number }>;
}

/** Starts it; rejects when it ends before it listens. */
export async function startApiProcess(databaseUrl: string): Promise<ApiProcess> {
	const child = fork(path.join(import.meta.dirname, 'serve.ts'), [databaseUrl], {
		execArgv: ['--import', 'tsx'],
	});
	const heard = <Message>(): Promise<Message> =>
		new Promise((resolve, reject) => {
			const stop = (code: number | null): void => reject(new Error(`The API ended with code ${code}`));
			child.once('exit', stop);
			child.once('message', (message) => {
				child.off('exit', stop);
				resolve(message as Message);
			});
		});
	const { url } = await heard<{ readonly url: string }>();
	const tell = async () => {
		const answer = heard<{
			readonly statements: number;
			readonly residentBytes: number;
			readonly cpuSeconds: number;
		}>();
		child.send('tell');
		return answer;
	};
	return {
		async ask({ document, variables = {}, token }) {
			const body = JSON.stringify({ query: document, variables });
			const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
			const start = performance.now();
			const text = await (await fetch(`${url}/graphql`, { method: 'POST', headers, body })).text();
			const tookMs = performance.now() - start;
			const { data, errors } = JSON.parse(text) as Answer;
			if (!data || errors) throw new Error(`The API answered ${text.slice(0, 1_000)}`);
			return { data, tookMs };
		},
		statements: async () => (await tell()).statements,
		url,
		residentMegabytes: async () => (await tell()).residentBytes / 1e6,
		async usage() {
			const { residentBytes, cpuSeconds } = await tell();
			return { residentMegabytes: residentBytes / 1e6, cpuSeconds };
		},
		async [Symbol.asyncDispose]() {
			const ended = once(child, 'exit');
			child.disconnect();
			await ended;
		},
	};
}
