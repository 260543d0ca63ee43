/** @file Renders and events for tests. */
import type { RenderViewFragment } from '../../graphql/generated/graphql.ts';
import type { LiveEvent } from './live-state.ts';

type Recipe = NonNullable<RenderViewFragment['recipe']>;

/** Of a render of one term. */
export const aRecipe: Recipe = {
	hash: 'h',
	prompt: 'a red apple',
	terms: [{ index: 0, text: 'a red apple', weight: 1, stop: null }],
	width: 128,
	height: 128,
	steps: 60,
	seed: '7',
	packId: 'starter',
	packHash: 'p',
	imagePrompts: [],
	noisePrompts: [],
	forkStep: null,
	engineVersion: 1,
	json: {
		format: 1,
		engine: 1,
		pack: { id: 'starter', sha256: 'a'.repeat(64) },
		prompts: [{ text: 'a red apple', weight: 1, stop: null }],
		width: 128,
		height: 128,
		steps: 60,
		seed: '7',
		optimiser: { name: 'adam', learningRate: 0.15 },
		cutouts: { method: 'crops', count: 16, power: 1, noise: 0.1, augmentations: [] },
		initial: { kind: 'codes' },
	},
};

/** A running render at step 0, changed as told. */
export function aRender(change: Partial<RenderViewFragment> = {}): RenderViewFragment {
	return {
		id: 'rnd_1',
		visibility: 'PUBLIC',
		recipeHidden: false,
		contentLevel: 'EVERYONE',
		viewerVeiled: false,
		width: 128,
		height: 128,
		state: 'RUNNING',
		step: 0,
		steps: 60,
		loss: null,
		terms: [],
		lossHistory: [],
		preview: null,
		image: null,
		queue: null,
		eta: null,
		attempt: 1,
		seq: 1,
		failure: null,
		createdAt: '2026-01-01T00:00:00.000Z',
		startedAt: null,
		finishedAt: null,
		requestedBy: { handle: null, displayName: null, hasLeft: false, viewerIsThis: true },
		artwork: null,
		batch: null,
		remixOf: null,
		viewerCanCancel: true,
		viewerCanPublish: false,
		viewerCanKeep: false,
		viewerCanDelete: false,
		licenceChoices: [null],
		keptSteps: [],
		recipe: aRecipe,
		...change,
	};
}

/** Progress to `step`, with a picture when `preview` names one. */
export function progress(
	seq: number,
	step: number,
	preview: string | null,
): Extract<LiveEvent, { __typename: 'RenderProgress' }> {
	return {
		__typename: 'RenderProgress',
		seq,
		attempt: 1,
		at: '2026-01-01T00:00:00.000Z',
		step,
		steps: 60,
		loss: 1 / step,
		terms: [{ term: 0, loss: 1 / step }],
		preview: preview === null ? null : { url: `/files/${preview}.webp`, width: 128, height: 128, thumbhash: '', step },
		eta: null,
	};
}
