/** @file How fast the workers are, for who keeps the gallery: of each device the kinds of work that it did last. */
import { query, type Store } from '../database/store.ts';

/** How long a step of one kind of work takes on one kind of device. */
export interface WorkerSpeed {
	readonly device: string;
	readonly packId: string;
	readonly width: number;
	readonly height: number;
	readonly cutouts: number;
	/** The median. */
	readonly stepSeconds: number;
}

/** Kinds of work of one device that are told, the newest. */
export const maximumSpeedsOfDevice = 3;

/** Of each of `devices` at most {@link maximumSpeedsOfDevice}, what was done last comes first. */
export async function workerSpeeds(store: Store, devices: readonly string[]): Promise<readonly WorkerSpeed[]> {
	return query<WorkerSpeed & { readonly device: string }>(
		store,
		`SELECT newest.device, "packId", width, height, cutouts, exp("logMean") AS "stepSeconds"
		 FROM (SELECT DISTINCT device FROM unnest($1::text[]) AS device) AS asked
			CROSS JOIN LATERAL (
				SELECT * FROM "StepSpeed" WHERE device = asked.device ORDER BY "updatedAt" DESC LIMIT ${maximumSpeedsOfDevice}
			) AS newest
		 ORDER BY newest.device, newest."updatedAt" DESC`,
		[devices],
	);
}
