/** @file One kind of request, asked many times, one after the other. */
import type { ApiProcess, Question } from './api-process.ts';

/** A kind of request. */
export interface Operation {
	readonly name: string;
	/** Milliseconds that 95 of 100 must not exceed. */
	readonly targetMs: number;
	/** The next request, from its number and the answer to the last one. */
	readonly next: (index: number, last: Readonly<Record<string, unknown>> | null) => Question;
}

/** How long the answers took. */
export interface Measured {
	readonly name: string;
	readonly targetMs: number;
	readonly requests: number;
	/** The most of any one. */
	readonly statements: number;
	readonly p50Ms: number;
	readonly p95Ms: number;
	readonly maximumMs: number;
}

/** Requests before the measured ones: the first finds nothing compiled, and nothing in memory. */
const warmUps = 5;

/** Asks `requests` times. */
export async function measure(api: ApiProcess, operation: Operation, requests: number): Promise<Measured> {
	const times: number[] = [];
	let statements = 0;
	let last: Readonly<Record<string, unknown>> | null = null;
	await api.statements();
	for (let index = 0; index < warmUps + requests; index++) {
		const answer = await api.ask(operation.next(index, last));
		last = answer.data;
		refuse(operation.name, last);
		const sent = await api.statements();
		if (index < warmUps) continue;
		statements = Math.max(statements, sent);
		times.push(answer.tookMs);
	}
	times.sort((one, other) => one - other);
	const quantile = (part: number): number => times[Math.min(times.length - 1, Math.ceil(part * times.length) - 1)] ?? 0;
	const { name, targetMs } = operation;
	return { name, targetMs, requests, statements, p50Ms: quantile(0.5), p95Ms: quantile(0.95), maximumMs: quantile(1) };
}

/** An answer that is a failure of the schema is quick, and measures nothing. */
function refuse(name: string, data: Readonly<Record<string, unknown>>): void {
	for (const value of Object.values(data)) {
		const type = (value as { readonly __typename?: string } | null)?.__typename;
		if (value === null || (type !== undefined && !type.endsWith('Success')))
			throw new Error(`${name}: the API answered ${JSON.stringify(data).slice(0, 300)}`);
	}
}
