/** @file The API's process: builds everything once, hands it down, and takes it apart in reverse order. */
import { modelFolder } from '@galatea/checkpoint';
import { readCatalogues } from '@galatea/models';
import { readPackShelf } from '@galatea/optimiser';
import { openProducer } from '@galatea/queue';
import { openAccounts } from '@galatea/store/accounts';
import { closeStore, onCollection, onComment, openStore } from '@galatea/store/database';
import { readRenderFigures, remainingTime } from '@galatea/store/renders';
import { pino } from 'pino';
import { Allowances } from './allowances.ts';
import { EncodingLine } from './encoding-line.ts';
import { type Environment, EnvironmentError, readEnvironment } from './env.ts';
import { ExportRoom } from './export-room.ts';
import { PersistedDocuments } from './http/persisted-documents.ts';
import { KnownDocuments } from './known-documents.ts';
import { Audiences } from './live/audiences.ts';
import { Bells } from './live/bells.ts';
import { RemainingTimes } from './live/remaining-times.ts';
import { RenderHubs } from './live/render-hubs.ts';
import { storeSource } from './live/store-source.ts';
import { openMailer } from './mail/mailer.ts';
import { Meaning } from './meaning/meaning.ts';
import { Metrics } from './metrics/metrics.ts';
import { startMetricsServer } from './metrics/metrics-server.ts';
import { openGuessChecker } from './passwords/guess-checker.ts';
import { schema } from './schema/index.ts';
import { startServer } from './server.ts';
import { startSweeper } from './sweeper.ts';

/** Packs come and go while we run: two small files are read anew. */
const lookForPacksEveryMs = 5_000;

function environment(): Environment {
	try {
		return readEnvironment();
	} catch (error) {
		if (!(error instanceof EnvironmentError)) throw error;
		process.stderr.write(`${error.message}\n`);
		process.exit(1);
	}
}

const env = environment();
const logger = pino({ level: env.logLevel, base: { process: 'api' } });
/** What was opened, last first. */
const opened: { readonly name: string; readonly close: () => Promise<void> }[] = [];

async function start(): Promise<void> {
	const shelf = await readPackShelf(modelFolder(env.modelsDir));
	const tellPacks = (): void =>
		logger.info({ packs: shelf.packs.map((pack) => pack.id), problems: shelf.problems }, 'the catalogue was read');
	tellPacks();
	const looking = setInterval(() => {
		shelf.refresh().then(
			(isOther) => isOther && tellPacks(),
			(error: unknown) =>
				logger.warn({ err: error }, 'the catalogue cannot be used; what was read before still counts'),
		);
	}, lookForPacksEveryMs);
	opened.unshift({ name: 'shelf', close: async () => clearInterval(looking) });
	const store = openStore({ databaseUrl: env.databaseUrl, storageDir: env.storageDir });
	opened.unshift({ name: 'store', close: () => closeStore(store) });
	const producer = await openProducer(env.queueUrl);
	opened.unshift({ name: 'queue', close: () => producer.close() });
	const hubs = new RenderHubs(storeSource(store), logger);
	opened.unshift({ name: 'doorbell', close: async () => hubs.close() });
	await hubs.listen();
	const meaning = new Meaning(store, logger);
	opened.unshift({ name: 'meaning', close: async () => meaning.close() });
	await meaning.listen();
	const commentBells = new Bells((ring) => onComment(store, ring));
	opened.unshift({ name: 'comment bells', close: async () => commentBells.close() });
	await commentBells.listen();
	const audiences = new Audiences(store, logger);
	opened.unshift({ name: 'audiences', close: () => audiences.close() });
	await audiences.listen();
	const collectionBells = new Bells((ring) => onCollection(store, ring));
	opened.unshift({ name: 'collection bells', close: async () => collectionBells.close() });
	await collectionBells.listen();
	const sweeper = startSweeper(store, producer, logger);
	opened.unshift({ name: 'sweeper', close: () => sweeper.close() });
	const mailer = env.mail && openMailer(env.mail);
	if (mailer) opened.unshift({ name: 'mailer', close: async () => mailer.close() });
	const passwords = openGuessChecker();
	opened.unshift({ name: 'passwords', close: () => passwords.close() });
	const { authSecret: secret, oauth, publicUrl } = env;
	const { isGuessable } = passwords;
	const services = {
		store,
		accounts: openAccounts(store, { secret, oauth, publicUrl, isGuessable }),
		producer,
		shelf,
		catalogues: () => readCatalogues(env.modelsDir),
		hubs,
		remainingTimes: new RemainingTimes((renderId) => remainingTime(store, renderId)),
		meaning,
		commentBells,
		audiences,
		collectionBells,
		documents: new PersistedDocuments(env.persistedDocumentsFile),
		knownDocuments: new KnownDocuments(schema),
		allowances: new Allowances(store, env.maximumPointsPerMinute),
		encodings: new EncodingLine(),
		exports: new ExportRoom(),
		publicUrl,
		mail: env.mail && mailer && { mailer, publicUrl: env.mail.publicUrl },
		maximumGuestsPerHour: env.maximumGuestsPerHour,
		renderLimits: env.renderLimits,
		networkSecret: env.authSecret,
		signUpByPassword: env.signUpByPassword,
		logger,
	};
	const metrics = env.metrics && new Metrics();
	const server = await startServer({ ...env.http, metrics }, services);
	opened.unshift({ name: 'server', close: () => server.close() });
	if (env.metrics && metrics) {
		const readFigures = () => readRenderFigures(store);
		const told = await startMetricsServer({ ...env.metrics, metrics, readFigures, logger });
		opened.unshift({ name: 'metrics', close: () => told.close() });
		logger.info({ url: told.url }, 'what is measured can be read');
	}
	logger.info({ url: server.url }, 'the API is ready');
}

async function stop(): Promise<void> {
	for (const { name, close } of opened.splice(0)) {
		try {
			await close();
			logger.info({ part: name }, 'closed');
		} catch (error) {
			logger.error({ err: error, part: name }, 'could not be closed');
			process.exitCode = 1;
		}
	}
}

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const)
	process.on(signal, () => {
		// A second signal means that somebody has no patience left.
		if (stopping) process.exit(1);
		stopping = true;
		logger.info({ signal }, 'stopping');
		void stop();
	});

start().catch(async (error: unknown) => {
	logger.fatal({ err: error }, 'the API cannot start');
	process.exitCode = 1;
	await stop();
});
