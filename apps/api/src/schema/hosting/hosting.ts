/** @file What an admin sees of the gallery's work: what waits and since when, who works, what failed, what is reported. */
import { countOpenReports } from '@galatea/store/moderation';
import {
	listWorkers,
	maximumFailureCodes,
	type RecentFailures,
	recentFailures,
	type UnfinishedRenders,
	unfinishedRenders,
	unfinishedStates,
	type WorkerStatus,
} from '@galatea/store/renders';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';

/** Machines of one gallery, as they are counted for the cost of a request. */
const usualWorkers = 10;

const UnfinishedStateType = builder.enumType('UnfinishedState', {
	description: 'Of a render that is not over. PAUSED waits because its person lets it.',
	values: unfinishedStates,
});

const UnfinishedRendersType = builder.objectRef<UnfinishedRenders>('UnfinishedRenders').implement({
	description: 'Renders of one state; for admins.',
	fields: (t) => ({
		state: t.expose('state', { type: UnfinishedStateType }),
		count: t.exposeInt('count', { description: 'How many renders.' }),
		oldestAt: t.expose('oldestAt', { type: 'DateTime', description: 'When the oldest of them was asked for.' }),
	}),
});

const RecentFailuresType = builder.objectRef<RecentFailures>('RecentFailures').implement({
	description: 'Renders that failed for one reason; for admins.',
	fields: (t) => ({
		code: t.exposeString('code', { description: "As of a render's failure; `UNKNOWN` where none was written down." }),
		count: t.exposeInt('count', { description: 'How many renders.' }),
		lastAt: t.expose('lastAt', { type: 'DateTime', description: 'When the last of them failed.' }),
	}),
});

const HostedWorkerType = builder.objectRef<WorkerStatus>('HostedWorker').implement({
	description: 'A worker that is there; for admins.',
	fields: (t) => ({
		name: t.exposeString('name', { description: 'As its machine names it.' }),
		provider: t.exposeString('provider', { description: 'Execution provider, `cpu`, `cuda`, …' }),
		device: t.exposeString('device', { description: 'What it computes on, such as the name of a processor.' }),
		packIds: t.exposeStringList('packIds', { description: 'Packs whose files it has.' }),
		startedAt: t.expose('startedAt', { type: 'DateTime', description: 'Since when it has been there.' }),
		lastSeenAt: t.expose('lastSeenAt', { type: 'DateTime' }),
	}),
});

type Hosting = Pick<RequestContext, 'store'>;

const HostingType = builder.objectRef<Hosting>('Hosting').implement({
	description: 'The work of the gallery, as it is now; for admins.',
	fields: (t) => ({
		unfinished: t.field({
			type: [UnfinishedRendersType],
			description: 'Renders that are not over, by states in which there are some.',
			extensions: { listSize: unfinishedStates.length },
			resolve: async ({ store }) => [...(await unfinishedRenders(store))],
		}),
		workers: t.field({
			type: [HostedWorkerType],
			description: 'Those that were seen within the last seconds, by name.',
			extensions: { listSize: usualWorkers },
			resolve: async ({ store }) => [...(await listWorkers(store))],
		}),
		failures: t.field({
			type: [RecentFailuresType],
			description: `Why renders failed within the last day, the most frequent reason first, at most ${maximumFailureCodes}.`,
			extensions: { listSize: maximumFailureCodes },
			resolve: async ({ store }) => [...(await recentFailures(store))],
		}),
		openReportCount: t.int({
			description: 'How many reports nobody has decided yet.',
			resolve: ({ store }) => countOpenReports(store),
		}),
	}),
});

builder.queryField('hosting', (t) =>
	t.field({
		type: HostingType,
		nullable: true,
		description: 'What the gallery is at, for its host. Null for who is no admin.',
		resolve: async (_root, _arguments, { store, person }) =>
			(await person.viewer()).role === 'ADMIN' ? { store } : null,
	}),
);
