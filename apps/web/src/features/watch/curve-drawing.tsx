/** @file The loss curve as a drawing, for the eye only. */
import type { LossPath } from './loss-path.ts';

/** The box in which a {@link LossPath} is drawn, in units of its own. */
export const curveWidth = 400;
export const curveHeight = 96;

interface CurveDrawingProps {
	readonly path: LossPath;
	/** A step that is looked at, which gets the dot and an upright; null for none. */
	readonly mark: number | null;
}

export function CurveDrawing({ path, mark }: CurveDrawingProps) {
	const dot = mark === null ? path.end : path.at(mark);
	return (
		<svg
			viewBox={`0 0 ${curveWidth} ${curveHeight}`}
			preserveAspectRatio="none"
			aria-hidden="true"
			className="block h-24 w-full overflow-visible"
		>
			<path d={`M0 ${curveHeight}H${curveWidth}`} stroke="var(--line)" vectorEffect="non-scaling-stroke" />
			{mark !== null && <path d={`M${dot.x} 0V${curveHeight}`} stroke="var(--dot)" vectorEffect="non-scaling-stroke" />}
			<path
				d={path.d}
				fill="none"
				stroke="var(--ink)"
				strokeWidth="1.5"
				strokeLinejoin="round"
				vectorEffect="non-scaling-stroke"
			/>
			{/* A line without length and with round ends: a dot that stays round however the box is stretched. */}
			<path
				d={`M${dot.x} ${dot.y}h0`}
				stroke="var(--dot)"
				strokeWidth="8"
				strokeLinecap="round"
				vectorEffect="non-scaling-stroke"
			/>
		</svg>
	);
}
