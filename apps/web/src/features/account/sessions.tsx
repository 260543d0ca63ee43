'use client';
/** @file Where a member is signed in, and signing out elsewhere. */
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { EndSessionsDocument, type SessionPartsFragment } from '../../graphql/generated/graphql.ts';

export function Sessions({ initial }: { readonly initial: readonly SessionPartsFragment[] }) {
	const t = useTranslations('Sessions');
	const format = useFormatter();
	const [sessions, setSessions] = useState(initial);
	const [state, setState] = useState<'done' | 'failed' | null>(null);
	const day = (moment: string) => format.dateTime(new Date(moment), { dateStyle: 'medium' });
	/** Null for all but this browser. */
	async function end(id: string | null): Promise<void> {
		setState(null);
		try {
			await browserRequest(EndSessionsDocument, { id });
			setSessions((known) => known.filter((session) => session.current || (id !== null && session.id !== id)));
			setState('done');
		} catch {
			setState('failed');
		}
	}
	const others = sessions.filter(({ current }) => !current);
	return (
		<>
			<ul className="mb-4 divide-y divide-line border-y border-line">
				{sessions.map((session) => (
					<li key={session.id} className="flex flex-wrap items-center justify-between gap-3 py-3">
						<span>
							{session.current ? t('this') : (session.device ?? t('other'))}
							{session.current && session.device !== null && <> · {session.device}</>}
							<span className="block text-sm text-soft">
								{t('dates', { since: day(session.createdAt), used: day(session.lastUsedAt) })}
							</span>
						</span>
						{!session.current && (
							<button
								type="button"
								className="button-quiet"
								aria-label={t('endThis', { date: day(session.createdAt) })}
								onClick={() => void end(session.id)}
							>
								{t('end')}
							</button>
						)}
					</li>
				))}
			</ul>
			{others.length > 1 && (
				<button type="button" className="button-quiet" onClick={() => void end(null)}>
					{t('endOthers')}
				</button>
			)}
			<p role="status">{state === 'done' && t('done')}</p>
			{state === 'failed' && (
				<p role="alert" className="text-dot">
					{t('failed')}
				</p>
			)}
		</>
	);
}
