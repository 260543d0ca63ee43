'use client';
/** @file What can be done with the film of a picture's making: have it made, play it, choose its size and speed, save it. */
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { type Film, filmScales, filmSpeeds } from './use-film.ts';

interface FilmBarProps {
	readonly artworkId: string;
	readonly film: Film;
}

/** A button first: nothing moves on the page by itself. The focus goes to the film, and back to the button. */
export function FilmBar({ artworkId, film }: FilmBarProps) {
	const t = useTranslations('Artwork.video');
	const { state, files, failed, playing } = film;
	const button = useRef<HTMLButtonElement>(null);
	const wasPlaying = useRef(false);
	useEffect(() => {
		if (wasPlaying.current && !playing) button.current?.focus();
		wasPlaying.current = playing;
	}, [playing]);
	if (state === 'NONE') return null;
	const waiting = state === 'WAITING';
	return (
		<div className="flex flex-wrap items-center gap-x-6 gap-y-2">
			{state === 'DONE' ? (
				<button ref={button} type="button" className="button-quiet" onClick={playing ? film.close : film.play}>
					{t(playing ? 'close' : 'play')}
				</button>
			) : (
				<button
					type="button"
					className="button-quiet"
					aria-disabled={waiting}
					onClick={() => !waiting && void film.ask()}
				>
					{t(waiting ? 'making' : 'make')}
				</button>
			)}
			{playing && <FilmChoices film={film} />}
			<p role="status" className="sr-only">
				{state === 'DONE' && t('done')}
			</p>
			{state === 'DONE' && (
				<div className="flex flex-wrap items-center gap-x-4">
					<span>{t('download')}</span>
					<ul className="flex flex-wrap gap-x-4">
						{files.mp4Url && <FilmDownload address={`/downloads/${artworkId}.film.mp4`} format="MP4" />}
						{files.webpUrl && <FilmDownload address={`/downloads/${artworkId}.film.webp`} format="WebP" />}
					</ul>
				</div>
			)}
			{failed && (
				<p role="alert" className="w-full text-dot">
					{t('failed')}
				</p>
			)}
		</div>
	);
}

function FilmChoices({ film }: Pick<FilmBarProps, 'film'>) {
	const t = useTranslations('Artwork.video');
	const { files, scale, speed } = film;
	return (
		<>
			<fieldset className="flex items-center gap-1">
				<legend className="sr-only">{t('size')}</legend>
				{filmScales.map((each) => (
					<label
						key={each}
						className="grid min-h-11 min-w-11 cursor-pointer place-items-center px-2 has-checked:font-medium has-checked:underline has-focus-visible:outline-2 has-focus-visible:outline-dot sm:min-h-8 sm:min-w-8"
					>
						<input
							type="radio"
							name="film-size"
							className="sr-only"
							checked={each === scale}
							onChange={() => film.setScale(each)}
						/>
						{t('times', { factor: each })}
					</label>
				))}
			</fieldset>
			{/* An animated WebP has its speed inside. */}
			{files.mp4Url && (
				<label className="flex items-center gap-2">
					{t('speed')}
					<select
						className="field w-auto"
						value={speed}
						onChange={(event) => film.setSpeed(filmSpeeds.find((each) => each === Number(event.target.value)) ?? 1)}
					>
						{filmSpeeds.map((each) => (
							<option key={each} value={each}>
								{t('times', { factor: each })}
							</option>
						))}
					</select>
				</label>
			)}
		</>
	);
}

function FilmDownload({ address, format }: { readonly address: string; readonly format: string }) {
	const t = useTranslations('Artwork.video');
	return (
		<li>
			<a
				href={address}
				download
				aria-label={t('downloadAs', { format })}
				className="quiet-link inline-flex min-h-8 items-center"
			>
				{format}
			</a>
		</li>
	);
}
