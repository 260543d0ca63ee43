'use client';
/** @file The film of a picture's making, played in its mat: with the browser's own controls, in the size and at the speed wanted. */
import { useTranslations } from 'next-intl';
import { type CSSProperties, useEffect, useRef } from 'react';
import type { Film, FilmScale } from './use-film.ts';

interface FilmPlayerProps {
	readonly film: Film;
	readonly title: string;
	/** The finished picture; the film has its size, less a row or column where that is odd. */
	readonly picture: { readonly url: string; readonly width: number; readonly height: number };
}

/** Fills what it lies on; the film in it is as large as asked for, as far as there is room. */
export function FilmPlayer({ film, title, picture }: FilmPlayerProps) {
	const t = useTranslations('Artwork.video');
	const video = useRef<HTMLVideoElement>(null);
	const { files, scale, speed } = film;
	useEffect(() => video.current?.focus(), []);
	useEffect(() => {
		if (video.current) video.current.playbackRate = speed;
	}, [speed]);
	const shared = {
		'aria-label': t('label', { title }),
		width: picture.width,
		height: picture.height,
		style: sizeOf(picture, scale),
		className: 'max-h-full max-w-full object-contain',
	} as const;
	return (
		<div className="absolute inset-0 grid place-items-center bg-mat p-2">
			{files.mp4Url ? (
				<video
					ref={video}
					{...shared}
					src={files.mp4Url}
					poster={picture.url}
					controls
					autoPlay
					loop
					muted
					playsInline
					preload="auto"
				/>
			) : (
				files.webpUrl && <img {...shared} src={files.webpUrl} alt={shared['aria-label']} />
			)}
		</div>
	);
}

function sizeOf({ width, height }: FilmPlayerProps['picture'], scale: FilmScale): CSSProperties {
	return { width: width * scale, height: 'auto', aspectRatio: `${width} / ${height}` };
}
