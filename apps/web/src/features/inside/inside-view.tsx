'use client';
/** @file What a step held, in the order in which the engine goes through it: latent, codes, picture, cutouts, likeness, gradient, update. */
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { InsidePartsFragment } from '../../graphql/generated/graphql.ts';
import { CodeTiles } from './code-tiles.tsx';
import { Cutouts } from './cutouts.tsx';
import { TermList } from './term-list.tsx';

interface InsideViewProps {
	readonly step: number;
	readonly figures: InsidePartsFragment;
	/** The words of the terms, in their order; those without words come after. */
	readonly terms: readonly string[];
}

export function InsideView({ step, figures, terms }: InsideViewProps) {
	const t = useTranslations('Inside');
	const format = useFormatter();
	const { codesAcross: across, codesDown: down, latent, picture, heat, tiles } = figures;
	const nameOf = (term: number): string => terms[term] ?? t('termWithoutWords', { number: term + 1 });
	return (
		<div className="mt-8 space-y-12">
			<h3 className="text-2xl">{t('heading', { step })}</h3>
			<div className="grid gap-x-8 gap-y-10 sm:grid-cols-2 lg:grid-cols-3">
				<Part title={t('latent.title')} text={t('latent.text', { across, down })}>
					<Shown image={latent} alt={t('latent.alt')} pixelated />
				</Part>
				{tiles && (
					<Part title={t('codes.title')} text={t('codes.text')}>
						<CodeTiles tiles={tiles} across={across} down={down} codes={figures.codes} />
					</Part>
				)}
				<Part title={t('picture.title')} text={t('picture.text')}>
					<Shown image={picture} alt={t('picture.alt', { step })} />
				</Part>
			</div>
			<Cutouts figures={figures} nameOf={nameOf} />
			<div className="grid gap-x-8 gap-y-10 sm:grid-cols-2 lg:grid-cols-3">
				<Part title={t('terms.title')} text={t('terms.text')}>
					<TermList figures={figures} nameOf={nameOf} />
				</Part>
				<Part title={t('heat.title')} text={t('heat.text')}>
					<span className="relative block overflow-hidden bg-black">
						<Shown image={picture} alt="" faded />
						<img
							src={heat.url}
							width={heat.width}
							height={heat.height}
							alt={t('heat.alt')}
							className="absolute inset-0 size-full mix-blend-screen"
						/>
					</span>
				</Part>
				<Part title={t('moved.title')} text={t('moved.text')}>
					<p className="text-2xl tabular-nums">
						{format.number(figures.movedShare, { style: 'percent', maximumSignificantDigits: 2 })}
					</p>
				</Part>
			</div>
		</div>
	);
}

function Part({
	title,
	text,
	children,
}: {
	readonly title: string;
	readonly text: string;
	readonly children: ReactNode;
}) {
	return (
		<section aria-label={title}>
			<h4 className="font-medium">{title}</h4>
			<p className="mt-1 mb-3 text-sm text-soft">{text}</p>
			{children}
		</section>
	);
}

interface ShownProps {
	readonly image: InsidePartsFragment['picture'];
	readonly alt: string;
	readonly pixelated?: boolean;
	/** For something to stand out against it. */
	readonly faded?: boolean;
}

function Shown({ image, alt, pixelated = false, faded = false }: ShownProps) {
	return (
		<img
			src={image.url}
			width={image.width}
			height={image.height}
			alt={alt}
			className={`h-auto w-full ${faded ? 'opacity-40 grayscale' : ''}`}
			style={pixelated ? { imageRendering: 'pixelated' } : undefined}
		/>
	);
}
