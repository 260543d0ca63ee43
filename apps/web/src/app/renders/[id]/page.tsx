import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { env } from '../../../env.ts';
import { answered, answeredMetadata } from '../../../features/chrome/answered.tsx';
import { LiveRender } from '../../../features/watch/live-render.tsx';
import { nameOf } from '../../../features/watch/name-of.ts';
import { RenderPageDocument } from '../../../graphql/generated/graphql.ts';
import { serverRequest } from '../../../graphql/server-request.ts';

interface RenderPageProps {
	readonly params: Promise<{ readonly id: string }>;
}

const load = cache((id: string) => serverRequest(RenderPageDocument, { id }));

export const generateMetadata = answeredMetadata(async function generateMetadata({
	params,
}: RenderPageProps): Promise<Metadata> {
	const { render } = await load((await params).id);
	if (!render) notFound();
	// What is not for everyone is shown on no other site's page.
	const picture = render.contentLevel === 'EVERYONE' ? (render.image ?? render.preview) : null;
	return {
		title: nameOf(render, (await getTranslations('Render'))('nameless')),
		robots: { index: false },
		...(picture ? { openGraph: { images: [{ url: picture.url, width: picture.width, height: picture.height }] } } : {}),
	};
});

export default answered(async function RenderPage({ params }: RenderPageProps) {
	const { render, viewer } = await load((await params).id);
	if (!render) notFound();
	return (
		<LiveRender
			key={render.id}
			initial={render}
			socket={{ publicApiUrl: env.publicApiUrl, apiPort: env.apiPort }}
			usualLicence={viewer?.defaultLicence ?? null}
			isUnnamed={viewer !== null && !viewer.isGuest && viewer.namedAsWatcher !== true}
		/>
	);
});
