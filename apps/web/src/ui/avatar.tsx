/** @file The picture that stands for a person; who has none gets one that is drawn from their handle, always the same. */
import { avatarCells, avatarHue } from './avatar-cells.ts';

interface AvatarProps {
	readonly handle: string;
	/** Null for one that is drawn. */
	readonly avatar: { readonly url: string; readonly smallUrl: string } | null;
	/** Pixels of a side, as it is shown. */
	readonly sidePx: number;
}

/** Up to so many pixels the small file is enough, at twice the density. */
const smallSidePx = 32;

/** Says nothing aloud: the name stands beside it. */
export function Avatar({ handle, avatar, sidePx }: AvatarProps) {
	if (avatar)
		return (
			<img
				src={sidePx <= smallSidePx ? avatar.smallUrl : avatar.url}
				alt=""
				width={sidePx}
				height={sidePx}
				decoding="async"
				loading="lazy"
				className="inline-block shrink-0 rounded-full bg-mat object-cover"
			/>
		);
	return (
		<svg
			aria-hidden="true"
			width={sidePx}
			height={sidePx}
			viewBox="0 0 7 7"
			shapeRendering="crispEdges"
			className="inline-block shrink-0 rounded-full bg-mat"
			fill={`hsl(${avatarHue(handle)} 45% 48%)`}
		>
			{avatarCells(handle).map(([x, y]) => (
				<rect key={`${x} ${y}`} x={x + 1} y={y + 1} width={1} height={1} />
			))}
		</svg>
	);
}
