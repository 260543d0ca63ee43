/**
 * @file A gallery of any size for measurements: rows of the true schema, with followers, remixes, talk and every
 * visibility. Triggers rest while it is filled, which is ten times as fast; what they would write is written here, and
 * large-gallery.test.ts compares it with what they write.
 */
import { createHash, randomBytes } from 'node:crypto';
import { newIdentifier } from '@galatea/render';
import type { Client } from 'pg';
import { Draw } from './draw.ts';
import { fillMeanings } from './meanings.ts';
import { type GeneratedMember, makePeople } from './people.ts';
import { type GeneratedArtwork, PictureRows } from './pictures.ts';
import { TalkRows } from './talk.ts';
import { unguardedClient, withoutIndexes } from './unguarded.ts';

const dayMs = 86_400_000;
/** Over how long the pictures were published, at an even pace. */
const ageDays = 3 * 365;
/** As packages/store/src/access/rate-limits.ts keeps notifications. */
const toldDays = 180;
const artworksAtOnce = 10_000;

/** Told what is being done, with a number that rises to `of`; `of` is 0 where it is not known. */
export type OnFilling = (phase: string, done: number, of: number) => void;

/** A gallery that grows. */
export interface LargeGallery extends AsyncDisposable {
	readonly members: readonly GeneratedMember[];
	/** Oldest first. */
	readonly artworks: readonly GeneratedArtwork[];
	/** Publishes until there are so many artworks, at most `largest`. */
	grow(artworks: number): Promise<void>;
	/** Finished renders of a member that are not published; returns their ids. */
	addRenders(member: GeneratedMember, count: number): Promise<readonly string[]>;
	/** An access token with these scopes. */
	addAccessToken(member: GeneratedMember, scopes: readonly string[]): Promise<string>;
	/** What the newest `pictures` mean; returns texts, so many, that fit some of them and need no worker. */
	addMeanings(pictures: number, texts: number): Promise<readonly string[]>;
	databaseMegabytes(): Promise<number>;
}

/** Fills a migrated, empty database with members; `largest` artworks will span three years. */
export async function largeGallery(
	databaseUrl: string,
	options: { readonly members: number; readonly largest: number; readonly onFilling?: OnFilling },
): Promise<LargeGallery> {
	const { largest, onFilling = () => {} } = options;
	const [client, helper] = await Promise.all([unguardedClient(databaseUrl), unguardedClient(databaseUrl)]);
	const now = Date.now();
	const begin = now - ageDays * dayMs;
	const { members, rows } = makePeople(new Draw(1), options.members, new Date(begin));
	for (const table of rows) await table.copy(client);
	const draw = new Draw(2);
	const pictures = new PictureRows(draw);
	const talk = new TalkRows(draw, members, new Date(now - toldDays * dayMs));
	const artworks: GeneratedArtwork[] = [];

	const addBatch = (until: number): void => {
		while (artworks.length < until) {
			const publishedAt = new Date(begin + ((now - begin - dayMs) * artworks.length) / largest);
			const artwork = pictures.addArtwork(draw.oneOf(members), publishedAt, artworks);
			talk.add(artwork, publishedAt);
			artworks.push(artwork);
		}
	};
	const copy = async (): Promise<void> => {
		for (const table of [...pictures.tables, ...talk.tables]) await table.copy(client);
	};
	return {
		members,
		artworks,
		async grow(count) {
			const first = artworks.length;
			await withoutIndexes(
				client,
				async () => {
					while (artworks.length < count) {
						addBatch(Math.min(count, artworks.length + artworksAtOnce));
						await copy();
						onFilling('artworks', artworks.length, count);
					}
					onFilling('search by words', 0, 0);
					await indexWords([client, helper], artworks.slice(first));
					onFilling('trend', 0, 0);
					await client.query(placeAmongTrending);
				},
				() => onFilling('indexes', 0, 0),
			);
			onFilling('statistics', 0, 0);
			await client.query('VACUUM ANALYZE');
			await client.query('CHECKPOINT');
		},
		async addRenders(member, count) {
			const ids = Array.from({ length: count }, () => pictures.addRender(member, new Date(now)));
			await copy();
			return ids;
		},
		async addAccessToken(member, scopes) {
			const token = `gal_${randomBytes(32).toString('base64url')}`;
			await client.query(
				`INSERT INTO "AccessToken" (id, "userId", name, "tokenHash", scopes, "expiresAt")
				 VALUES ($1, $2, 'measurements', $3, $4::text[]::"AccessScope"[], now() + interval '1 day')`,
				[newIdentifier('accessToken'), member.id, createHash('sha256').update(token).digest('hex'), scopes],
			);
			return token;
		},
		async addMeanings(count, texts) {
			const keys = artworks.slice(-count).map(({ imageKey }) => imageKey);
			const asked = await fillMeanings(client, keys, texts, (done) => onFilling('meanings', done, keys.length));
			await client.query('VACUUM ANALYZE "PictureEmbedding", "EmbeddingRequest"');
			return asked;
		},
		async databaseMegabytes() {
			const { rows } = await client.query<{ bytes: string }>('SELECT pg_database_size(current_database()) AS bytes');
			return Number(rows[0]?.bytes) / 1e6;
		},
		async [Symbol.asyncDispose]() {
			await Promise.all([client.end(), helper.end()]);
		},
	};
}

/** What the trigger "Artwork_text" does, each connection for its share. */
async function indexWords(clients: readonly Client[], artworks: readonly GeneratedArtwork[]): Promise<void> {
	const share = Math.ceil(artworks.length / clients.length);
	await Promise.all(
		clients.map((client, index) =>
			client.query('SELECT count(galatea_index_artwork(id)) FROM unnest($1::text[]) AS id', [
				artworks.slice(index * share, (index + 1) * share).map(({ id }) => id),
			]),
		),
	);
}

/** As packages/store/src/artworks/trend.ts computes it for one; the children of all are counted at once. */
const placeAmongTrending = `
	UPDATE "Artwork" AS artwork SET "trendKey" = "sortKey" + (172800000000 * log(2.0, 1 + people))::bigint
	FROM (
		SELECT "parentId", count(DISTINCT child."publishedById") AS people FROM "Lineage"
		JOIN "Artwork" AS child ON child.id = "childId" JOIN "Artwork" AS parent ON parent.id = "parentId"
		WHERE child."publishedById" <> parent."publishedById" GROUP BY "parentId"
	) AS remixed WHERE artwork.id = "parentId"`;
