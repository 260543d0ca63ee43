import { env } from '../../env.ts';
import { printOembed, readOembedRequest } from '../../features/artwork/oembed.ts';
import { originOf } from '../../features/chrome/origin.ts';
import { EmbeddedArtworkDocument } from '../../graphql/generated/graphql.ts';
import { request as ask } from '../../graphql/request.ts';

/** Answers anybody's page, and as to nobody: whoever asks, only what everybody with the address may see is told. */
export async function GET(request: Request): Promise<Response> {
	const origin = originOf(request.headers);
	const wanted = readOembedRequest(new URL(request.url).searchParams, origin);
	if (typeof wanted === 'number') return new Response(null, { status: wanted });
	const { artwork } = await ask(`${env.apiUrl}/graphql`, EmbeddedArtworkDocument, { id: wanted.artworkId });
	const answer = artwork && printOembed(artwork, wanted, origin);
	if (!answer) return new Response(null, { status: 404 });
	// What becomes private must be gone soon.
	return Response.json(answer, {
		headers: { 'Cache-Control': 'public, max-age=300', 'Access-Control-Allow-Origin': '*' },
	});
}
