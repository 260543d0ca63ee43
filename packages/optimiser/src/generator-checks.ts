/** @file What a recipe may ask of one kind of generator and not of another, told before any weights are read. */
import type { Generator } from '@galatea/networks';
import { type InputIssue, listFields, type PackNeed, type Recipe, valueAt } from '@galatea/render';

type Asked = Pick<Recipe, 'initial' | 'losses' | 'motion' | 'tiling'>;

/** One issue for each thing that generators of this kind cannot do. */
export function generatorIssues(asked: Asked, kind: Generator['kind'], packId: string): readonly InputIssue[] {
	const missing = missingOf(kind, packId);
	const begins = asked.initial.kind !== 'codes' && asked.initial.kind !== 'fork';
	const issues = new Map<string, string>();
	if (missing.encoder && begins) issues.set('initial', `${missing.encoder} to begin from a picture`);
	for (const { path, needs, absent } of listFields()) {
		const message = needs && missing[needs];
		const value = valueAt(asked, path);
		if (message && value !== undefined && value !== absent) issues.set(partOf(path), message);
	}
	return [...issues].map(([path, message]) => ({ path, message }));
}

/** Why what a field may need of a pack is not there. */
function missingOf(kind: Generator['kind'], packId: string): { readonly [Need in PackNeed]?: string } {
	if (kind !== 'biggan-deep')
		return { conditions: `cannot be: only a BigGAN has noise and classes, and pack "${packId}" has none` };
	return {
		places: `cannot be: the latent of pack "${packId}", a BigGAN, has no places of the picture`,
		encoder: `cannot be: pack "${packId}", a BigGAN, has no encoder`,
	};
}

/** The part that is left out to be without the field, or the field itself. */
function partOf(path: string): string {
	return /^(losses\.\w+|motion)\b/.exec(path)?.[0] ?? path;
}
