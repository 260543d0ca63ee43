/**
 * @file A whole API for tests: real database, real queue, real HTTP and sockets on a free port, and a worker that only
 * says that it works.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readCatalogues } from '@galatea/models';
import { openProducer, type Producer } from '@galatea/queue';
import {
	type Accounts,
	claimAdmin,
	createGuest,
	type memberRoles,
	type OAuthSettings,
	offerAdminClaim,
	openAccounts,
	sessionCookie,
	setRole,
} from '@galatea/store/accounts';
import { closeStore, type OnStatement, onCollection, onComment, openStore, type Store } from '@galatea/store/database';
import { type RenderLimits, remainingTime } from '@galatea/store/renders';
import { cheapHashing, disposableDatabase } from '@galatea/testing';
import { createClient } from 'graphql-ws';
import { pino } from 'pino';
import { compile } from 'proxy-addr';
import { WebSocket } from 'ws';
import { Allowances } from './allowances.ts';
import type { Services } from './context.ts';
import { EncodingLine } from './encoding-line.ts';
import { type ExportLimits, ExportRoom } from './export-room.ts';
import { PersistedDocuments } from './http/persisted-documents.ts';
import { KnownDocuments } from './known-documents.ts';
import { type AudienceOptions, Audiences } from './live/audiences.ts';
import { Bells } from './live/bells.ts';
import { RemainingTimes } from './live/remaining-times.ts';
import { RenderHubs } from './live/render-hubs.ts';
import { storeSource } from './live/store-source.ts';
import { openMailer } from './mail/mailer.ts';
import { Meaning } from './meaning/meaning.ts';
import type { Metrics } from './metrics/metrics.ts';
import { schema } from './schema/index.ts';
import { startServer } from './server.ts';
import { starterShelf } from './testing-packs.ts';

const repositoryModels = resolve(import.meta.dirname, '../../../models');

/** Whatever JSON came back; tests look into it with matchers. */
export interface Answer {
	readonly data?: Record<string, unknown> | null;
	readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/** The data of an answer; throws with the errors when there is none. */
export function dataOf(answer: Answer): Readonly<Record<string, unknown>> {
	if (answer.data) return answer.data;
	throw new Error(`The answer has no data: ${JSON.stringify(answer.errors)}`);
}

/** What somebody who has signed up can be. */
type MemberRole = (typeof memberRoles)[number];

export interface Member {
	readonly userId: string;
	readonly handle: string;
	/** A whole `Cookie` header. */
	readonly cookie: string;
}

export interface TestApi extends AsyncDisposable {
	readonly url: string;
	readonly store: Store;
	readonly services: Services;
	/** Lines that were logged at level warn and above. */
	readonly log: readonly string[];
	/** Sends one operation over HTTP, as the guest of a token, as a member, or as nobody. */
	query(
		document: string,
		variables?: Record<string, unknown>,
		who?: string | Member,
		headers?: Readonly<Record<string, string>>,
	): Promise<Answer>;
	/** Opens a subscription on a socket of its own; leaving the loop (or `return()`) closes the socket. */
	subscribe(document: string, variables?: Record<string, unknown>, who?: string | Member): AsyncGenerator<Answer, void>;
	guest(): Promise<{ readonly token: string; readonly userId: string }>;
	/** Somebody who has signed up. */
	member(role?: MemberRole): Promise<Member>;
}

const noLimit = { waiting: 1_000_000, workPerHour: Number.POSITIVE_INFINITY };
const noRenderLimits = { guests: noLimit, member: noLimit, network: noLimit, galleryWaiting: 1_000_000 };

export interface TestApiOptions {
	/** A million when left out. */
	readonly maximumGuestsPerHour?: number;
	/** None when left out. */
	readonly renderLimits?: Partial<RenderLimits>;
	/** A million when left out: no test asks for so much. */
	readonly maximumPointsPerMinute?: number;
	/** Those of the gallery when left out. */
	readonly exportLimits?: ExportLimits;
	readonly allowedOrigins?: readonly string[];
	readonly keepAliveMs?: number;
	readonly maximumSocketsOfAddress?: number;
	/** How often watched renders are looked at without a ring; 10 s when left out. */
	readonly lookAgainEveryMs?: number;
	/** How long browsers count after their last page, and how often they are kept; those of the gallery when left out. */
	readonly audiences?: AudienceOptions;
	/** Who is believed; everybody on this machine when left out. */
	readonly trustedProxies?: readonly string[];
	/** No such file when left out. */
	readonly persistedDocumentsFile?: string;
	/** In place of a database of its own. */
	readonly databaseUrl?: string;
	/** Folder of a catalogue in place of the repository's, for what admins do with packs. */
	readonly modelsDir?: string;
	/** Told of every statement that is sent to the database. */
	readonly onStatement?: OnStatement;
	/** Accounts elsewhere; none when left out. */
	readonly oauth?: OAuthSettings;
	/** Where the gallery is; not known when left out. */
	readonly publicUrl?: string;
	/** Address of a mail server; none when left out. */
	readonly smtpUrl?: string;
	/** Yes when left out. */
	readonly signUpByPassword?: boolean;
	/** Measures requests and sockets; nothing does when left out. */
	readonly metrics?: Metrics;
	/** Stands between the API and the queue. */
	readonly wrapProducer?: (producer: Producer) => Producer;
}

export async function startTestApi(options: TestApiOptions = {}): Promise<TestApi> {
	const database = options.databaseUrl === undefined ? await disposableDatabase() : null;
	const databaseUrl = options.databaseUrl ?? database?.url ?? '';
	const storageDir = await mkdtemp(join(tmpdir(), 'galatea-api-'));
	const { onStatement } = options;
	const store = openStore({ databaseUrl, storageDir, ...(onStatement && { onStatement }) });
	const producer = await openProducer(databaseUrl);
	const log: string[] = [];
	let members = 0;
	let adminId: Promise<string> | undefined;
	const logger = pino({ level: 'warn' }, { write: (line: string) => void log.push(line) });
	const hubs = new RenderHubs(storeSource(store), logger, options.lookAgainEveryMs);
	await hubs.listen();
	const meaning = new Meaning(store, logger);
	await meaning.listen();
	const commentBells = new Bells((ring) => onComment(store, ring));
	await commentBells.listen();
	const audiences = new Audiences(store, logger, options.audiences);
	await audiences.listen();
	const collectionBells = new Bells((ring) => onCollection(store, ring));
	await collectionBells.listen();
	const { smtpUrl } = options;
	const mailer = smtpUrl === undefined ? null : openMailer({ url: smtpUrl, from: 'gallery@example.org' });
	const services: Services = {
		store,
		accounts: openAccounts(store, {
			secret: 'a secret of nobody but the tests',
			oauth: options.oauth ?? null,
			hashing: cheapHashing,
		}),
		producer: options.wrapProducer?.(producer) ?? producer,
		shelf: starterShelf,
		catalogues: () => readCatalogues(options.modelsDir ?? repositoryModels),
		hubs,
		remainingTimes: new RemainingTimes((renderId) => remainingTime(store, renderId)),
		meaning,
		commentBells,
		audiences,
		collectionBells,
		documents: new PersistedDocuments(options.persistedDocumentsFile ?? join(storageDir, 'none.json')),
		knownDocuments: new KnownDocuments(schema),
		allowances: new Allowances(store, options.maximumPointsPerMinute ?? 1_000_000),
		encodings: new EncodingLine(),
		exports: new ExportRoom(options.exportLimits),
		publicUrl: options.publicUrl ?? null,
		mail: mailer && { mailer, publicUrl: 'https://gallery.example' },
		maximumGuestsPerHour: options.maximumGuestsPerHour ?? 1_000_000,
		renderLimits: { ...noRenderLimits, ...options.renderLimits },
		networkSecret: 'a secret of nobody but the tests',
		signUpByPassword: options.signUpByPassword ?? true,
		logger,
	};
	const sockets = {
		allowedOrigins: options.allowedOrigins ?? [],
		isTrustedProxy: compile([...(options.trustedProxies ?? ['loopback'])]),
		keepAliveMs: options.keepAliveMs ?? 12_000,
		maximumSocketsOfAddress: options.maximumSocketsOfAddress ?? 1_000,
	};
	const server = await startServer(
		{ host: '127.0.0.1', port: 0, metrics: options.metrics ?? null, ...sockets },
		services,
	);
	return {
		url: server.url,
		store,
		services,
		log,
		query: (document, variables, who, headers) => post(server.url, document, variables ?? {}, who, headers),
		subscribe: (document, variables, who) => subscribe(server.url, document, variables ?? {}, who),
		async guest() {
			const { user, token } = await createGuest(store);
			return { token, userId: user.id };
		},
		async member(role = 'MEMBER') {
			const handle = `person_${++members}`;
			const entrance = { address: `10.0.0.${members}`, guestId: null };
			const input = { email: `${handle}@example.org`, password: 'correct horse battery', handle };
			const { userId, cookie } = await services.accounts.signUp(input, entrance);
			if (role !== 'MEMBER') {
				adminId ??= makeAdmin(store, services.accounts);
				await setRole(store, { userId, role, adminId: await adminId });
			}
			return { userId, handle, cookie: `${sessionCookie}=${cookie}` };
		},
		async [Symbol.asyncDispose]() {
			await server.close();
			mailer?.close();
			meaning.close();
			commentBells.close();
			await audiences.close();
			collectionBells.close();
			await producer.close();
			await closeStore(store);
			await rm(storageDir, { recursive: true, force: true });
			await database?.[Symbol.asyncDispose]();
		},
	};
}

/** The headers by which somebody is known. */
export function headersOf(who: string | Member | undefined): Record<string, string> {
	if (who === undefined) return {};
	return typeof who === 'string' ? { authorization: `Bearer ${who}` } : { cookie: who.cookie };
}

/** The first admin, who gives others their roles. */
async function makeAdmin(store: Store, accounts: Accounts): Promise<string> {
	const input = { email: 'first_admin@example.org', password: 'correct horse battery', handle: 'first_admin' };
	const { userId } = await accounts.signUp(input, { address: '10.1.0.0', guestId: null });
	await claimAdmin(store, (await offerAdminClaim(store)) ?? '', userId);
	return userId;
}

async function post(
	url: string,
	query: string,
	variables: Record<string, unknown>,
	who?: string | Member,
	headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
	const response = await fetch(`${url}/graphql`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headersOf(who), ...headers },
		body: JSON.stringify({ query, variables }),
	});
	// What it cost is for the tests of that alone.
	const { extensions: _, ...answer } = (await response.json()) as Answer & { readonly extensions?: unknown };
	return answer;
}

async function* subscribe(
	url: string,
	query: string,
	variables: Record<string, unknown>,
	who?: string | Member,
): AsyncGenerator<Answer, void> {
	const headers = headersOf(who);
	// As browsers do: cookies come with the request for a socket.
	class WithHeaders extends WebSocket {
		constructor(address: string, protocols?: string | string[]) {
			super(address, protocols, { headers });
		}
	}
	const client = createClient({
		url: `${url.replace('http', 'ws')}/graphql`,
		webSocketImpl: WithHeaders,
		retryAttempts: 0,
	});
	try {
		for await (const result of client.iterate({ query, variables })) yield result as unknown as Answer;
	} finally {
		await client.dispose();
	}
}
