/** @file `/sitemap.xml`: the pages that crawlers are told of. */
import type { MetadataRoute } from 'next';
import { headers } from 'next/headers';
import { env } from '../env.ts';
import { publicOrigin } from '../features/chrome/origin.ts';
import { keptFor } from '../features/crawlers/kept-for.ts';
import { type Place, readPlaces } from '../features/crawlers/sitemap-places.ts';
import { SitemapPageDocument } from '../graphql/generated/graphql.ts';
import { request } from '../graphql/request.ts';

/** What becomes private must be gone soon. */
const keptMs = 5 * 60_000;

/** Asked as nobody: without a cookie. The API counts it for the address that asks. */
const places = keptFor(keptMs, (visitor: string | null): Promise<readonly Place[]> => {
	const passed: Record<string, string> = visitor === null ? {} : { 'x-forwarded-for': visitor };
	return readPlaces(async (after) => {
		const answer = await request(`${env.apiUrl}/graphql`, SitemapPageDocument, { after }, { headers: passed });
		return answer.artworks;
	});
});

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
	const asked = await headers();
	const origin = publicOrigin(asked);
	return (await places(asked.get('x-forwarded-for'))).map(({ path, changedAt }) => ({
		url: `${origin}${path}`,
		...(changedAt !== null && { lastModified: changedAt }),
	}));
}
