/** @file One case of the queue: what was reported, by whom and why, what was done before, and what can be done. */
import { useFormatter, useTranslations } from 'next-intl';
import type { CasePartsFragment, ModerationKind, SubjectPartsFragment } from '../../graphql/generated/graphql.ts';
import { ActForm } from './act-form.tsx';
import { ActionLine } from './action-line.tsx';
import { SubjectView } from './subject-view.tsx';

/** What can be done to a subject as it is. */
function kindsFor(subject: SubjectPartsFragment): readonly ModerationKind[] {
	switch (subject.__typename) {
		case 'Artwork':
			return ['DISMISS', subject.hidden ? 'SHOW' : 'HIDE', 'SET_LEVEL', 'SUSPEND'];
		case 'Comment':
			return ['DISMISS', subject.state === 'HIDDEN' ? 'SHOW' : 'HIDE', 'SUSPEND'];
		case 'Render':
			return ['DISMISS', 'HIDE', 'SHOW', 'SUSPEND'];
		case 'User':
			return subject.suspendedUntil ? ['DISMISS', 'SUSPEND', 'LIFT'] : ['DISMISS', 'SUSPEND'];
	}
}

export function CaseCard({ reported }: { readonly reported: CasePartsFragment }) {
	const t = useTranslations('Moderation');
	const format = useFormatter();
	const { subject, reports, history, count } = reported;
	return (
		<li className="border-t border-line py-6">
			<SubjectView subject={subject} />
			<h3 className="mt-4 text-base">{t('reports', { count })}</h3>
			<ul className="mt-1 space-y-2">
				{reports.map((report) => (
					<li key={report.id}>
						<p className="text-sm">
							<span className="font-medium">{t(`reasons.${report.reason}`)}</span>
							<span className="text-soft">
								{' '}
								· @{report.reporter?.handle} ·{' '}
								{format.dateTime(new Date(report.createdAt), { dateStyle: 'medium', timeStyle: 'short' })}
							</span>
						</p>
						{report.words !== '' && (
							<p dir="auto" className="whitespace-pre-line [overflow-wrap:anywhere]">
								{report.words}
							</p>
						)}
					</li>
				))}
			</ul>
			{history.length > 0 && (
				<details className="mt-3">
					<summary className="inline-flex min-h-8 items-center text-soft">
						{t('history', { count: history.length })}
					</summary>
					<ol className="mt-2 space-y-3">
						{history.map((action) => (
							<li key={action.id}>
								<ActionLine action={action} />
							</li>
						))}
					</ol>
				</details>
			)}
			{subject && <ActForm subjectId={reported.id} kinds={kindsFor(subject)} />}
		</li>
	);
}
