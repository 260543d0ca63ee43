/** @file One case of the queue: what was reported, by whom and why, what was done before about it and its person, and what can be done. */
import { useFormatter, useTranslations } from 'next-intl';
import type {
	ActionPartsFragment,
	CasePartsFragment,
	ModerationKind,
	SubjectPartsFragment,
} from '../../graphql/generated/graphql.ts';
import { ActForm } from './act-form.tsx';
import { ActionLine } from './action-line.tsx';
import { SubjectView } from './subject-view.tsx';

/** What can be done to a subject as it is. */
function kindsFor(subject: SubjectPartsFragment): readonly ModerationKind[] {
	switch (subject.__typename) {
		case 'Artwork':
			return ['DISMISS', subject.hidden ? 'SHOW' : 'HIDE', 'SET_LEVEL', 'SUSPEND'];
		case 'Collection':
			return ['DISMISS', subject.hidden ? 'SHOW' : 'HIDE', 'SUSPEND'];
		case 'Comment':
			return ['DISMISS', subject.state === 'HIDDEN' ? 'SHOW' : 'HIDE', 'SUSPEND'];
		case 'Render':
			return ['DISMISS', 'HIDE', 'SHOW', 'STOP', 'SUSPEND'];
		case 'User':
			return subject.suspendedUntil ? ['DISMISS', 'SUSPEND', 'LIFT'] : ['DISMISS', 'SUSPEND'];
	}
}

export function CaseCard({ reported }: { readonly reported: CasePartsFragment }) {
	const t = useTranslations('Moderation');
	const format = useFormatter();
	const { subject, reports, history, person, count } = reported;
	const others = (person?.decisions ?? []).filter(({ subjectId }) => subjectId !== reported.id);
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
			<EarlierDecisions title={t('history', { count: history.length })} actions={history} />
			{person && (
				<>
					<p className="mt-3 text-sm text-soft">{t('strikes', { count: person.strikes ?? 0 })}</p>
					<EarlierDecisions title={t('otherHistory', { count: others.length })} actions={others} />
				</>
			)}
			{subject && <ActForm subjectId={reported.id} kinds={kindsFor(subject)} strikes={person?.strikes ?? 0} />}
		</li>
	);
}

function EarlierDecisions({
	title,
	actions,
}: {
	readonly title: string;
	readonly actions: readonly ActionPartsFragment[];
}) {
	if (actions.length === 0) return null;
	return (
		<details className="mt-3">
			<summary className="inline-flex min-h-8 items-center text-soft">{title}</summary>
			<ol className="mt-2 space-y-3">
				{actions.map((action) => (
					<li key={action.id}>
						<ActionLine action={action} />
					</li>
				))}
			</ol>
		</details>
	);
}
