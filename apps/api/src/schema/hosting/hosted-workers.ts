/** @file The workers of a gallery, as the host sees them: what they are, and how fast they were of late. */
import type { Store } from '@galatea/store/database';
import {
	listWorkers,
	maximumSpeedsOfDevice,
	type WorkerSpeed,
	type WorkerStatus,
	workerSpeeds,
} from '@galatea/store/renders';
import { builder } from '../builder.ts';

interface HostedWorker extends WorkerStatus {
	readonly speeds: readonly WorkerSpeed[];
}

/** Those that are there, by name, with what their devices did last. */
export async function hostedWorkers(store: Store): Promise<HostedWorker[]> {
	const workers = await listWorkers(store);
	const speeds = await workerSpeeds(
		store,
		workers.map(({ device }) => device),
	);
	return workers.map((worker) => ({ ...worker, speeds: speeds.filter(({ device }) => device === worker.device) }));
}

const WorkerSpeedType = builder.objectRef<WorkerSpeed>('WorkerSpeed').implement({
	description: 'How long a step takes of one kind of work, learnt from renders that are done.',
	fields: (t) => ({
		packId: t.exposeString('packId', { description: 'Of the pack.' }),
		width: t.exposeInt('width', { description: 'Of the picture, in pixels.' }),
		height: t.exposeInt('height', { description: 'Of the picture, in pixels.' }),
		cutouts: t.exposeInt('cutouts', { description: 'How many are looked at in a step.' }),
		stepSeconds: t.exposeFloat('stepSeconds', { description: 'The median, in seconds.' }),
	}),
});

export const HostedWorkerType = builder.objectRef<HostedWorker>('HostedWorker').implement({
	description: 'A worker that is there; for admins.',
	fields: (t) => ({
		name: t.exposeString('name', { description: 'As its machine names it.' }),
		provider: t.exposeString('provider', { description: 'Execution provider, `cpu`, `cuda`, …' }),
		device: t.exposeString('device', { description: 'What it computes on, such as the name of a processor.' }),
		packIds: t.exposeStringList('packIds', { description: 'Packs whose files it has.' }),
		startedAt: t.expose('startedAt', { type: 'DateTime', description: 'Since when it has been there.' }),
		lastSeenAt: t.expose('lastSeenAt', { type: 'DateTime' }),
		speeds: t.field({
			type: [WorkerSpeedType],
			description: `Of the kinds of work that its device did last, at most ${maximumSpeedsOfDevice}.`,
			extensions: { listSize: maximumSpeedsOfDevice },
			resolve: ({ speeds }) => [...speeds],
		}),
	}),
});
