'use client';
/** @file The picture of an exhibition, which the next one fades in over. */
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Picture } from '../../ui/picture.tsx';
import type { ExhibitedItem } from './exhibited-item.ts';

interface ExhibitedPictureProps {
	readonly item: ExhibitedItem;
	/** Loaded meanwhile, so that it is there when it is its turn. */
	readonly next: ExhibitedItem | undefined;
}

/** The one before stays below until the new one lies over it; who wants no motion sees no fading (globals.css). */
export function ExhibitedPicture({ item, next }: ExhibitedPictureProps) {
	const [layers, setLayers] = useState<readonly ExhibitedItem[]>([item]);
	const shown = layers.at(-1)?.id === item.id ? layers : [...layers.slice(-1), item];
	useEffect(
		() => setLayers((before) => (before.at(-1)?.id === item.id ? before : [...before.slice(-1), item])),
		[item],
	);
	return (
		<div className="relative min-h-0">
			{shown.map((layer, index) => (
				<Layer key={layer.id} item={layer} leaves={index < shown.length - 1} />
			))}
			{next && next.id !== item.id && (
				<div className="hidden" aria-hidden="true">
					<Picture image={next.artwork.image} sources={next.artwork.sources} sizes="100vw" alt="" first />
				</div>
			)}
		</div>
	);
}

function Layer({ item, leaves }: { readonly item: ExhibitedItem; readonly leaves: boolean }) {
	const t = useTranslations('Artwork');
	const { title, alternativeText, recipe, image, sources } = item.artwork;
	const alt = alternativeText ?? (recipe ? t('alt', { title, prompt: recipe.prompt }) : title);
	return (
		<div
			aria-hidden={leaves}
			className={`absolute inset-0 grid place-items-center p-4 sm:p-8 ${leaves ? 'animate-[vanish_700ms_ease-in_both]' : 'animate-[appear_700ms_ease-out_both]'}`}
		>
			<Picture
				image={image}
				sources={sources}
				sizes="100vw"
				alt={leaves ? '' : alt}
				first
				className="size-full min-h-0 min-w-0 bg-contain object-contain"
				style={{ backgroundImage: 'none' }}
			/>
		</div>
	);
}
