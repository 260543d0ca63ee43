/** @file What the pictures of a generated gallery mean: vectors around a few hundred subjects, as a perceptor would group them. */
import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { Rows } from './copy-rows.ts';
import { Draw } from './draw.ts';

/** Numbers of a vector, and of a profile: those of the starter pack. */
const dimension = 256;
const profileLength = 126;
/** Subjects that pictures are of. A text that fits one finds one picture in so many. */
const subjectCount = 200;
/** How far pictures of one subject lie apart, beside a subject's length of 1. */
const spread = 1;
/** Standard deviation of a picture's likeness to common words: what fits is 2.5 of it and more (decision 0030). */
const deviation = 0.15;
const rowsAtOnce = 5_000;

/** Stores an embedding of each picture, and answered requests for some texts; returns the texts. */
export async function fillMeanings(
	client: Client,
	imageKeys: readonly string[],
	texts: number,
	onRow: (count: number) => void,
): Promise<readonly string[]> {
	const draw = new Draw(3);
	const { rows } = await client.query<{ id: number }>(
		`INSERT INTO "EmbeddingSpace" (perceptor, hash, version, dimension, "profileLength") VALUES ('generated', $1, 1, $2, $3)
		 RETURNING id`,
		['0'.repeat(64), dimension, profileLength],
	);
	const spaceId = rows[0]?.id ?? 0;
	const around = (length: number): readonly Float32Array[] =>
		Array.from({ length: subjectCount }, () => unit(Float32Array.from({ length }, () => draw.normal())));
	const [subjects, profiles] = [around(dimension), around(profileLength)];
	const near = (centre: Float32Array): Float32Array =>
		unit(centre.map((value) => value + (spread * draw.normal()) / Math.sqrt(centre.length)));
	const pictures = new Rows('PictureEmbedding', ['spaceId', 'imageKey', 'vector', 'profile', 'mean', 'deviation']);
	for (const [index, imageKey] of imageKeys.entries()) {
		const subject = draw.below(subjectCount);
		const [vector, profile] = [subjects[subject] as Float32Array, profiles[subject] as Float32Array];
		pictures.add(spaceId, imageKey, hexadecimal(near(vector)), hexadecimal(near(profile)), 0, deviation);
		if ((index + 1) % rowsAtOnce !== 0 && index + 1 < imageKeys.length) continue;
		await pictures.copy(client);
		onRow(index + 1);
	}
	const requests = new Rows('EmbeddingRequest', ['spaceId', 'key', 'text', 'vector']);
	const asked = Array.from({ length: texts }, (_, index) => `something of kind ${index}`);
	for (const [index, text] of asked.entries()) {
		const key = createHash('sha256').update(`text\0${text}`).digest('hex');
		requests.add(spaceId, key, text, hexadecimal(near(subjects[index % subjectCount] as Float32Array)));
	}
	await requests.copy(client);
	return asked;
}

function unit(vector: Float32Array): Float32Array {
	const length = Math.hypot(...vector);
	return vector.map((value) => value / length);
}

/** As PostgreSQL reads bytes. */
function hexadecimal(vector: Float32Array): string {
	return `\\x${Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('hex')}`;
}
