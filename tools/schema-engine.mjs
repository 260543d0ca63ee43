#!/usr/bin/env node
// @ts-check
/**
 * @file Prisma's schema engine, from npm. Prisma's command line wants to download a native program for every command;
 * this one takes its place (PRISMA_SCHEMA_ENGINE_BINARY in prisma.config.ts): it answers the same command line and the
 * same JSON-RPC, one message a line, with the same engine as WebAssembly (@prisma/schema-engine-wasm), which reaches
 * PostgreSQL through @prisma/adapter-pg. So `npx prisma migrate dev|deploy|status|diff|reset|resolve`, `db push|pull`
 * work without any download.
 *
 * Two defects of adapter-pg 7.10.0 and one limit are worked around here, each at its place below:
 *  1. It cannot name the type of catalogue columns of type "char" (prisma/orm#27403).
 *  2. Its shadow database keeps the main database's address, so that migrations would be replayed into the main one.
 *  3. It splits scripts at every semicolon, also inside of functions.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';

// The packages are those of packages/store, wherever npm has put them.
const require = createRequire(path.join(import.meta.dirname, '../packages/store/package.json'));
const { PrismaPg } = require('@prisma/adapter-pg');
const { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } = require('@prisma/driver-adapter-utils');
const pg = require('pg');

/** PostgreSQL's numbers of the types "char" (one byte, in catalogues only) and text. */
const charType = 18;
const textType = 25;

/** @typedef {{ url: string }} Datasource */

/** The words after each flag on the command line; `cli` is followed by a command. */
function readArguments() {
	const words = process.argv.slice(2);
	const after = (/** @type {string} */ flag) =>
		words.flatMap((word, index) => (word === flag ? [words[index + 1]] : []));
	const [datasource] = after('--datasource');
	return {
		datamodels: /** @type {string[]} */ (after('--datamodels')),
		datasource: /** @type {Datasource | null} */ (datasource ? JSON.parse(datasource) : null),
		command: /** @type {string | undefined} */ (after('cli')[0]),
	};
}

const { datamodels, datasource, command } = readArguments();
if (process.argv.includes('--version')) process.stdout.write('schema-engine-cli, as WebAssembly\n');
else if (command) await runCommand(command);
else serve();

/** @param {string} name `can-connect-to-database`, `create-database` or `drop-database` */
async function runCommand(name) {
	try {
		if (!datasource) throw new Error('--datasource is missing');
		const database = decodeURIComponent(new URL(datasource.url).pathname.slice(1));
		if (name === 'can-connect-to-database') await administer(datasource.url, 'SELECT 1');
		else if (name === 'create-database')
			await administer(serverOf(datasource.url), `CREATE DATABASE ${quote(database)}`);
		else if (name === 'drop-database') await administer(serverOf(datasource.url), `DROP DATABASE ${quote(database)}`);
		else throw new Error(`There is no command "${name}"`);
	} catch (error) {
		const fields = { error_code: codeOf(error), message: messageOf(error) };
		// The reader drops the first line, which is a greeting of the native engine.
		log({ level: 'INFO', target: 'schema_engine', fields: { message: `Starting ${name}` } });
		log({ level: 'ERROR', target: 'schema_engine::logger', fields });
		process.exitCode = 1;
	}
}

/** Answers requests on standard input until it ends. */
function serve() {
	/** @type {Promise<unknown>} */
	let last = Promise.resolve();
	/** @type {Promise<any> | undefined} */
	let engine;
	createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
		.on('line', (line) => {
			if (line.trim() === '') return;
			const request = JSON.parse(line);
			// Answers to requests of ours have no method. One request at a time: the engine is not made for more.
			if (request.method === undefined) return;
			last = last.then(async () => {
				if (!engine) engine = openEngine(needsDatabase(request));
				send({ jsonrpc: '2.0', id: request.id, ...(await answer(engine, request)) });
			});
		})
		.on('close', () => last.then(() => process.exit(0)));
}

/** @param {Promise<any>} engine @param {{ method: string, params?: any }} request */
async function answer(engine, { method, params }) {
	try {
		if (method === 'createDatabase') return { result: await createDatabase() };
		const opened = await engine;
		if (typeof opened[method] !== 'function') throw new Error(`This engine has no method "${method}"`);
		const result = (await opened[method](params)) ?? null;
		return { result: method === 'diff' ? printed(result) : result };
	} catch (error) {
		const data = { is_panic: false, message: messageOf(error), error_code: codeOf(error), meta: {} };
		return { error: { code: 4466, message: 'An error happened. Check the data field for details.', data } };
	}
}

/** The native engine has its client print a comparison; the other gives it back. @param {{ stdout: string | null }} result */
function printed(result) {
	if (result.stdout !== null)
		send({ jsonrpc: '2.0', id: randomUUID(), method: 'print', params: { content: result.stdout.trimEnd() } });
	return { ...result, stdout: null };
}

async function createDatabase() {
	if (!datasource) throw new Error('DATABASE_URL is not set');
	const databaseName = decodeURIComponent(new URL(datasource.url).pathname.slice(1));
	await administer(serverOf(datasource.url), `CREATE DATABASE ${quote(databaseName)}`);
	return { databaseName };
}

/** Comparing two schema files needs none. @param {{ method: string, params?: any }} request */
function needsDatabase({ method, params }) {
	return method !== 'diff' || [params.from, params.to].some(({ tag }) => tag !== 'empty' && tag !== 'schemaDatamodel');
}

/** @param {boolean} withDatabase */
async function openEngine(withDatabase) {
	const bindings = await loadEngine();
	const schemas = await Promise.all(datamodels.map(async (file) => [file, await readFile(file, 'utf8')]));
	const factory = withDatabase ? databaseFactory() : offlineFactory();
	return bindings.SchemaEngine.new(
		{ datamodels: schemas.length > 0 ? schemas : undefined },
		(/** @type {string} */ line) => process.stderr.write(`${line}\n`),
		bindMigrationAwareSqlAdapterFactory(/** @type {any} */ (factory)),
	);
}

async function loadEngine() {
	// The package is made for bundlers that load WebAssembly; Node does not, so the two halves are joined here.
	const directory = path.dirname(require.resolve('@prisma/schema-engine-wasm'));
	const bindings = await import(path.join(directory, 'schema_engine_bg.js'));
	const bytes = await readFile(path.join(directory, 'schema_engine_bg.wasm'));
	const { WebAssembly } = /** @type {any} */ (globalThis);
	const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': bindings });
	bindings.__wbg_set_wasm(instance.exports);
	instance.exports.__wbindgen_start();
	return bindings;
}

function databaseFactory() {
	if (!datasource) throw new Error('DATABASE_URL is not set');
	const { url } = datasource;
	return {
		provider: /** @type {const} */ ('postgres'),
		adapterName: '@prisma/adapter-pg',
		connect: () => connect(url),
		connectToShadowDb: () => connectToShadow(url),
	};
}

/** @param {string} url */
async function connect(url) {
	const schema = new URL(url).searchParams.get('schema');
	return mended(await new PrismaPg({ connectionString: url }, schema === null ? {} : { schema }).connect());
}

/** A database of its own, with an address of its own (defect 2), gone afterwards. @param {string} url */
async function connectToShadow(url) {
	const name = `prisma_migrate_shadow_db_${randomUUID()}`;
	await administer(url, `CREATE DATABASE ${quote(name)}`);
	const shadowUrl = new URL(url);
	shadowUrl.pathname = `/${name}`;
	const adapter = await connect(shadowUrl.href);
	const dispose = adapter.dispose.bind(adapter);
	adapter.dispose = async () => {
		await dispose();
		await administer(url, `DROP DATABASE ${quote(name)} WITH (FORCE)`);
	};
	return adapter;
}

/** An adapter or transaction of adapter-pg, mended in place. @param {any} queryable */
function mended(queryable) {
	// Defect 1. What the server calls "char" is passed off as text to adapter-pg, and as a character to the engine: text
	// would be accepted too, and panic at the first CHECK constraint.
	const characterColumns = new WeakMap();
	const performIO = queryable.performIO.bind(queryable);
	queryable.performIO = async (/** @type {object} */ query) => {
		const result = await performIO(query);
		const columns = [];
		for (const [index, field] of (result.fields ?? []).entries()) {
			if (field.dataTypeID !== charType) continue;
			field.dataTypeID = textType;
			columns.push(index);
		}
		characterColumns.set(query, columns);
		return result;
	};
	const queryRaw = queryable.queryRaw.bind(queryable);
	queryable.queryRaw = async (/** @type {object} */ query) => {
		const result = await queryRaw(query);
		for (const index of characterColumns.get(query) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
		return result;
	};
	// Limit 3. The server itself knows where a statement ends.
	if (queryable.executeScript)
		queryable.executeScript = async (/** @type {string} */ script) => {
			await queryable
				.underlyingDriver()
				.query(script)
				.catch((/** @type {Error} */ error) => queryable.onError(error));
		};
	if (queryable.startTransaction) {
		const startTransaction = queryable.startTransaction.bind(queryable);
		queryable.startTransaction = async (/** @type {unknown[]} */ ...options) =>
			mended(await startTransaction(...options));
	}
	return queryable;
}

/** Answers the one question that the engine asks of every server; for work on schema files alone. */
function offlineFactory() {
	const refuse = async () => {
		throw new Error('There is no database here');
	};
	const adapter = {
		provider: /** @type {const} */ ('postgres'),
		adapterName: '@prisma/adapter-pg',
		queryRaw: async () => ({
			columnNames: ['exists', 'version', 'numeric_version'],
			columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
			rows: [[true, 'PostgreSQL 18.0', 180_000]],
		}),
		executeRaw: refuse,
		executeScript: refuse,
		startTransaction: refuse,
		getConnectionInfo: () => ({ supportsRelationJoins: true }),
		dispose: async () => {},
	};
	const connect = async () => adapter;
	return { provider: adapter.provider, adapterName: adapter.adapterName, connect, connectToShadowDb: connect };
}

/** Runs one statement on a connection of its own. @param {string} url @param {string} statement */
async function administer(url, statement) {
	const client = new pg.Client({ connectionString: url });
	client.on('error', () => {});
	try {
		await client.connect();
		await client.query(statement);
	} finally {
		await client.end().catch(() => {});
	}
}

/** The server's own database. @param {string} url */
function serverOf(url) {
	const server = new URL(url);
	server.pathname = '/postgres';
	return server.href;
}

/** @param {string} name */
function quote(name) {
	return `"${name.replaceAll('"', '""')}"`;
}

/** Prisma's code of what went wrong, where its command line looks at one. @param {any} error */
function codeOf(error) {
	const code = error?.code;
	if (code === '3D000' || /^Database `.*` does not exist/.test(error?.message ?? '')) return 'P1003';
	if (code === '42P04') return 'P1009';
	if (code === '28P01' || code === '28000') return 'P1000';
	if (/^Can't reach database/.test(error?.message ?? '') || /^(ECONN|ENOTFOUND|ETIMEDOUT|EAI)/.test(code ?? ''))
		return 'P1001';
	return undefined;
}

/** @param {any} error */
function messageOf(error) {
	// A host with two addresses that both refuse is an error without a message of its own.
	const several = Array.isArray(error?.errors)
		? error.errors.map((/** @type {Error} */ each) => each.message).join('; ')
		: '';
	return String(error?.message || several || error).trim();
}

/** @param {object} message */
function send(message) {
	process.stdout.write(`${JSON.stringify(message)}\n`);
}

/** @param {object} entry */
function log(entry) {
	process.stderr.write(`${JSON.stringify(entry)}\n`);
}
