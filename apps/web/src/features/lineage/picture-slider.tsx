'use client';
/** @file Two pictures in one place, the border between them moved by a slider. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ComparedArtworkFragment } from '../../graphql/generated/graphql.ts';
import { Picture } from '../../ui/picture.tsx';
import { isolate, Sentence } from '../../ui/sentence.tsx';
import { VeiledPicture } from '../levels/veiled-picture.tsx';

interface PictureSliderProps {
	readonly before: ComparedArtworkFragment;
	readonly after: ComparedArtworkFragment;
}

/** Both fill the frame of the one after; a slider of the browser's own moves by mouse, touch and arrow keys. */
export function PictureSlider({ before, after }: PictureSliderProps) {
	const t = useTranslations('Lineage');
	const [percent, setPercent] = useState(50);
	const veiled = [before, after].find(({ viewerVeiled }) => viewerVeiled);
	const [shown, setShown] = useState(false);
	const { width, height } = after.image;
	const scale = Math.max(1, Math.min(4, 640 / Math.max(width, height)));
	if (veiled && !shown)
		return (
			<VeiledPicture
				veiled
				level={veiled.contentLevel}
				image={veiled.image}
				alt={veiled.alternativeText ?? t('afterAlt', { title: veiled.title })}
				className="mx-auto w-full"
				style={{ maxWidth: Math.round(width * scale) }}
				onShow={() => setShown(true)}
			/>
		);
	return (
		<figure className="mx-auto w-full" style={{ maxWidth: Math.round(width * scale) }}>
			<div className="relative overflow-hidden bg-mat" style={{ aspectRatio: `${width} / ${height}` }}>
				<Picture
					image={after.image}
					alt={after.alternativeText ?? t('afterAlt', { title: after.title })}
					first
					className="absolute inset-0 size-full"
				/>
				<Picture
					image={before.image}
					alt={before.alternativeText ?? t('beforeAlt', { title: before.title })}
					first
					className="absolute inset-0 size-full object-cover"
					style={{ clipPath: `inset(0 ${100 - percent}% 0 0)` }}
				/>
				<span
					aria-hidden="true"
					className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-white shadow-[0_0_0_1px_rgb(0_0_0/0.4)]"
					style={{ left: `${percent}%` }}
				/>
			</div>
			<input
				type="range"
				min={0}
				max={100}
				value={percent}
				onChange={(event) => setPercent(Number(event.target.value))}
				aria-label={t('slider')}
				aria-valuetext={t('sliderValue', { percent, title: before.title })}
				className="mt-3 h-11 w-full accent-(--ink)"
			/>
			<figcaption className="flex justify-between gap-4 text-sm text-soft">
				<span>
					<Sentence text={t('before', { title: isolate(before.title) })} />
				</span>
				<span className="text-right">
					<Sentence text={t('after', { title: isolate(after.title) })} />
				</span>
			</figcaption>
		</figure>
	);
}
