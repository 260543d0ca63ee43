/** @file An empty frame on a mat, in the proportions of the picture that is asked for. Only for the eye. */
import type { Draft } from './draft.ts';

/** Keeps its last good shape while a side is being written. */
export function EmptyFrame({ draft }: { readonly draft: Pick<Draft, 'width' | 'height'> }) {
	const width = Number(draft.width);
	const height = Number(draft.height);
	const drawable = width > 0 && height > 0 && Number.isFinite(width / height);
	// Both sides are given against the longer one, so that the frame turns smoothly from wide to tall.
	const longer = Math.max(width, height);
	return (
		<div aria-hidden="true" className="hidden aspect-[16/10] place-items-center bg-mat lg:grid">
			{drawable && (
				<div
					className="grid place-items-center border border-edge/50 text-sm text-soft tabular-nums transition-[width,height] duration-300"
					style={{ width: `${(width / longer) * 17}rem`, height: `${(height / longer) * 17}rem` }}
				>
					{width} × {height}
				</div>
			)}
		</div>
	);
}
