/** @file Which server the queue lies on: the one place that knows. Everything else is the same code for both. */
import { type BackendFactory, createPostgresBackend, createRedisBackend, type IQueueBackend } from 'bullmq';

/** BullMQ's tables stay out of the gallery's own schema, which Prisma looks at. */
const postgresSchema = 'bullmq';

/** A way to make BullMQ's objects on one server. */
export interface Backend {
	/** What BullMQ takes as `connection`. */
	readonly connection: object;
	readonly factory: BackendFactory<IQueueBackend, object>;
	/** The server without user and password, for messages. */
	readonly server: string;
}

/**
 * Reads the address of a queue: `postgresql://…` (or `postgres://…`; tables in schema `bullmq`, made when missing) or
 * `redis://…` (`rediss://…` with TLS; the path is the number of the database). Throws a RangeError on any other.
 * `isPatient`: keep a command until a lost Redis is back (consumers) rather than fail (producers, whose callers wait).
 */
export function readBackend(queueUrl: string, isPatient: boolean): Backend {
	const url = URL.canParse(queueUrl) ? new URL(queueUrl) : null;
	switch (url?.protocol) {
		case 'postgres:':
		case 'postgresql:':
			return {
				connection: {
					connectionString: queueUrl,
					schema: postgresSchema,
					migrate: true,
					max: 4,
					keepAlive: true,
					connectionTimeoutMillis: 5_000,
					application_name: 'galatea queue',
				},
				factory: createPostgresBackend as unknown as BackendFactory<IQueueBackend, object>,
				server: `${url.hostname}:${url.port || '5432'}`,
			};
		case 'redis:':
		case 'rediss:':
			return {
				connection: {
					url: queueUrl,
					// BullMQ wants null where it blocks; elsewhere a command of which nothing is heard must fail.
					maxRetriesPerRequest: isPatient ? null : 1,
					enableOfflineQueue: true,
					connectTimeout: 5_000,
				},
				factory: createRedisBackend as unknown as BackendFactory<IQueueBackend, object>,
				server: `${url.hostname}:${url.port || '6379'}`,
			};
		default:
			throw new RangeError(
				`QUEUE_URL must be postgresql://user:password@host:port/name or redis://host:port, not ${describeWrong(url)}`,
			);
	}
}

// The text itself may have a password in it.
function describeWrong(url: URL | null): string {
	return url ? `an address that begins with ${url.protocol}//` : 'a text that is no address';
}
