/** @file For this package's tests: artworks whose pictures a perceptor has looked at. */
import { createHash } from 'node:crypto';
import { query, type Store } from '../database/store.ts';
import { type EmbeddingSpace, useEmbeddingSpace } from '../meaning/embedding-spaces.ts';
import { type PictureEmbedding, savePictureEmbedding } from '../meaning/picture-embeddings.ts';
import type { SoughtVector } from '../meaning/search-vectors.ts';
import { type TestMember, testMembers } from './test-members.ts';
import { type TestStore, testStore } from './test-store.ts';

const spaceName = { perceptor: 'one', hash: 'a'.repeat(64), version: 1, dimension: 3, profileLength: 2 };
const otherName = { ...spaceName, perceptor: 'other', hash: 'b'.repeat(64) };

/** What either perceptor sees in every picture. */
export const embedding = {
	vector: Float32Array.of(0, 1, 0),
	profile: Float32Array.of(0, 1),
	mean: 0.5,
	deviation: 0.1,
};

/** A public artwork, and the picture of it alone. */
export interface LookedAt {
	readonly id: string;
	readonly imageKey: string;
}

/** A store with the space of a perceptor that looks at pictures. */
export interface TestPictures extends TestStore {
	readonly space: EmbeddingSpace;
	member: ReturnType<typeof testMembers>['member'];
	/** A public artwork of theirs whose picture has been looked at. */
	lookedAt(artist: TestMember): Promise<LookedAt>;
	/** From here on another perceptor looks; `readsAnyWord`: it is the one that is searched with whoever begins later. */
	useOther(readsAnyWord?: boolean): Promise<EmbeddingSpace>;
	/** From here on the one of the beginning looks again. */
	useFirst(): Promise<EmbeddingSpace>;
	/** The perceptor of a space looks at a picture. */
	look(space: EmbeddingSpace, imageKey: string): Promise<void>;
}

export async function testPictures(): Promise<TestPictures> {
	const setting = await testStore();
	const { store } = setting;
	const { member, artworkOf } = testMembers(store);
	const space = await useEmbeddingSpace(store, spaceName);
	const look = (where: EmbeddingSpace, imageKey: string) => savePictureEmbedding(store, where.id, imageKey, embedding);
	return {
		...setting,
		space,
		member,
		async lookedAt(artist) {
			const id = await artworkOf(artist);
			const imageKey = await ownPicture(store, id);
			await look(space, imageKey);
			return { id, imageKey };
		},
		useOther: (readsAnyWord = false) => useEmbeddingSpace(store, otherName, readsAnyWord),
		useFirst: () => useEmbeddingSpace(store, spaceName),
		look,
	};
}

/** How well a picture fits, in whole precision and without an index: what searches are measured against. */
export function exactScore(
	{ of, vector: sought }: SoughtVector,
	{ vector, profile, mean, deviation }: PictureEmbedding,
): number {
	const dot = (one: Float32Array) => one.reduce((sum, value, at) => sum + value * (sought[at] as number), 0);
	return of === 'text' ? (dot(vector) - mean) / deviation : dot(profile);
}

/** Finished renders of tests all have the same picture. */
async function ownPicture(store: Store, artworkId: string): Promise<string> {
	const imageKey = `${createHash('sha256').update(artworkId).digest('hex')}.png`;
	await query(store, 'UPDATE "Artwork" SET "imageKey" = $2 WHERE id = $1', [artworkId, imageKey]);
	return imageKey;
}
