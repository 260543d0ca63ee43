/**
 * @file Turns what the driver and Prisma throw into `DATABASE_UNAVAILABLE` where the database, and not the call, is at
 * fault. Messages name the server and what to do, never a password.
 */
import { RenderError } from '@galatea/render';

const networkCodes = new Set([
	'ECONNREFUSED',
	'ECONNRESET',
	'ENOTFOUND',
	'EAI_AGAIN',
	'ETIMEDOUT',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EPIPE',
]);

/** What the driver says without any code. */
const networkMessages =
	/Connection terminated|timeout exceeded when trying to connect|Query read timeout|not queryable/;

/**
 * The five-character SQLSTATE of an error, or of what caused it; null when the server did not answer with one.
 * Prisma keeps the driver's error as `cause`, with `originalCode`.
 */
export function sqlState(error: unknown): string | null {
	for (const each of causes(error)) {
		for (const code of [each['originalCode'], each['code']])
			if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !networkCodes.has(code) && !/^P\d/.test(code))
				return code;
	}
	return null;
}

/** `error`, or a RenderError in its place when the database cannot be used. */
export function asRenderError(error: unknown, databaseUrl: string): unknown {
	if (error instanceof RenderError) return error;
	const advice = adviceFor(error, databaseUrl);
	if (advice === null) return error;
	return new RenderError('DATABASE_UNAVAILABLE', advice, { retryable: true, cause: error });
}

function adviceFor(error: unknown, databaseUrl: string): string | null {
	const { server, name } = describe(databaseUrl);
	const state = sqlState(error);
	if (state === '28P01' || state === '28000')
		return `The database server ${server} refuses the user or password of DATABASE_URL: correct it.`;
	if (state === '3D000')
		return `The database server ${server} has no database "${name}": run "npm start", which makes it.`;
	if (state === '42P01')
		return `The database "${name}" on ${server} lacks a table: run "npm start", which brings it up to date.`;
	if (state === '53300') return `The database server ${server} has no connection left: raise its max_connections.`;
	if (state?.startsWith('57P') || state === '53100')
		return state === '53100'
			? `The disk of the database server ${server} is full: make room.`
			: `The database server ${server} is starting or stopping: try again in a moment.`;
	if (state?.startsWith('08') || isNetworkFailure(error))
		return `The database server ${server} does not answer: start it, or correct DATABASE_URL.`;
	return null;
}

function isNetworkFailure(error: unknown): boolean {
	return causes(error).some(
		(each) =>
			networkCodes.has(String(each['code'])) ||
			['P1001', 'P1002', 'P1017'].includes(String(each['code'])) ||
			['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout'].includes(String(each['kind'])) ||
			networkMessages.test(String(each['message'])),
	);
}

/** The error, its causes, and the members of those that stand for several (one per address of a host). */
function causes(error: unknown): readonly Readonly<Record<string, unknown>>[] {
	const found: Readonly<Record<string, unknown>>[] = [];
	const pending: unknown[] = [error];
	while (pending.length > 0 && found.length < 20) {
		const each = pending.shift();
		if (typeof each !== 'object' || each === null) continue;
		const fields = each as Readonly<Record<string, unknown>>;
		found.push(fields);
		pending.push(fields['cause']);
		const several = fields['errors'];
		if (Array.isArray(several)) pending.push(...several);
		const meta = fields['meta'];
		if (typeof meta === 'object' && meta !== null)
			pending.push((meta as Record<string, unknown>)['driverAdapterError']);
	}
	return found;
}

function describe(databaseUrl: string): { readonly server: string; readonly name: string } {
	try {
		const url = new URL(databaseUrl);
		return { server: `${url.hostname}:${url.port || '5432'}`, name: decodeURIComponent(url.pathname.slice(1)) };
	} catch {
		return { server: 'of DATABASE_URL', name: '' };
	}
}
