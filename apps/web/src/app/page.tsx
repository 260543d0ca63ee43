import { maximumPromptLength } from '@galatea/render';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { QuickPrompt } from '../features/compose/quick-prompt.tsx';
import { EmptyWall } from '../features/gallery/empty-wall.tsx';
import { LayoutSwitch } from '../features/gallery/layout-switch.tsx';
import { Wall } from '../features/gallery/wall.tsx';
import { isWallLayout, wallLayoutCookie } from '../features/gallery/wall-layout.ts';
import { FeedDocument, PacksDocument } from '../graphql/generated/graphql.ts';
import { ApiError } from '../graphql/request.ts';
import { serverRequest } from '../graphql/server-request.ts';

const pageSize = 24;

export default async function FeedPage({
	searchParams,
}: {
	readonly searchParams: Promise<{ readonly after?: string | string[] }>;
}) {
	const { after: given } = await searchParams;
	const after = typeof given === 'string' ? given : undefined;
	const t = await getTranslations('Feed');
	const [{ artworks }, { packs }] = await Promise.all([
		serverRequest(FeedDocument, { first: pageSize, after: after ?? null }).catch((error: unknown) => {
			// A cursor that is no cursor: an old or mistyped address, for which the newest pictures are a fair answer.
			if (after !== undefined && error instanceof ApiError && error.digest === 'API_REFUSED') redirect('/');
			throw error;
		}),
		serverRequest(PacksDocument, {}),
	]);
	const chosen = (await cookies()).get(wallLayoutCookie)?.value;
	const layout = isWallLayout(chosen) ? chosen : 'masonry';
	const pack = packs[0] ?? null;
	return (
		<>
			<h1 className="sr-only">{t('title')}</h1>
			<div className="pt-4 pb-10 sm:pt-8 sm:pb-14">
				<QuickPrompt pack={pack && { id: pack.id, title: pack.title }} maximumLength={maximumPromptLength} />
			</div>
			{artworks.edges.length === 0 && after === undefined ? (
				<EmptyWall packId={pack?.id ?? null} />
			) : (
				<section aria-labelledby="wall-title">
					<div className="mb-5 flex min-h-11 items-center justify-between border-t border-line pt-3">
						<h2 id="wall-title" className="text-xl">
							{t(after === undefined ? 'newest' : 'olderTitle')}
						</h2>
						<LayoutSwitch layout={layout} />
					</div>
					<Wall key={after} initial={artworks} layout={layout} pageSize={pageSize} />
				</section>
			)}
		</>
	);
}
