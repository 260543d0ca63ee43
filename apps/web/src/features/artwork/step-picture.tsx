'use client';
/** @file The picture of an artwork, over which its steps may be laid one by one, with the curve that marks where, or their film. */
import { useTranslations } from 'next-intl';
import { type ComponentProps, type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react';
import type { VideoPartsFragment } from '../../graphql/generated/graphql.ts';
import { VeiledPicture } from '../levels/veiled-picture.tsx';
import { CurveDrawing, curveHeight, curveWidth } from '../watch/curve-drawing.tsx';
import { lossPath } from '../watch/loss-path.ts';
import { LossTable } from '../watch/loss-table.tsx';
import { ScrubControls } from '../watch/scrub-controls.tsx';
import { useScrubber } from '../watch/use-scrubber.ts';
import { FullScreenButton } from '../zoom/full-screen-button.tsx';
import { ZoomButton } from '../zoom/zoom-button.tsx';
import { onAskedStep } from './asked-step.ts';
import { FilmBar } from './film-bar.tsx';
import { FilmPlayer } from './film-player.tsx';
import { useFilm } from './use-film.ts';

interface StepPictureProps {
	readonly artworkId: string;
	readonly renderId: string;
	/** Of its run, which the picture is of; null for the last, or where that is not told. */
	readonly shownStep: number | null;
	/** Of its making. */
	readonly video: VideoPartsFragment;
	readonly title: string;
	/** Widest that the picture is shown, as CSS has it. */
	readonly maxWidth: string;
	/** The finished picture. While it is veiled, so are its steps. */
	readonly picture: ComponentProps<typeof VeiledPicture>;
	/** The step that the address asks for. */
	readonly askedStep: number | null;
	/** Steps of which comments speak. */
	readonly commentedSteps: readonly number[];
	/** Between picture and slider. */
	readonly children: ReactNode;
}

export function StepPicture(props: StepPictureProps) {
	const { artworkId, renderId, shownStep, title, maxWidth, picture, askedStep, commentedSteps, children } = props;
	const t = useTranslations('Scrub');
	const scrubber = useScrubber(renderId, shownStep);
	const movie = useFilm(renderId, props.video);
	const [shown, setShown] = useState(!picture.veiled);
	const mat = useRef<HTMLDivElement>(null);
	const area = useRef<HTMLDivElement>(null);
	const slider = useRef<HTMLDivElement>(null);
	const { film, step, frame } = scrubber;
	useAskedStep(askedStep, shown, async (asked) => {
		movie.close();
		await scrubber.showStep(asked);
		mat.current?.scrollIntoView({ block: 'nearest' });
		slider.current?.querySelector('input')?.focus();
	});
	const stepAlt = frame && t('alt', { title, step: frame.step });
	const path = film && step !== null ? lossPath(film.lossHistory, film.steps, curveWidth, curveHeight) : null;
	return (
		<>
			<div
				ref={mat}
				className="picture-mat relative grid place-items-center bg-mat p-[clamp(1rem,6vw,5rem)] transition-colors"
				style={{ '--picture-ratio': picture.image.width / picture.image.height } as CSSProperties}
			>
				<div
					ref={area}
					className={`relative w-full [&_img]:cursor-zoom-in ${movie.playing ? 'invisible' : ''}`}
					style={{ maxWidth }}
				>
					<VeiledPicture {...picture} veiled={!shown} onShow={() => setShown(true)} />
					{frame && stepAlt && (
						<img
							src={frame.url}
							alt={stepAlt}
							width={frame.width}
							height={frame.height}
							className="absolute inset-0 size-full"
						/>
					)}
				</div>
				{shown && movie.playing && <FilmPlayer film={movie} title={title} picture={picture.image} />}
				{shown && !movie.playing && (
					<div className="absolute right-2 bottom-2 flex gap-2">
						<FullScreenButton whole={mat} />
						<ZoomButton
							picture={frame && stepAlt ? { ...frame, alt: stepAlt } : { ...picture.image, alt: picture.alt }}
							title={title}
							area={area}
						/>
					</div>
				)}
			</div>
			{children}
			{shown && (
				<div ref={slider} className="mt-4 space-y-4">
					<FilmBar artworkId={artworkId} film={movie} />
					<ScrubControls scrubber={scrubber} marks={commentedSteps} />
					{path && film && (
						<figure>
							<CurveDrawing path={path} mark={step} />
							<LossTable lossHistory={film.lossHistory} />
						</figure>
					)}
				</div>
			)}
		</>
	);
}

/** Shows the step of the address, and each that somebody on the page asks for, as soon as the picture may be seen. */
function useAskedStep(ofAddress: number | null, mayShow: boolean, show: (step: number) => Promise<void>): void {
	const [asked, setAsked] = useState<{ readonly step: number } | null>(null);
	const latest = useRef(show);
	latest.current = show;
	useEffect(() => setAsked(ofAddress === null ? null : { step: ofAddress }), [ofAddress]);
	useEffect(() => onAskedStep((step) => setAsked({ step })), []);
	useEffect(() => {
		if (asked && mayShow) void latest.current(asked.step);
	}, [asked, mayShow]);
}
