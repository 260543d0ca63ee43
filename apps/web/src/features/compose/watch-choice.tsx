/** @file Who can watch what is asked for above the feed, chosen before it begins. A select of the browser's own, without script. */
import { useTranslations } from 'next-intl';
import type { Visibility } from '../../graphql/generated/graphql.ts';

/** The field `visibility` of its form: everyone, only the person, and what they usually have. */
export function WatchChoice({ usual }: { readonly usual: Visibility }) {
	const t = useTranslations('Prompt.watch');
	const choices = [...new Set<Visibility>(['PUBLIC', 'PRIVATE', usual])];
	return (
		<select
			name="visibility"
			aria-label={t('label')}
			defaultValue={usual}
			className="min-h-11 rounded-sm bg-transparent pr-1 underline-offset-4 hover:text-ink hover:underline"
		>
			{choices.map((choice) => (
				<option key={choice} value={choice} className="bg-wall text-ink">
					{t(choice)}
				</option>
			))}
		</select>
	);
}
