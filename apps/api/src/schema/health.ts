import { viewerModerates } from '@galatea/store/access';
import type { WorkerStatus } from '@galatea/store/renders';
import { type HouseHealth, houseHealth } from '../health.ts';
import { builder } from './builder.ts';

const WorkerStatusType = builder.objectRef<WorkerStatus>('WorkerStatus').implement({
	fields: (t) => ({
		name: t.exposeString('name', {
			description: 'As its machine names it, for moderators; for everybody else a number such as `worker-1`.',
		}),
		provider: t.exposeString('provider', { description: 'Execution provider, `cpu`, `cuda`, …' }),
		lastSeenAt: t.expose('lastSeenAt', { type: 'DateTime' }),
	}),
});

const HealthType = builder.objectRef<HouseHealth>('Health').implement({
	fields: (t) => ({
		ok: t.exposeBoolean('ok'),
		database: t.exposeBoolean('database'),
		queue: t.exposeBoolean('queue'),
		storage: t.exposeBoolean('storage'),
		workers: t.field({ type: [WorkerStatusType], resolve: (health) => [...health.workers] }),
	}),
});

builder.queryField('health', (t) =>
	t.field({
		type: HealthType,
		resolve: async (_root, _arguments, { store, producer, person }) => {
			const health = await houseHealth(store, producer);
			// Without the database nobody is known.
			if (health.database && viewerModerates(await person.viewer())) return health;
			const workers = health.workers.map((worker, index) => ({ ...worker, name: `worker-${index + 1}` }));
			return { ...health, workers };
		},
	}),
);
