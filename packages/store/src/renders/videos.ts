/** @file Time-lapses of renders: asked for by anybody, made once by a worker. */
import { RenderError, type RenderState } from '@galatea/render';
import { storable } from '../database/storable.ts';
import { query, type Store } from '../database/store.ts';

/**
 * `POSSIBLE`: nobody asked yet. `WAITING`: a worker will make it, or is at it. `FAILED`: asking again tries again.
 * `NONE`: the steps of the render were not kept.
 */
export type VideoState = 'NONE' | 'POSSIBLE' | 'WAITING' | 'DONE' | 'FAILED';

export interface Video {
	readonly state: VideoState;
	/** Keys of the stored files; null until DONE. */
	readonly webpKey: string | null;
	/** Null as well where the worker had no ffmpeg. */
	readonly mp4Key: string | null;
}

interface VideoRow {
	readonly id: string;
	readonly state: RenderState;
	readonly filmKey: string | null;
	readonly isAsked: boolean;
	readonly webpKey: string | null;
	readonly mp4Key: string | null;
	readonly failure: string | null;
}

/** In the order of `renderIds`; of a render that is not there, `NONE`. */
export async function videosOf(store: Store, renderIds: readonly string[]): Promise<readonly Video[]> {
	const rows = await query<VideoRow>(
		store,
		`SELECT id, state, "filmKey", "renderId" IS NOT NULL AS "isAsked", "webpKey", "mp4Key", failure
		 FROM "Render" LEFT JOIN "Video" ON "renderId" = id WHERE id = ANY($1)`,
		[renderIds],
	);
	return renderIds.map((id) => {
		const row = rows.find((each) => each.id === id);
		return row ? asVideo(row) : { state: 'NONE', webpKey: null, mp4Key: null };
	});
}

function asVideo({ filmKey, isAsked, webpKey, mp4Key, failure }: VideoRow): Video {
	const state = (): VideoState => {
		if (webpKey !== null) return 'DONE';
		if (filmKey === null) return 'NONE';
		if (!isAsked) return 'POSSIBLE';
		return failure === null ? 'WAITING' : 'FAILED';
	};
	return { state: state(), webpKey, mp4Key };
}

/**
 * Asks for the video of a finished render; the caller then puts the render's id into the queue. Asking again changes
 * nothing, but after a failure. Throws `NOT_FOUND` when there is no such render, or its steps were not kept.
 */
export async function requestVideo(store: Store, renderId: string): Promise<Video> {
	await query(
		store,
		`INSERT INTO "Video" ("renderId") SELECT id FROM "Render" WHERE id = $1 AND "filmKey" IS NOT NULL
		 ON CONFLICT ("renderId") DO UPDATE SET failure = NULL, "requestedAt" = now() WHERE "Video"."webpKey" IS NULL`,
		[renderId],
	);
	const [video] = await videosOf(store, [renderId]);
	if (!video || video.state === 'NONE')
		throw new RenderError('NOT_FOUND', `The steps of render ${renderId} were not kept, so there is no video of them`);
	return video;
}

/** Writes down the files of a video. */
export async function finishVideo(
	store: Store,
	renderId: string,
	keys: { readonly webpKey: string; readonly mp4Key: string | null },
): Promise<void> {
	await query(store, 'UPDATE "Video" SET "webpKey" = $2, "mp4Key" = $3, failure = NULL WHERE "renderId" = $1', [
		renderId,
		keys.webpKey,
		keys.mp4Key,
	]);
}

/** Writes down why there is no video. */
export async function failVideo(store: Store, renderId: string, failure: string): Promise<void> {
	const values = [renderId, storable(failure)];
	await query(store, 'UPDATE "Video" SET failure = $2 WHERE "renderId" = $1 AND "webpKey" IS NULL', values);
}
