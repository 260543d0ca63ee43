'use client';
/** @file A picture that becomes another: the new one is laid over the old once it is decoded. */
import { useEffect, useRef, useState } from 'react';
import { groundOf } from '../../ui/ground.ts';

interface Frame {
	readonly url: string;
	readonly thumbhash: string | null;
}

interface CrossFadeProps {
	/** The newest picture; null before there is one. */
	readonly frame: Frame | null;
	readonly alt: string;
	readonly width: number;
	readonly height: number;
}

/**
 * At most two pictures are in the page: the newest, fading in, over the one before it. A picture that is overtaken
 * before it is loaded is never shown, so a slow line gets fewer pictures, not late ones.
 */
export function CrossFade({ frame, alt, width, height }: CrossFadeProps) {
	const [layers, setLayers] = useState<readonly Frame[]>(frame ? [frame] : []);
	const newest = useRef(frame?.url);
	newest.current = frame?.url;

	useEffect(() => {
		if (!frame) return;
		const image = new Image();
		image.src = frame.url;
		const show = (): void => {
			if (newest.current !== frame.url) return;
			setLayers((current) => (current.at(-1)?.url === frame.url ? current : [...current.slice(-1), frame]));
		};
		image.decode().then(show, () => undefined);
	}, [frame]);

	return (
		<div className="relative w-full overflow-hidden bg-line" style={{ aspectRatio: `${width} / ${height}` }}>
			{layers.length === 0 && (
				<div
					role="img"
					aria-label={alt}
					className="absolute inset-0 animate-[breathe_3s_ease-in-out_infinite] bg-mat"
				/>
			)}
			{layers.map((layer, index) => (
				<img
					key={layer.url}
					src={layer.url}
					alt={index === layers.length - 1 ? alt : ''}
					width={width}
					height={height}
					fetchPriority="high"
					className={`ground absolute inset-0 size-full ${index === 0 && layers.length === 1 ? '' : 'animate-[appear_350ms_ease-out_both]'}`}
					style={index === 0 ? { backgroundImage: groundOf(layer.thumbhash) } : undefined}
				/>
			))}
		</div>
	);
}
