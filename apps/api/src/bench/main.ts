/**
 * @file `npm run bench -- gallery`: fills a disposable database with a large gallery, asks a real API for what the web app asks
 * for, and writes how long it took into docs/benchmarks.md. Ends with 1 when an answer misses its target, or when writing gets
 * slower as the gallery grows (growth.ts).
 */
import { freemem, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openStore } from '@galatea/store/database';
import { buildVectorIndexes, currentEmbeddingSpace, prepareVectors } from '@galatea/store/meaning';
import { databaseOnServer, disposableServer, largeGallery } from '@galatea/testing';
import { startApiProcess } from './api-process.ts';
import { growthOf, type MeasuredWrites, sizesUpTo } from './growth.ts';
import { type Measured, measure, type Operation } from './measure.ts';
import { readOperations, writeOperations } from './operations.ts';
import { Progress } from './progress.ts';
import { printReport, writeSection } from './report.ts';

const usage = `npm run bench -- gallery [options]

  --artworks N   of the largest gallery (1000000)
  --members N    people in it (5000)
  --meanings N   pictures that can be found by meaning, the newest (as many as fit into half of the free memory)
  --requests N   of each kind (200)
  --server URL   a PostgreSQL server to make the database on, such as one with pgvector (one of its own)
  --only TEXT    only requests whose name has this text
  --note TEXT    a sentence for the table, such as that other work ran beside
  --write        put the table into docs/benchmarks.md`;

const document = path.join(import.meta.dirname, '../../../../docs/benchmarks.md');
/** What a picture takes in the API's memory: a vector of 256 numbers, a profile of 126, its key, and room to grow. */
const bytesOfMeaning = 2 * 4 * (256 + 126) + 300;
/** Texts that are searched with. */
const texts = 50;

const { values } = parseArgs({
	options: {
		artworks: { type: 'string', default: '1000000' },
		members: { type: 'string', default: '5000' },
		meanings: { type: 'string' },
		requests: { type: 'string', default: '200' },
		server: { type: 'string' },
		only: { type: 'string', default: '' },
		note: { type: 'string' },
		write: { type: 'boolean', default: false },
		help: { type: 'boolean', default: false },
	},
});

const number = (name: 'artworks' | 'members' | 'meanings' | 'requests', minimum: number, maximum: number): number => {
	const value = Number(values[name]);
	if (Number.isInteger(value) && value >= minimum && value <= maximum) return value;
	process.stderr.write(`--${name} ${values[name]} must be a whole number from ${minimum} to ${maximum}.\n`);
	process.exit(2);
};

async function main(): Promise<void> {
	const artworks = number('artworks', 1_000, 10_000_000);
	const members = number('members', 100, 1_000_000);
	const requests = number('requests', 1, 100_000);
	const fitting = Math.floor(freemem() / 2 / bytesOfMeaning);
	const meanings = Math.min(artworks, values.meanings === undefined ? fitting : number('meanings', 0, 10_000_000));
	const progress = new Progress();
	await using server = await (values.server === undefined ? disposableServer() : databaseOnServer(values.server));
	await using gallery = await largeGallery(server.url, { members, largest: artworks, onFilling: progress.tell });
	await using api = await startApiProcess(server.url);
	const [reader, writer] = [gallery.members[10], gallery.members.at(-1)];
	if (!reader || !writer) throw new Error('There are not enough members');
	const readToken = await gallery.addAccessToken(reader, ['READ']);
	const writeToken = await gallery.addAccessToken(writer, ['READ', 'PUBLISH', 'PROFILE']);
	const run = async (operations: readonly Operation[]): Promise<readonly Measured[]> => {
		const measured: Measured[] = [];
		for (const operation of operations.filter(({ name }) => name.includes(values.only))) {
			progress.tell(operation.name, 0, 0);
			measured.push(await measure(api, operation, requests));
			progress.line(measured.at(-1) as Measured);
		}
		return measured;
	};

	const measureWrites = async (): Promise<readonly Measured[]> =>
		run(writeOperations(gallery, writeToken, await gallery.addRenders(writer, requests + 10)));

	let filledInSeconds = 0;
	const writes: MeasuredWrites[] = [];
	for (const size of sizesUpTo(artworks)) {
		const start = performance.now();
		await gallery.grow(size);
		filledInSeconds += (performance.now() - start) / 1_000;
		// The first run of all finds little compiled, which would make the smallest gallery look slow.
		if (writes.length === 0) await measureWrites();
		writes.push({ artworks: size, measured: await measureWrites() });
	}
	const asked = await gallery.addMeanings(meanings, texts);
	const pgvector = await buildIndexes(server.url);
	const reads = await run(readOperations(gallery, readToken, asked));
	progress.end();
	const report = printReport({
		...{ artworks, members, meanings, pgvector, filledInSeconds, reads, writes, note: values.note ?? null },
		databaseMegabytes: await gallery.databaseMegabytes(),
		apiMegabytes: await api.residentMegabytes(),
	});
	process.stdout.write(`\n${report}\n`);
	if (values.write) await writeSection(document, report, { name: 'gallery', heading: '## The gallery' });
	const isSlow = reads.some(({ p95Ms, targetMs }) => p95Ms > targetMs);
	if (isSlow || growthOf(writes).some(({ isMet }) => !isMet)) process.exitCode = 1;
}

/** What the API builds beside its work; the version of pgvector, null where the database has none. */
async function buildIndexes(databaseUrl: string): Promise<string | null> {
	await using store = openStore({ databaseUrl, storageDir: tmpdir() });
	const support = await prepareVectors(store);
	const space = await currentEmbeddingSpace(store);
	if ('reason' in support || !space) return null;
	await buildVectorIndexes(store, space, new AbortController().signal);
	return support.version;
}

if (values.help) process.stdout.write(`${usage}\n`);
else await main();
