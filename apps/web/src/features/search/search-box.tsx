/** @file The box in which one says what to look for. A form, so that it works without script. */
import { maximumSearchLength } from '@galatea/render';
import { useTranslations } from 'next-intl';
import type { SearchMode } from './search-address.ts';

interface SearchBoxProps {
	readonly id: string;
	readonly words?: string | null;
	/** What the words are looked for in. */
	readonly mode?: SearchMode;
}

/** The button is the magnifying glass. */
export function SearchBox({ id, words = null, mode = 'words' }: SearchBoxProps) {
	const t = useTranslations('Search');
	return (
		<form action="/search" className="relative">
			<label htmlFor={id} className="sr-only">
				{t('label')}
			</label>
			<input
				id={id}
				type="search"
				name="q"
				className="field pr-11"
				placeholder={t('placeholder')}
				defaultValue={words ?? ''}
				maxLength={maximumSearchLength}
				autoComplete="off"
				autoCapitalize="none"
			/>
			{mode !== 'words' && <input type="hidden" name="by" value={mode} />}
			<button type="submit" aria-label={t('button')} className="button-icon absolute inset-y-0 right-0">
				<Glass />
			</button>
		</form>
	);
}

/** A magnifying glass. */
export function Glass() {
	return (
		<svg
			viewBox="0 0 20 20"
			width="18"
			height="18"
			aria-hidden="true"
			fill="none"
			stroke="currentColor"
			strokeWidth="1.5"
			strokeLinecap="round"
		>
			<circle cx="8.5" cy="8.5" r="5.5" />
			<path d="m12.75 12.75 4.5 4.5" />
		</svg>
	);
}
