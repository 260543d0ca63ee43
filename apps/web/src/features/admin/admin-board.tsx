'use client';
/** @file What the gallery is at, for its host: figures first, then the queue, the workers and what failed; kept up to date. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { AdminBoardPartsFragment } from '../../graphql/generated/graphql.ts';
import { useLook } from '../gallery/use-look.ts';
import { type Board, readBoard } from './board.ts';
import { FailureList } from './failure-list.tsx';
import { Figures } from './figures.tsx';
import { type LineChange, RenderLine } from './render-line.tsx';
import { WorkerList } from './worker-list.tsx';

/** The whole board is asked for so often. */
const lookEveryMs = 5_000;

interface AdminBoardProps {
	readonly initial: AdminBoardPartsFragment;
	/** When the server read it, in ISO 8601. */
	readonly readAt: string;
}

export function AdminBoard({ initial, readAt }: AdminBoardProps) {
	const t = useTranslations('Admin');
	const [first] = useState<Board>(() => ({ hosting: initial, now: new Date(readAt) }));
	const { list, lookNow } = useLook<Board | null>(first, readBoard, undefined, lookEveryMs);
	const { hosting, now } = list ?? first;
	const [said, setSaid] = useState('');
	const shown = hosting.renders.length;
	const all = hosting.unfinished.reduce((sum, { count }) => sum + count, 0);

	async function onChange(change: LineChange, name: string): Promise<void> {
		await lookNow();
		setSaid(t(`queue.said.${change}`, { name }));
	}
	return (
		<div className="space-y-12">
			<Figures hosting={hosting} now={now} />
			<section aria-labelledby="admin-queue">
				<h2 id="admin-queue" className="mb-3 text-2xl">
					{t('queue.title')}
				</h2>
				<p role="status" className="sr-only">
					{said}
				</p>
				{shown === 0 ? (
					<p className="text-soft">{t('queue.empty')}</p>
				) : (
					<ol className="divide-y divide-line border-y border-line">
						{hosting.renders.map((render) => (
							<RenderLine key={render.id} render={render} now={now} onChange={onChange} />
						))}
					</ol>
				)}
				{all > shown && <p className="mt-3 text-soft">{t('queue.more', { count: all - shown })}</p>}
			</section>
			<div className="grid gap-12 lg:grid-cols-2">
				<WorkerList hosting={hosting} now={now} />
				<FailureList failures={hosting.failures} now={now} />
			</div>
		</div>
	);
}
