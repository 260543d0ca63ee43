/**
 * @file An open store: one pool of connections, Prisma on top of it for what it says well, and a folder of files. The
 * functions of this package take a {@link Store}; what is inside stays in this package.
 */
import { PrismaPg } from '@prisma/adapter-pg';
import { Client, Pool, type PoolClient, type QueryConfig, type QueryResultRow } from 'pg';
import { PrismaClient } from '../generated/compiled/client.js';
import { asRenderError } from './database-errors.ts';

/** A gallery's database and files. Made by {@link openStore}; `await using` closes it. */
export interface Store extends AsyncDisposable {
	/** Folder of the stored files; several machines may share it. */
	readonly storageDir: string;
}

/** Something that runs SQL: the pool, or one connection of it inside a transaction. */
export interface Queryable {
	query<Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

/** Told a statement and the values of its parameters, $1 first; a value may be a secret, so that none belongs into a log. */
export type OnStatement = (sql: string, values: readonly unknown[]) => void;

interface Internals extends Queryable {
	readonly databaseUrl: string;
	readonly pool: Pool;
	readonly prisma: PrismaClient;
	/** Run, last first, when the store is closed. */
	readonly closing: (() => Promise<void>)[];
}

/** Connections of one process: the API's requests and a worker's few writes fit into it, and ten processes into 100. */
const maximumConnections = 8;
/** For a free connection, too: on a busy machine many wait for their turn, and a server that is down refuses at once. */
const connectTimeoutMs = 15_000;
/** No statement here takes long; one that does is a connection that died without notice. */
const queryTimeoutMs = 30_000;

const opened = new WeakMap<Store, Internals>();

/**
 * Opens a store. Connects at the first call, so that a process may start before its database does.
 * `databaseUrl` is `postgresql://user:password@host:port/name`, migrated by `migrate`; `storageDir` is a folder that
 * exists, or whose parent does.
 */
export function openStore(options: {
	readonly databaseUrl: string;
	readonly storageDir: string;
	/** Told of every statement that is sent, for tests and measurements. */
	readonly onStatement?: OnStatement;
}): Store {
	const pool = new Pool({
		...(options.onStatement && { Client: reportingClient(options.onStatement) }),
		connectionString: options.databaseUrl,
		max: maximumConnections,
		connectionTimeoutMillis: connectTimeoutMs,
		query_timeout: queryTimeoutMs,
		application_name: 'galatea',
		keepAlive: true,
	});
	// A connection that breaks while idle is replaced at the next query, which reports it if the server is gone.
	pool.on('error', () => {});
	const prisma = new PrismaClient({
		adapter: new PrismaPg(pool),
		// Prisma's own 2 s and 5 s are less than a busy machine takes to hash a password between two statements.
		transactionOptions: { maxWait: connectTimeoutMs, timeout: queryTimeoutMs },
	});
	const store: Store = {
		storageDir: options.storageDir,
		[Symbol.asyncDispose]: () => closeStore(store),
	};
	opened.set(store, {
		databaseUrl: options.databaseUrl,
		pool,
		prisma,
		closing: [() => pool.end(), () => prisma.$disconnect()],
		query: (text, values) => queryOn(pool, options.databaseUrl, text, values),
	});
	return store;
}

/** Ends the connections, those of doorbells too. Safe to call twice. */
export async function closeStore(store: Store): Promise<void> {
	const { closing } = internals(store);
	for (let close = closing.pop(); close; close = closing.pop()) await close();
}

/** What is inside a store that {@link openStore} made. */
export function internals(store: Store): Internals {
	const found = opened.get(store);
	if (!found) throw new TypeError('This store was not made by openStore');
	return found;
}

/** Runs one statement. Throws `DATABASE_UNAVAILABLE` when the database, not the statement, is at fault. */
export function query<Row extends QueryResultRow>(
	store: Store,
	text: string,
	values?: readonly unknown[],
): Promise<readonly Row[]> {
	return internals(store).query<Row>(text, values);
}

/** Runs `body` with Prisma, its failures told as {@link query} tells them. */
export async function withPrisma<Result>(
	store: Store,
	body: (prisma: PrismaClient) => Promise<Result>,
): Promise<Result> {
	const { prisma, databaseUrl } = internals(store);
	try {
		return await body(prisma);
	} catch (error) {
		throw asRenderError(error, databaseUrl);
	}
}

/** Runs `body` in one transaction: all of it happens, or, when it throws, nothing. */
export async function transaction<Result>(store: Store, body: (sql: Queryable) => Promise<Result>): Promise<Result> {
	const { pool, databaseUrl } = internals(store);
	const client = await pool.connect().catch((error: unknown) => {
		throw asRenderError(error, databaseUrl);
	});
	let broken: Error | undefined;
	try {
		await queryOn(client, databaseUrl, 'BEGIN');
		const result = await body({ query: (text, values) => queryOn(client, databaseUrl, text, values) });
		await queryOn(client, databaseUrl, 'COMMIT');
		return result;
	} catch (error) {
		await client.query('ROLLBACK').catch((cause: Error) => {
			broken = cause;
		});
		throw error;
	} finally {
		client.release(broken);
	}
}

/**
 * Runs `body` on a connection of its own, for statements that take minutes and for locks of a session. When `signal`
 * says so the connection ends at once, and what runs on it fails.
 */
export async function withConnection<Result>(
	store: Store,
	signal: AbortSignal,
	body: (sql: Queryable) => Promise<Result>,
): Promise<Result> {
	const { databaseUrl } = internals(store);
	const client = new Client({
		connectionString: databaseUrl,
		connectionTimeoutMillis: connectTimeoutMs,
		application_name: 'galatea',
		keepAlive: true,
	});
	// A connection that breaks fails the statement on it.
	client.on('error', () => {});
	const end = (): void => void client.end();
	try {
		signal.throwIfAborted();
		signal.addEventListener('abort', end);
		await client.connect();
		return await body({ query: (text, values) => queryOn(client, databaseUrl, text, values) });
	} catch (error) {
		throw asRenderError(error, databaseUrl);
	} finally {
		signal.removeEventListener('abort', end);
		await client.end();
	}
}

/** The driver's client, with a listener: Prisma's statements and ours all go through it. */
function reportingClient(onStatement: OnStatement): typeof Client {
	return class extends Client {
		override readonly query = ((...parameters: Parameters<Client['query']>) => {
			const [statement, values] = parameters as unknown as [string | Partial<QueryConfig>, unknown];
			const { text = '', values: own = [] } = typeof statement === 'string' ? { text: statement } : statement;
			onStatement(text, Array.isArray(values) ? values : own);
			return super.query(...parameters);
		}) as Client['query'];
	};
}

async function queryOn<Row extends QueryResultRow>(
	target: Pool | PoolClient | Client,
	databaseUrl: string,
	text: string,
	values: readonly unknown[] = [],
): Promise<readonly Row[]> {
	try {
		const { rows } = await target.query<Row>(text, [...values]);
		return rows;
	} catch (error) {
		throw asRenderError(error, databaseUrl);
	}
}
