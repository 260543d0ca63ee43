/** @file What narrows a list of pictures: a form that works without script, and what is chosen, each with a way out. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { LabelledField } from '../account/labelled-field.tsx';
import { type Explored, levels, minimumSides, periods, shapes } from './explore-address.ts';

interface ExploreFiltersProps {
	readonly path: string;
	/** What the address says besides, which filtering leaves as it is. */
	readonly kept: Readonly<Record<string, string>>;
	readonly explored: Explored;
	/** The tag that the page is about, which cannot be taken away. */
	readonly ownTag: string | null;
	readonly packs: readonly { readonly id: string; readonly title: string }[];
	readonly addressOf: (changes: Partial<Explored>) => string;
}

/** Closed until somebody opens it; what holds stands beside it in words. */
export function ExploreFilters({ path, kept, explored, ownTag, packs, addressOf }: ExploreFiltersProps) {
	const t = useTranslations('Explore');
	const { tag, pack, shape, side, level, period, renderable } = explored;
	const chosen = [
		tag !== null && ownTag === null && { text: `#${tag}`, without: addressOf({ tag: null }) },
		pack !== null && {
			text: packs.find((each) => each.id === pack)?.title ?? pack,
			without: addressOf({ pack: null }),
		},
		shape !== null && { text: t(`shapes.${shape}`), without: addressOf({ shape: null }) },
		side !== null && { text: t('side', { side }), without: addressOf({ side: null }) },
		level !== null && { text: t(`levels.${level}`), without: addressOf({ level: null }) },
		period !== null && { text: t(`periods.${period}`), without: addressOf({ period: null }) },
		renderable && { text: t('renderable'), without: addressOf({ renderable: false }) },
	].filter((each) => each !== false);
	const choice = (
		name: 'level' | 'pack' | 'period' | 'shape' | 'side',
		value: string | number | null,
		options: readonly (readonly [string | number, string])[],
	) => (
		<div>
			<label htmlFor={`filter-${name}`} className="mb-1.5 block font-medium">
				{t(`fields.${name}`)}
			</label>
			<select id={`filter-${name}`} name={name} className="field" defaultValue={value ?? ''}>
				<option value="">{t('any')}</option>
				{options.map(([key, text]) => (
					<option key={key} value={key}>
						{text}
					</option>
				))}
			</select>
		</div>
	);
	return (
		<div className="mb-7 flex flex-wrap items-start gap-x-3 gap-y-2">
			<details className="open:mb-2 open:basis-full">
				<summary className="button-quiet w-fit list-none">{t('filter')}</summary>
				<form action={path} className="mt-4 grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
					{Object.entries(kept).map(([name, value]) => (
						<input key={name} type="hidden" name={name} value={value} />
					))}
					{ownTag === null && (
						<LabelledField
							id="filter-tag"
							name="tag"
							label={t('fields.tag')}
							defaultValue={tag ?? ''}
							autoComplete="off"
							autoCapitalize="none"
						/>
					)}
					{choice(
						'pack',
						pack,
						packs.map(({ id, title }) => [id, title]),
					)}
					{choice(
						'shape',
						shape,
						shapes.map((each) => [each, t(`shapes.${each}`)]),
					)}
					{choice(
						'side',
						side,
						minimumSides.map((each) => [each, t('side', { side: each })]),
					)}
					{choice(
						'level',
						level,
						levels.map((each) => [each, t(`levels.${each}`)]),
					)}
					{choice(
						'period',
						period,
						periods.map((each) => [each, t(`periods.${each}`)]),
					)}
					<label className="flex min-h-11 items-center gap-3 sm:self-end">
						<input
							type="checkbox"
							name="renderable"
							value="1"
							defaultChecked={renderable}
							className="size-5 accent-(--ink)"
						/>
						{t('renderable')}
					</label>
					<button type="submit" className="button-main w-fit sm:self-end">
						{t('apply')}
					</button>
				</form>
			</details>
			{chosen.length > 0 && (
				<ul aria-label={t('chosen')} className="flex flex-wrap gap-2">
					{chosen.map(({ text, without }) => (
						<li key={text}>
							<Link href={without} prefetch={false} className="button-quiet" aria-label={t('without', { name: text })}>
								{text} <span aria-hidden="true">×</span>
							</Link>
						</li>
					))}
				</ul>
			)}
		</div>
	);
}
