/** @file The figures of the board: few, large, each with what it means. */
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { type Board, inState } from './board.ts';

/** What should not be so is marked, and says so in words. */
export function Figures({ hosting, now }: Board) {
	const t = useTranslations('Admin.figures');
	const format = useFormatter();
	const waiting = inState(hosting, 'QUEUED');
	const rendering = (inState(hosting, 'RUNNING')?.count ?? 0) + (inState(hosting, 'WARMING')?.count ?? 0);
	const failed = hosting.failures.reduce((sum, { count }) => sum + count, 0);
	const workers = hosting.workers.length;
	const paused = inState(hosting, 'PAUSED')?.count ?? 0;
	const since = waiting && format.relativeTime(new Date(waiting.oldestAt), now);
	const reports = hosting.openReportCount;
	return (
		<dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-3 lg:grid-cols-5">
			<Figure name={t('rendering')} value={rendering} note={paused > 0 ? t('paused', { count: paused }) : null} />
			<Figure name={t('waiting')} value={waiting?.count ?? 0} note={since && t('oldest', { since })} />
			<Figure
				name={t('workers')}
				value={workers}
				note={workers === 0 ? t('noWorker') : null}
				alarming={workers === 0}
			/>
			<Figure name={t('failed')} value={failed} note={failed > 0 ? t('lastDay') : null} />
			<Figure
				name={t('reports')}
				value={reports}
				note={
					reports > 0 ? (
						<Link href="/moderation" prefetch={false} className="quiet-link">
							{t('review')}
						</Link>
					) : null
				}
				alarming={reports > 0}
			/>
		</dl>
	);
}

interface FigureProps {
	readonly name: string;
	readonly value: number;
	/** Null for nothing to add. */
	readonly note: ReactNode;
	/** Somebody has to do something. */
	readonly alarming?: boolean;
}

function Figure({ name, value, note, alarming = false }: FigureProps) {
	const format = useFormatter();
	return (
		<div className="flex flex-col bg-wall p-4 last:col-span-2 sm:p-5 lg:last:col-span-1">
			<dt className="text-sm text-soft">{name}</dt>
			<dd className={`font-display text-4xl tabular-nums leading-tight ${alarming ? 'text-dot' : ''}`}>
				{format.number(value)}
			</dd>
			{note !== null && <dd className="mt-1 text-sm text-soft">{note}</dd>}
		</div>
	);
}
