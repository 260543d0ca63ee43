import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { answered } from '../../features/chrome/answered.tsx';
import { printExplored } from '../../features/gallery/explore-address.ts';
import { ExploreTabs } from '../../features/gallery/explore-tabs.tsx';
import { OwnWall } from '../../features/gallery/own-wall.tsx';
import { OwnRendersDocument, type RenderStage } from '../../graphql/generated/graphql.ts';
import { ApiError } from '../../graphql/request.ts';
import { serverRequest } from '../../graphql/server-request.ts';

/** As the address says them. */
const stages = { progress: 'IN_PROGRESS', unpublished: 'UNPUBLISHED', published: 'PUBLISHED', ended: 'ENDED' } as const;
type StageWord = keyof typeof stages;
const isStageWord = (value: unknown): value is StageWord => typeof value === 'string' && Object.hasOwn(stages, value);

interface OwnRendersPageProps {
	readonly searchParams: Promise<{ readonly stage?: string | string[]; readonly after?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations('OwnRenders'))('title'), robots: { index: false } };
}

function addressOf(word: StageWord | null, after: string | null = null): string {
	const query = new URLSearchParams({ ...(word && { stage: word }), ...(after && { after }) }).toString();
	return query === '' ? '/renders' : `/renders?${query}`;
}

/** What who asks has asked for, whatever became of it; guests too, whose browser is all that knows them. */
export default answered(async function OwnRendersPage({ searchParams }: OwnRendersPageProps) {
	const { stage, after: given } = await searchParams;
	const word = isStageWord(stage) ? stage : null;
	const after = typeof given === 'string' ? given : null;
	const chosen: RenderStage | null = word && stages[word];
	const { viewer } = await serverRequest(OwnRendersDocument, { stage: chosen, after }).catch((error: unknown) => {
		// No cursor of this list: an old or mistyped address, for which the first page is a fair answer.
		if (after !== null && error instanceof ApiError && error.digest === 'BAD_USER_INPUT') redirect(addressOf(word));
		throw error;
	});
	const t = await getTranslations('OwnRenders');
	const renders = viewer?.renders;
	return (
		<>
			<h1 className="pt-6 pb-6 text-[clamp(1.75rem,5vw,2.75rem)] sm:pt-10">{t('title')}</h1>
			<ExploreTabs shown="mine" addressOf={(show) => printExplored('/', { show })} viewer={viewer} />
			<div className="border-t border-line pt-3">
				{viewer?.isGuest && (
					<p className="mb-3 max-w-prose text-soft">
						{t.rich('guest', {
							link: (text) => (
								<Link href="/sign-up?next=/renders" className="quiet-link">
									{text}
								</Link>
							),
						})}
					</p>
				)}
				<nav aria-label={t('stages')} className="mb-5 flex flex-wrap gap-x-5">
					{[null, ...(Object.keys(stages) as StageWord[])].map((each) => (
						<Link
							key={each ?? 'all'}
							href={addressOf(each)}
							prefetch={false}
							aria-current={each === word ? 'page' : undefined}
							className="inline-flex min-h-11 items-center text-soft underline-offset-4 hover:text-ink aria-[current=page]:text-ink aria-[current=page]:underline"
						>
							{t(`stage.${each ?? 'all'}`)}
						</Link>
					))}
				</nav>
				{renders && renders.edges.length > 0 ? (
					<OwnWall
						key={addressOf(word, after)}
						initial={renders.edges.map(({ node }) => node)}
						stage={chosen}
						after={after}
					/>
				) : (
					<p className="py-8 text-soft">
						{t.rich(word === null ? 'none' : 'noneSuch', {
							link: (text) => (
								<Link href="/create" className="quiet-link">
									{text}
								</Link>
							),
						})}
					</p>
				)}
				{renders?.pageInfo.hasNextPage && (
					<p className="mt-8">
						<Link href={addressOf(word, renders.pageInfo.endCursor)} className="button-quiet">
							{t('older')}
						</Link>
					</p>
				)}
			</div>
		</>
	);
});
