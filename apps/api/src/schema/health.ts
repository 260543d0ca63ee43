import type { WorkerStatus } from '@galatea/store/renders';
import { type HouseHealth, houseHealth } from '../health.ts';
import { builder } from './builder.ts';

const WorkerStatusType = builder.objectRef<WorkerStatus>('WorkerStatus').implement({
	fields: (t) => ({
		name: t.exposeString('name'),
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
		resolve: (_root, _arguments, { store, producer }) => houseHealth(store, producer),
	}),
);
