/** @file For this package's tests: a store on a database and a folder of its own, and what to put into it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Recipe, RenderEventBody } from '@galatea/render';
import { disposableDatabase, vectorDatabase } from '@galatea/testing';
import { createGuest } from '../accounts/users.ts';
import { closeStore, type OnStatement, openStore, type Store } from '../database/store.ts';
import type { ImageReference } from '../files/image-reference.ts';
import { appendEvent, type Claim, claimRender, finishRender } from '../renders/attempts.ts';
import { createRender } from '../renders/create-render.ts';
import type { WholeRender } from '../renders/render.ts';

export interface TestStore extends AsyncDisposable {
	readonly store: Store;
	readonly databaseUrl: string;
}

/** `vectors`: on a database with pgvector, which takes some seconds more. */
export async function testStore(
	options: { readonly vectors?: boolean; readonly onStatement?: OnStatement } = {},
): Promise<TestStore> {
	const { vectors = false, onStatement } = options;
	const database = await (vectors ? vectorDatabase() : disposableDatabase());
	const storageDir = await mkdtemp(path.join(tmpdir(), 'galatea-storage-'));
	const store = openStore({ databaseUrl: database.url, storageDir, ...(onStatement && { onStatement }) });
	return {
		store,
		databaseUrl: database.url,
		async [Symbol.asyncDispose]() {
			await closeStore(store);
			await rm(storageDir, { recursive: true, force: true });
			await database[Symbol.asyncDispose]();
		},
	};
}

export function recipe(changes: Partial<Recipe> = {}): Recipe {
	return {
		format: 1,
		engine: 1,
		pack: { id: 'starter', sha256: 'a'.repeat(64) },
		prompts: [{ text: 'A red apple', weight: 1, stop: null }],
		width: 128,
		height: 128,
		steps: 20,
		seed: '18446744073709551615',
		optimiser: { name: 'adam', learningRate: 0.15 },
		cutouts: { method: 'crops', count: 16, power: 1, noise: 0.1, augmentations: [] },
		initial: { kind: 'codes' },
		...changes,
	};
}

export async function queuedRender(
	store: Store,
	changes: Partial<Recipe> = {},
	options: { readonly userId?: string; readonly remixOfArtworkId?: string } = {},
): Promise<WholeRender> {
	const userId = options.userId ?? (await createGuest(store)).user.id;
	const whole = recipe(changes);
	const { remixOfArtworkId: artworkId } = options;
	const { initial } = whole;
	const kind = initial.kind === 'fork' ? ({ kind: 'FORK', step: initial.step } as const) : ({ kind: 'REMIX' } as const);
	const sources = artworkId === undefined ? [] : [{ artworkId, ...kind }];
	return (await createRender(store, { recipe: whole, userId, sources })).render;
}

export async function claimed(store: Store, renderId: string, workerName = 'first'): Promise<Claim> {
	const claim = await claimRender(store, renderId, workerName);
	if (!claim) throw new Error(`Render ${renderId} cannot be taken up`);
	return claim;
}

export function progress(step: number, loss = 1 / step): Extract<RenderEventBody, { type: 'progress' }> {
	return { type: 'progress', step, steps: 20, loss, terms: [{ term: 0, loss }], preview: null };
}

export function picture(extension: 'png' | 'webp' = 'png'): ImageReference {
	const key = `${'b'.repeat(64)}.${extension}`;
	return { key, width: 128, height: 128, mimeType: `image/${extension}`, thumbhash: 'AAAA' };
}

/** A render that is DONE, by whoever's attempt. */
export async function finished(store: Store, renderId: string): Promise<void> {
	const { attempt } = await claimed(store, renderId);

	await appendEvent(store, renderId, attempt, { type: 'started', fromStep: 0 });
	await finishRender(store, { renderId, attempt, step: 20, image: picture(), thumbnail: picture('webp') });
}
