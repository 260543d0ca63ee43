'use client';
/** @file The picture of an artwork, over which its steps may be laid one by one, with the curve that marks where. */
import { useTranslations } from 'next-intl';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { VeiledPicture } from '../levels/veiled-picture.tsx';
import { CurveDrawing, curveHeight, curveWidth } from '../watch/curve-drawing.tsx';
import { lossPath } from '../watch/loss-path.ts';
import { ScrubControls } from '../watch/scrub-controls.tsx';
import { useScrubber } from '../watch/use-scrubber.ts';

interface StepPictureProps {
	readonly renderId: string;
	readonly title: string;
	/** Widest that the picture is shown, as CSS has it. */
	readonly maxWidth: string;
	/** The finished picture. While it is veiled, so are its steps. */
	readonly picture: ComponentProps<typeof VeiledPicture>;
	/** Between picture and slider. */
	readonly children: ReactNode;
}

export function StepPicture({ renderId, title, maxWidth, picture, children }: StepPictureProps) {
	const t = useTranslations('Scrub');
	const scrubber = useScrubber(renderId);
	const [shown, setShown] = useState(!picture.veiled);
	const { film, step, frame } = scrubber;
	const path = film && step !== null ? lossPath(film.lossHistory, film.steps, curveWidth, curveHeight) : null;
	return (
		<>
			<div className="grid place-items-center bg-mat p-[clamp(1rem,6vw,5rem)] transition-colors">
				<div className="relative w-full" style={{ maxWidth }}>
					<VeiledPicture {...picture} veiled={!shown} onShow={() => setShown(true)} />
					{frame && (
						<img
							src={frame.url}
							alt={t('alt', { title, step: frame.step })}
							width={frame.width}
							height={frame.height}
							className="absolute inset-0 size-full"
						/>
					)}
				</div>
			</div>
			{children}
			{shown && (
				<div className="mt-4 space-y-4">
					<ScrubControls scrubber={scrubber} />
					{path && <CurveDrawing path={path} mark={step} />}
				</div>
			)}
		</>
	);
}
