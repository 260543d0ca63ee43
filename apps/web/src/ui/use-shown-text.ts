'use client';
/** @file The rule for text that others see, said beside a field before anything is sent. */
import { type ShownTextBounds, shownTextProblem } from '@galatea/render';
import { useTranslations } from 'next-intl';

/** A sentence about what is wrong with a text, in the visitor's language; null when it may be shown. */
export function useShownText(): (text: string, bounds: ShownTextBounds) => string | null {
	const t = useTranslations('ShownText');
	return (text, bounds) => {
		const problem = shownTextProblem(text, bounds);
		return problem === null ? null : t(problem, { maximum: bounds.maximum });
	};
}
