/** @file Many artworks in a gallery that runs: copies of one that was really rendered, so that pages can show every one of them. */
import { Client } from 'pg';

/**
 * Publishes `copies` of an artwork and its render, all with its files and its person, each older than the one before it and than
 * the original. Shapes vary from twice as wide as high to twice as high as wide, as pages take them. Triggers work, so
 * subjects, words and files are there.
 */
export async function copyArtwork(databaseUrl: string, artworkId: string, copies: number): Promise<void> {
	const client = new Client({ connectionString: databaseUrl, application_name: 'galatea copying' });
	await client.connect();
	try {
		await client.query('BEGIN');
		// An identifier's last six characters are random; hexadecimal digits are digits of its alphabet as well.
		const idOf = (id: string) => `left(${id}, -6) || lpad(to_hex(number), 6, '0')`;
		await client.query(
			`INSERT INTO "Render" SELECT (jsonb_populate_record(render, jsonb_build_object(
				'id', ${idOf('render.id')}, 'idempotencyKey', NULL, 'batchId', NULL, 'batchPlace', NULL))).*
			 FROM "Artwork" AS artwork JOIN "Render" AS render ON render.id = "renderId", generate_series(1, $2) AS number WHERE artwork.id = $1`,
			[artworkId, copies],
		);
		await client.query(
			`INSERT INTO "Artwork" SELECT (jsonb_populate_record(artwork, jsonb_build_object(
				'id', ${idOf('artwork.id')}, 'renderId', ${idOf('"renderId"')}, 'title', title || ' ' || number,
				'imageWidth', 64 + 16 * (number % 5), 'imageHeight', 64 + 32 * (number % 3),
				'sortKey', "sortKey" - number, 'trendKey', "trendKey" - number))).*
			 FROM "Artwork" AS artwork, generate_series(1, $2) AS number WHERE artwork.id = $1`,
			[artworkId, copies],
		);
		await client.query('COMMIT');
		await client.query('ANALYZE "Artwork", "Render"');
	} finally {
		await client.end();
	}
}
