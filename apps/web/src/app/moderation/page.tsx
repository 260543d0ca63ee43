import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getFormatter, getTranslations } from 'next-intl/server';
import { answered } from '../../features/chrome/answered.tsx';
import { ActionLine } from '../../features/moderation/action-line.tsx';
import { CaseCard } from '../../features/moderation/case-card.tsx';
import { DecideForm } from '../../features/moderation/decide-form.tsx';
import { SubjectView } from '../../features/moderation/subject-view.tsx';
import { ModerationPageDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';

interface ModerationPageProps {
	readonly searchParams: Promise<{ readonly after?: string | string[]; readonly log?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations('Moderation'))('title') };
}

const cursorOf = (value: string | string[] | undefined): string | null => (typeof value === 'string' ? value : null);

/** For who is no moderator there is no such page. */
export default answered(async function ModerationPage({ searchParams }: ModerationPageProps) {
	const { after, log } = await searchParams;
	const variables = { after: cursorOf(after), logAfter: cursorOf(log) };
	const { reportQueue, openAppeals, moderationLog } = await serverRequest(ModerationPageDocument, variables);
	if (!reportQueue || !openAppeals || !moderationLog) notFound();
	const t = await getTranslations('Moderation');
	const format = await getFormatter();
	return (
		<div className="max-w-prose pt-6 sm:pt-10">
			<h1 className="mb-8 text-[clamp(1.75rem,5vw,2.75rem)]">{t('title')}</h1>
			<section aria-labelledby="queue-title">
				<h2 id="queue-title" className="mb-3 text-xl">
					{t('queue')}
				</h2>
				{reportQueue.edges.length === 0 && <p className="text-soft">{t('queueEmpty')}</p>}
				<ol>
					{reportQueue.edges.map(({ node }) => (
						<CaseCard key={node.id} reported={node} />
					))}
				</ol>
				{reportQueue.pageInfo.hasNextPage && (
					<Link
						href={`/moderation?after=${encodeURIComponent(reportQueue.pageInfo.endCursor ?? '')}`}
						className="button-quiet"
					>
						{t('more')}
					</Link>
				)}
			</section>
			<section aria-labelledby="appeals-title" className="mt-12">
				<h2 id="appeals-title" className="mb-3 text-xl">
					{t('appeals')}
				</h2>
				{openAppeals.length === 0 && <p className="text-soft">{t('appealsEmpty')}</p>}
				<ol>
					{openAppeals.map((appeal) => (
						<li key={appeal.id} className="border-t border-line py-6">
							<SubjectView subject={appeal.action.subject} />
							<div className="mt-3">
								<ActionLine action={appeal.action} />
							</div>
							<h3 className="mt-3 text-base">
								{t(appeal.appellant?.handle == null ? 'appealByGuest' : 'appealBy', {
									handle: appeal.appellant?.handle ?? '',
									date: format.dateTime(new Date(appeal.createdAt), { dateStyle: 'medium' }),
								})}
							</h3>
							<p dir="auto" className="whitespace-pre-line [overflow-wrap:anywhere]">
								{appeal.words}
							</p>
							<DecideForm appealId={appeal.id} />
						</li>
					))}
				</ol>
			</section>
			<section aria-labelledby="log-title" className="mt-12">
				<h2 id="log-title" className="mb-3 text-xl">
					{t('log')}
				</h2>
				<ol className="divide-y divide-line border-y border-line">
					{moderationLog.edges.map(({ node }) => (
						<li key={node.id} className="py-3">
							<ActionLine action={node} />
						</li>
					))}
				</ol>
				{moderationLog.pageInfo.hasNextPage && (
					<Link
						href={`/moderation?log=${encodeURIComponent(moderationLog.pageInfo.endCursor ?? '')}`}
						className="button-quiet mt-6"
					>
						{t('older')}
					</Link>
				)}
			</section>
		</div>
	);
});
