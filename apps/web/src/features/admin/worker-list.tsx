/** @file The workers that are there: what they are, what they do, how fast they are. */
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import type { Board } from './board.ts';

export function WorkerList({ hosting, now }: Board) {
	const t = useTranslations('Admin.workers');
	const format = useFormatter();
	return (
		<section aria-labelledby="admin-workers">
			<h2 id="admin-workers" className="mb-3 text-2xl">
				{t('title')}
			</h2>
			{hosting.workers.length === 0 && (
				<>
					<p>{t('none')}</p>
					<pre className="mt-3 overflow-x-auto rounded-md bg-mat p-4 text-sm">
						<code>npm start -- --role=worker</code>
					</pre>
				</>
			)}
			<ul className="divide-y divide-line border-y border-line empty:hidden">
				{hosting.workers.map((worker) => {
					const own = hosting.renders.find(({ workerName }) => workerName === worker.name);
					return (
						<li key={worker.name} className="py-4">
							<h3 className="text-lg [overflow-wrap:anywhere]">{worker.name}</h3>
							<p className="text-sm text-soft">{`${worker.device} (${worker.provider})`}</p>
							<dl className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-1 text-sm tabular-nums">
								<dt className="text-soft">{t('doing')}</dt>
								<dd>
									{own ? (
										own.render ? (
											<Link href={`/renders/${own.id}`} prefetch={false} className="quiet-link">
												{t('step', { step: own.step, steps: own.steps })}
											</Link>
										) : (
											t('step', { step: own.step, steps: own.steps })
										)
									) : (
										t('idle')
									)}
								</dd>
								<dt className="text-soft">{t('packs')}</dt>
								<dd className="[overflow-wrap:anywhere]">{format.list(worker.packIds)}</dd>
								{worker.speeds.length > 0 && (
									<>
										<dt className="text-soft">{t('speed')}</dt>
										<dd>
											<ul>
												{worker.speeds.map(({ packId, width, height, cutouts, stepSeconds }) => (
													<li key={`${packId} ${width} ${height} ${cutouts}`}>
														{t('stepTime', {
															seconds: format.number(stepSeconds, { maximumSignificantDigits: 2 }),
															width,
															height,
															cutouts,
															pack: packId,
														})}
													</li>
												))}
											</ul>
										</dd>
									</>
								)}
								<dt className="text-soft">{t('since')}</dt>
								<dd>{format.relativeTime(new Date(worker.startedAt), now)}</dd>
								<dt className="text-soft">{t('seen')}</dt>
								<dd>{format.relativeTime(new Date(worker.lastSeenAt), now)}</dd>
							</dl>
						</li>
					);
				})}
			</ul>
		</section>
	);
}
