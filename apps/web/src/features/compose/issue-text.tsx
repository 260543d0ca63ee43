'use client';
/** @file What is wrong with a field, in words, with the nearest right sizes to click. */
import { useTranslations } from 'next-intl';
import type { DraftIssue } from './read-draft.ts';

interface IssueTextProps {
	readonly issue: DraftIssue;
	/** Takes a suggested value for the field. */
	readonly onPick: (value: string) => void;
}

/** A sentence; for a side that is not a multiple, with buttons for the two that are. */
export function IssueText({ issue, onPick }: IssueTextProps) {
	const t = useTranslations('Create.issues');
	const { lower, upper } = issue.values;
	const suggestions = new Set([lower, upper].filter((side) => side !== undefined));
	return (
		<span>
			{t(issue.code, { ...noValues, ...issue.values })}
			{issue.code !== 'notWhole' &&
				[...suggestions].map((side) => (
					<button
						key={side}
						type="button"
						className="ml-2 min-h-6 min-w-6 underline"
						onClick={() => onPick(String(side))}
					>
						{side}
					</button>
				))}
		</span>
	);
}

/** Messages name only the numbers they need; the types ask for all of them. */
export const noValues = {
	minimum: 0,
	maximum: 0,
	multiple: 0,
	length: 0,
	term: 0,
	allowed: '',
	names: '',
	found: '',
	instead: '',
	otherwise: '',
};
