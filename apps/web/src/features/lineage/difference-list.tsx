/** @file What two recipes differ in, in sentences: they read well aloud and on a narrow screen. */
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ComparedTermPartsFragment, ComparePageQuery } from '../../graphql/generated/graphql.ts';
import { useMemberWords } from './use-member-words.ts';

type Comparison = NonNullable<ComparePageQuery['compareArtworks']>;

/** Terms first, then everything else. */
export function DifferenceList({ comparison }: { readonly comparison: Comparison }) {
	const t = useTranslations('Lineage');
	const { terms, members } = comparison;
	if (terms === null || members === null) return <p className="text-soft">{t('recipeHidden')}</p>;
	if (comparison.isSameRecipe) return <p className="text-soft">{t('same')}</p>;
	return (
		<div className="space-y-8">
			{terms.length > 0 && (
				<section aria-labelledby="terms-title">
					<h2 id="terms-title" className="mb-3 text-xl">
						{t('terms')}
					</h2>
					<ul className="divide-y divide-line border-y border-line">
						{terms.map(({ before, after }) => (
							<TermLine key={`${before?.subject} ${after?.subject} ${after?.weight}`} before={before} after={after} />
						))}
					</ul>
				</section>
			)}
			{members.length > 0 && (
				<section aria-labelledby="members-title">
					<h2 id="members-title" className="mb-3 text-xl">
						{t('members')}
					</h2>
					<ul className="divide-y divide-line border-y border-line">
						{members.map(({ path, before, after }) => (
							<MemberLine key={path} path={path} before={before} after={after} />
						))}
					</ul>
				</section>
			)}
		</div>
	);
}

interface TermLineProps {
	readonly before: ComparedTermPartsFragment | null;
	readonly after: ComparedTermPartsFragment | null;
}

function TermLine({ before, after }: TermLineProps) {
	const t = useTranslations('Lineage');
	const format = useFormatter();
	const term = after ?? before;
	if (!term) return null;
	const number = (value: number): string => format.number(value, { maximumSignificantDigits: 4 });
	/** Each thing that is different, and one sentence where that cannot be told in a few words. */
	function changesOf(from: ComparedTermPartsFragment, to: ComparedTermPartsFragment): readonly string[] {
		const stop = (value: number | null): string => (value === null ? t('nothing') : number(value));
		const changes = [
			from.weight !== to.weight && t('reweighted', { before: number(from.weight), after: number(to.weight) }),
			from.stop !== to.stop && t('stopChanged', { before: stop(from.stop), after: stop(to.stop) }),
			from.isScheduled !== to.isScheduled && t(to.isScheduled ? 'scheduledNow' : 'scheduledNoMore'),
			from.isRegional !== to.isRegional && t(to.isRegional ? 'regionalNow' : 'regionalNoMore'),
		].filter((change) => change !== false);
		return changes.length > 0 ? changes : [t('otherwise')];
	}
	const subject = term.kind === 'TEXT' ? term.subject : t(`kinds.${term.kind}`, { name: term.subject.slice(0, 12) });
	const what =
		before === null
			? t('added', { weight: number(term.weight) })
			: after === null
				? t('removed', { weight: number(term.weight) })
				: changesOf(before, after).join('; ');
	const mark = before === null ? '+' : after === null ? '−' : '≠';
	return (
		<Line mark={mark}>
			<span className={`min-w-0 break-words font-medium ${after === null ? 'line-through' : ''}`}>{subject}</span>
			<span className="text-soft tabular-nums">{what}</span>
		</Line>
	);
}

interface MemberLineProps {
	readonly path: string;
	readonly before: unknown;
	readonly after: unknown;
}

function MemberLine({ path, before, after }: MemberLineProps) {
	const t = useTranslations('Lineage');
	const { name, value } = useMemberWords(path);
	return (
		<Line mark="≠">
			<span className="font-medium">{name ?? <code>{path}</code>}</span>
			<span className="break-words text-soft tabular-nums">
				{t('changed', { before: value(before), after: value(after) })}
			</span>
		</Line>
	);
}

function Line({ mark, children }: { readonly mark: string; readonly children: ReactNode }) {
	return (
		<li className="flex items-baseline gap-4 py-2.5">
			<span aria-hidden="true" className="w-4 shrink-0 text-center text-soft">
				{mark}
			</span>
			<span className="flex min-w-0 flex-wrap items-baseline gap-x-3">{children}</span>
		</li>
	);
}
