'use client';
/** @file The cutouts of a step: drawn on the picture where they were taken, and beside it as the perceptor saw them. */
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { InsidePartsFragment } from '../../graphql/generated/graphql.ts';

interface CutoutsProps {
	readonly figures: InsidePartsFragment;
	readonly nameOf: (term: number) => string;
}

/** One cutout is chosen: its frame stands out, and how near it is to each term is told. */
export function Cutouts({ figures, nameOf }: CutoutsProps) {
	const t = useTranslations('Inside.cutouts');
	const [chosen, setChosen] = useState(0);
	const { cutouts, cutoutCount, picture } = figures;
	const { width, height } = picture;
	const outline = (corners: readonly number[]): string =>
		[0, 2, 4, 6].map((at) => `${(corners[at] ?? 0) * width},${(corners[at + 1] ?? 0) * height}`).join(' ');
	const marked = cutouts[chosen];
	return (
		<section aria-label={t('title')}>
			<h4 className="font-medium">{t('title')}</h4>
			<p className="mt-1 mb-3 max-w-prose text-sm text-soft">
				{t('text', { count: cutoutCount })} {cutouts.length < cutoutCount && t('some', { shown: cutouts.length })}
			</p>
			<div className="grid gap-8 sm:grid-cols-2">
				<div className="relative self-start overflow-hidden">
					<img src={picture.url} width={width} height={height} alt={t('placesAlt')} className="h-auto w-full" />
					<svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" className="absolute inset-0 size-full">
						{cutouts.map(({ corners }, index) => (
							<polygon
								// biome-ignore lint/suspicious/noArrayIndexKey: a cutout is its place in the step
								key={index}
								points={outline(corners)}
								fill="none"
								stroke="white"
								strokeOpacity="0.45"
								vectorEffect="non-scaling-stroke"
							/>
						))}
						{marked && (
							<>
								<polygon
									points={outline(marked.corners)}
									fill="none"
									stroke="black"
									strokeWidth="5"
									vectorEffect="non-scaling-stroke"
								/>
								<polygon
									points={outline(marked.corners)}
									fill="none"
									stroke="white"
									strokeWidth="2.5"
									vectorEffect="non-scaling-stroke"
								/>
							</>
						)}
					</svg>
				</div>
				<div>
					<Sheet figures={figures} chosen={chosen} onChoose={setChosen} />
					{marked && (
						<Likeness cosines={marked.cosines} number={chosen + 1} termCount={figures.terms.length} nameOf={nameOf} />
					)}
				</div>
			</div>
		</section>
	);
}

interface SheetProps {
	readonly figures: InsidePartsFragment;
	readonly chosen: number;
	readonly onChoose: (cutout: number) => void;
}

/** A radio for each cutout: the arrow keys go from one to the next. */
function Sheet({ figures: { cutouts, sheet, sheetColumns }, chosen, onChoose }: SheetProps) {
	const t = useTranslations('Inside.cutouts');
	const columns = Math.min(sheetColumns, cutouts.length);
	const rows = Math.ceil(cutouts.length / sheetColumns);
	const share = (at: number, count: number): number => (count > 1 ? (100 * at) / (count - 1) : 0);
	return (
		<fieldset>
			<legend className="sr-only">{t('choose')}</legend>
			<div className="grid grid-cols-[repeat(auto-fill,minmax(2.75rem,1fr))] gap-1">
				{cutouts.map((_, index) => (
					<label
						// biome-ignore lint/suspicious/noArrayIndexKey: a cutout is its place in the step
						key={index}
						className="relative block aspect-square has-checked:outline-3 has-checked:outline-dot has-focus-visible:outline-3 has-focus-visible:outline-ink"
						style={{
							backgroundImage: `url(${sheet.url})`,
							backgroundSize: `${100 * columns}% ${100 * rows}%`,
							backgroundPosition: `${share(index % sheetColumns, columns)}% ${share(Math.floor(index / sheetColumns), rows)}%`,
						}}
					>
						<input
							type="radio"
							name="cutout"
							className="absolute inset-0 size-full cursor-pointer opacity-0"
							aria-label={t('one', { number: index + 1 })}
							checked={index === chosen}
							onChange={() => onChoose(index)}
							onPointerEnter={() => onChoose(index)}
						/>
					</label>
				))}
			</div>
		</fieldset>
	);
}

interface LikenessProps {
	readonly cosines: readonly (number | null)[];
	readonly number: number;
	readonly termCount: number;
	readonly nameOf: (term: number) => string;
}

/** The cosine of one cutout with each term, for each perceptor. */
function Likeness({ cosines, number, termCount, nameOf }: LikenessProps) {
	const t = useTranslations('Inside.cutouts');
	const format = useFormatter();
	const perceptors = Math.max(1, Math.round(cosines.length / Math.max(1, termCount)));
	const said = (cosine: number | null | undefined): string =>
		cosine == null ? '–' : format.number(cosine, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
	return (
		<table className="mt-4 w-full border-collapse text-left text-sm">
			<caption className="pb-1 text-left text-soft">{t('likeness', { number })}</caption>
			<thead className="text-soft">
				<tr>
					<th scope="col" className="font-normal">
						{t('term')}
					</th>
					{Array.from({ length: perceptors }, (_, perceptor) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: a perceptor is named by its place in the pack
						<th key={perceptor} scope="col" className="text-right font-normal">
							{perceptors === 1 ? t('cosine') : t('perceptor', { number: perceptor + 1 })}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{Array.from({ length: termCount }, (_, term) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: a term is its place in the prompt
					<tr key={term} className="border-t border-line">
						<th scope="row" className="py-1 pr-3 font-normal break-words">
							{nameOf(term)}
						</th>
						{Array.from({ length: perceptors }, (_each, perceptor) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: a perceptor is named by its place in the pack
							<td key={perceptor} className="py-1 text-right tabular-nums">
								{said(cosines[perceptor * termCount + term])}
							</td>
						))}
					</tr>
				))}
			</tbody>
		</table>
	);
}
