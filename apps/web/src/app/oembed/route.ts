import { env } from '../../env.ts';
import { printOembed, readOembedRequest } from '../../features/artwork/oembed.ts';
import { publicOrigin } from '../../features/chrome/origin.ts';
import { printCollectionOembed } from '../../features/collections/collection-oembed.ts';
import { EmbeddedArtworkDocument, EmbeddedCollectionDocument } from '../../graphql/generated/graphql.ts';
import { ApiError, request as ask } from '../../graphql/request.ts';

/** Failures of the house that pass, and when to ask again. */
const passing: readonly string[] = ['API_UNREACHABLE', 'DATABASE_UNAVAILABLE'];
const retryAfterSeconds = 60;

/** Answers anybody's page, and as to nobody: whoever asks, only what everybody with the address may see is told. */
export async function GET(request: Request): Promise<Response> {
	const origin = publicOrigin(request.headers);
	const wanted = readOembedRequest(new URL(request.url).searchParams, origin);
	if (typeof wanted === 'number') return new Response(null, { status: wanted });
	const answer = await answerTo(wanted, origin).catch((error) => {
		if (!(error instanceof ApiError && passing.includes(error.digest))) throw error;
		return 'later' as const;
	});
	if (answer === 'later')
		return new Response(null, { status: 503, headers: { 'Retry-After': String(retryAfterSeconds) } });
	if (!answer) return new Response(null, { status: 404 });
	// What becomes private must be gone soon.
	return Response.json(answer, {
		headers: { 'Cache-Control': 'public, max-age=300', 'Access-Control-Allow-Origin': '*' },
	});
}

/** Null for what is not there for everybody, or not for everyone. */
async function answerTo(wanted: Exclude<ReturnType<typeof readOembedRequest>, number>, origin: string) {
	const api = `${env.apiUrl}/graphql`;
	if ('collection' in wanted) {
		const { collectionAt } = await ask(api, EmbeddedCollectionDocument, wanted.collection);
		return collectionAt && printCollectionOembed(collectionAt, wanted, origin);
	}
	const { artwork } = await ask(api, EmbeddedArtworkDocument, { id: wanted.artworkId });
	return artwork && printOembed(artwork, wanted, origin);
}
