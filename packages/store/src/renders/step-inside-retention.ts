/** @file For how long the insides of steps are kept: they can be computed again, so that there is a bound. */
import { type Store, transaction } from '../database/store.ts';
import { removeUnused } from '../files/uploads.ts';
import { filesOf, type InsideFigures } from './step-insides.ts';

/** So long after somebody last looked it is forgotten. */
const keptDays = 30;
/** What a gallery keeps at most, some 200 kB each; then those that nobody has looked at the longest go. */
const maximumKept = 1_000;
/** Who waits asks again within seconds. */
const wantedMinutes = 10;

/** Forgets insides that nobody looks at any more, and removes those of their files that nothing else needs. */
export async function forgetStepInsides(store: Store, maximum = maximumKept): Promise<void> {
	const keys = await transaction(store, async (sql) => {
		const gone = await sql.query<{ readonly renderId: string; readonly figures: InsideFigures | null }>(
			`DELETE FROM "StepInside" WHERE "askedAt" < now() - interval '${keptDays} days'
				OR (figures IS NULL AND "askedAt" < now() - interval '${wantedMinutes} minutes')
				OR ("renderId", step) IN (
					SELECT "renderId", step FROM "StepInside" WHERE figures IS NOT NULL
					ORDER BY "askedAt" DESC, "renderId", step OFFSET $1)
			 RETURNING "renderId", figures`,
			[maximum],
		);
		const files = gone.flatMap(({ renderId, figures }) =>
			figures === null ? [] : filesOf(figures).map((key) => ({ renderId, key })),
		);
		if (files.length === 0) return [];
		// Two steps of a run that has settled may look alike to the last byte.
		await sql.query(
			`DELETE FROM "RenderFile" AS file USING unnest($1::text[], $2::text[]) AS gone(render_id, name)
			 WHERE file."renderId" = render_id AND file.key = name AND file."ofRecipe" AND NOT EXISTS (
				SELECT FROM "StepInside" AS other WHERE other."renderId" = render_id AND name IN (
					other.figures #>> '{latent,key}', other.figures #>> '{tiles,key}', other.figures #>> '{picture,key}',
					other.figures #>> '{heat,key}', other.figures #>> '{sheet,key}'))`,
			[files.map(({ renderId }) => renderId), files.map(({ key }) => key)],
		);
		return files.map(({ key }) => key);
	});
	await removeUnused(store, keys);
}
