/** @file Pictures of the guide. */
import { readGuidePicture } from '../../../../features/guide/guide-pages.ts';

export async function GET(
	_request: Request,
	{ params }: { readonly params: Promise<{ readonly name: string }> },
): Promise<Response> {
	const picture = await readGuidePicture((await params).name);
	if (picture === null) return new Response(null, { status: 404 });
	return new Response(picture, { headers: { 'Content-Type': 'image/webp', 'Cache-Control': 'public, max-age=3600' } });
}
