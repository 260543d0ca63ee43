/** @file For admins: every pack there is or could be, the workers that have them, and what is under way with them. */
import { type Catalogues, filesOf } from '@galatea/models';
import { neededFiles, type PackEntry } from '@galatea/networks';
import {
	listPackTasks,
	listWorkers,
	type PackTask,
	packTaskKinds,
	packTaskStates,
	type WorkerStatus,
} from '@galatea/store/renders';
import { builder } from '../builder.ts';
import { maximumTrainingData, TrainingDataType } from './training-data.ts';

const packOrigins = ['SHIPPED', 'KNOWN', 'IMPORTED'] as const;

/** `entry` is null for a pack that only some worker has heard of. */
interface CataloguePack {
	readonly id: string;
	readonly origin: (typeof packOrigins)[number];
	readonly entry: PackEntry | null;
	readonly workerNames: readonly string[];
}

interface PackCatalogue {
	readonly packs: readonly CataloguePack[];
	readonly workers: readonly WorkerStatus[];
	readonly tasks: readonly PackTask[];
}

/** Shown at most; each is a row of a catalogue or a process. */
const maximumListed = 100;

export const PackTaskKindType = builder.enumType('PackTaskKind', {
	description: 'Download what is missing or damaged; compare every file with its hash; delete.',
	values: packTaskKinds,
});

const PackTaskStateType = builder.enumType('PackTaskState', { values: packTaskStates });

const PackOriginType = builder.enumType('PackOrigin', {
	description: 'Came with Galatea and stays; can be downloaded; somebody imported the weights.',
	values: packOrigins,
});

export const PackTaskType = builder.objectRef<PackTask>('PackTask').implement({
	description: 'What an admin wants a worker to do with a pack.',
	fields: (t) => ({
		id: t.exposeID('id'),
		packId: t.exposeID('packId'),
		workerName: t.exposeString('workerName'),
		kind: t.expose('kind', { type: PackTaskKindType }),
		state: t.expose('state', { type: PackTaskStateType }),
		file: t.exposeString('file', { nullable: true, description: 'The file at hand.' }),
		bytes: t.exposeFloat('bytes', { description: 'Of all files of the pack, that are there.' }),
		totalBytes: t.exposeFloat('totalBytes', { nullable: true, description: 'Null before the worker has looked.' }),
		bytesPerSecond: t.exposeFloat('bytesPerSecond', {
			nullable: true,
			description: 'Over the last five seconds; null while nothing moves.',
		}),
		cancelRequested: t.exposeBoolean('cancelRequested'),
		message: t.exposeString('message', { nullable: true, description: 'English: why it failed.' }),
		createdAt: t.expose('createdAt', { type: 'DateTime' }),
		finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
	}),
});

const CataloguePackType = builder.objectRef<CataloguePack>('CataloguePack').implement({
	fields: (t) => ({
		id: t.exposeID('id'),
		origin: t.expose('origin', { type: PackOriginType }),
		title: t.string({ resolve: ({ id, entry }) => entry?.title ?? id }),
		description: t.string({ resolve: ({ entry }) => entry?.description ?? '' }),
		licence: t.string({ nullable: true, resolve: ({ entry }) => entry?.licence ?? null }),
		terms: t.string({
			nullable: true,
			description: 'What the makers of the weights say of their use; to be accepted before they are downloaded.',
			resolve: ({ entry }) => entry?.terms ?? null,
		}),
		training: t.field({
			type: [TrainingDataType],
			description: 'What its networks learnt from; empty where nobody has said it.',
			extensions: { listSize: maximumTrainingData },
			resolve: ({ entry }) => [...(entry?.training ?? [])],
		}),
		bytes: t.float({
			nullable: true,
			description: 'Of all its files; null where the lengths are not known.',
			resolve: ({ entry }) => entry && bytesOf(entry),
		}),
		workerNames: t.stringList({
			description: 'Workers that are there and have all its files.',
			resolve: ({ workerNames }) => [...workerNames],
		}),
	}),
});

const PackWorkerType = builder.objectRef<WorkerStatus>('PackWorker').implement({
	fields: (t) => ({
		name: t.exposeString('name'),
		provider: t.exposeString('provider', { description: 'What it computes with: `cpu`, `cuda`, …' }),
		device: t.exposeString('device'),
	}),
});

const PackCatalogueType = builder.objectRef<PackCatalogue>('PackCatalogue').implement({
	fields: (t) => ({
		packs: t.field({
			type: [CataloguePackType],
			extensions: { listSize: maximumListed },
			resolve: ({ packs }) => packs.slice(0, maximumListed),
		}),
		workers: t.field({
			type: [PackWorkerType],
			description: 'Those that are there.',
			extensions: { listSize: maximumListed },
			resolve: ({ workers }) => workers.slice(0, maximumListed),
		}),
		tasks: t.field({
			type: [PackTaskType],
			description: 'Those that wait or run, and the newest that have ended; the newest first.',
			extensions: { listSize: maximumListed },
			resolve: ({ tasks }) => tasks.slice(0, maximumListed),
		}),
	}),
});

builder.queryField('packCatalogue', (t) =>
	t.field({
		type: PackCatalogueType,
		nullable: true,
		description: 'Null for who is no admin.',
		resolve: async (_root, _arguments, { store, person, catalogues }) => {
			if ((await person.viewer()).role !== 'ADMIN') return null;
			const [found, workers, tasks] = await Promise.all([catalogues(), listWorkers(store), listPackTasks(store)]);
			return { packs: packsOf(found, workers), workers, tasks };
		},
	}),
);

function packsOf({ shipped, local }: Catalogues, workers: readonly WorkerStatus[]): readonly CataloguePack[] {
	const known = new Set(shipped.known.map(({ id }) => id));
	const entries = [
		...shipped.packs.map((entry) => ({ id: entry.id, origin: 'SHIPPED', entry }) as const),
		...shipped.known.map((entry) => ({ id: entry.id, origin: 'KNOWN', entry }) as const),
		...local.filter(({ id }) => !known.has(id)).map((entry) => ({ id: entry.id, origin: 'IMPORTED', entry }) as const),
	];
	const listed = new Set(entries.map(({ id }) => id));
	const others = new Set(workers.flatMap(({ packIds }) => packIds.filter((id) => !listed.has(id))));
	return [...entries, ...[...others].map((id) => ({ id, origin: 'IMPORTED', entry: null }) as const)].map((pack) => ({
		...pack,
		workerNames: workers.filter(({ packIds }) => packIds.includes(pack.id)).map(({ name }) => name),
	}));
}

/** A file that two parts share counts once. */
function bytesOf(entry: PackEntry): number | null {
	const lengths = new Map(neededFiles(entry).map(({ file, bytes }) => [file, bytes]));
	let total = 0;
	for (const file of filesOf(entry)) {
		if (file === entry.names?.file) continue;
		const bytes = lengths.get(file);
		if (bytes === undefined) return null;
		total += bytes;
	}
	return total;
}
