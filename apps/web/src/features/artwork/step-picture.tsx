'use client';
/** @file The picture of an artwork, over which its steps may be laid one by one, with the curve that marks where. */
import { useTranslations } from 'next-intl';
import { type ComponentProps, type ReactNode, useRef, useState } from 'react';
import { VeiledPicture } from '../levels/veiled-picture.tsx';
import { CurveDrawing, curveHeight, curveWidth } from '../watch/curve-drawing.tsx';
import { lossPath } from '../watch/loss-path.ts';
import { ScrubControls } from '../watch/scrub-controls.tsx';
import { useScrubber } from '../watch/use-scrubber.ts';
import { ZoomButton } from '../zoom/zoom-button.tsx';

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
	const area = useRef<HTMLDivElement>(null);
	const { film, step, frame } = scrubber;
	const stepAlt = frame && t('alt', { title, step: frame.step });
	const path = film && step !== null ? lossPath(film.lossHistory, film.steps, curveWidth, curveHeight) : null;
	return (
		<>
			<div className="relative grid place-items-center bg-mat p-[clamp(1rem,6vw,5rem)] transition-colors">
				<div ref={area} className="relative w-full [&_img]:cursor-zoom-in" style={{ maxWidth }}>
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
				{shown && (
					<ZoomButton
						picture={frame && stepAlt ? { ...frame, alt: stepAlt } : { ...picture.image, alt: picture.alt }}
						title={title}
						area={area}
					/>
				)}
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
