/** @file A picture that is not for everyone, where there is no room for a button: its colours alone. */
import { groundOf } from '../../ui/ground.ts';

interface GroundOnlyProps {
	readonly image: { readonly width: number; readonly height: number; readonly thumbhash: string | null };
}

/** As high or wide as what it stands in, whichever ends first; nothing is loaded. */
export function GroundOnly({ image: { width, height, thumbhash } }: GroundOnlyProps) {
	return (
		<span
			className={`ground block ${height > width ? 'h-full' : 'w-full'}`}
			style={{ backgroundImage: groundOf(thumbhash), aspectRatio: `${width} / ${height}` }}
		/>
	);
}
