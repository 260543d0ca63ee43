/** @file A picture on a stage: zoomed about the pointer and moved by wheel, mouse, fingers and calls, always in sight. */
import { select } from 'd3-selection';
import { type D3ZoomEvent, zoom, zoomIdentity, zoomTransform } from 'd3-zoom';

/** How the picture lies on the stage: `scale` CSS pixels for one of its own, its corner at `x` and `y` in CSS pixels. */
export interface ZoomView {
	readonly scale: number;
	readonly x: number;
	readonly y: number;
}

/** Largest number of CSS pixels for one of the picture: a pixel is seen as a square then. */
const maximumScale = 16;
/** A picture that fills the stage at that scale already may be brought nearer so many times. */
const nearerThanWhole = 4;
/** How long a double click takes; nothing else glides. */
const glideMs = 200;

export interface ZoomStage {
	/** Zooms about the middle of the stage; above 1 nearer. */
	by(factor: number): void;
	/** Moves the picture by such parts of the stage. */
	move(x: number, y: number): void;
	/** All of the picture, in the middle. */
	showWhole(): void;
	/** Takes away all listeners. */
	end(): void;
}

/**
 * Makes `element` a stage for a picture of `width` × `height` px, and shows all of it. `onView` is called whenever it lies
 * otherwise. With `isStill` nothing glides.
 */
export function openZoomStage(
	element: HTMLElement,
	{ width, height }: { readonly width: number; readonly height: number },
	{ isStill, onView }: { readonly isStill: boolean; readonly onView: (view: ZoomView) => void },
): ZoomStage {
	const stage = select(element);
	const wholeScale = (): number => Math.min(element.clientWidth / width, element.clientHeight / height);
	const zooming = zoom<HTMLElement, unknown>()
		.extent(() => [
			[0, 0],
			[element.clientWidth, element.clientHeight],
		])
		.translateExtent([
			[0, 0],
			[width, height],
		])
		.duration(isStill ? 0 : glideMs)
		.on('zoom', ({ transform: { k, x, y } }: D3ZoomEvent<HTMLElement, unknown>) => onView({ scale: k, x, y }));
	const showWhole = (): void => {
		const scale = wholeScale();
		const [x, y] = [(element.clientWidth - width * scale) / 2, (element.clientHeight - height * scale) / 2];
		zooming.transform(stage, zoomIdentity.translate(x, y).scale(scale));
	};
	let whole = 0;
	const fitIn = (): void => {
		const isWhole = whole === 0 || zoomTransform(element).k <= whole;
		whole = wholeScale();
		zooming.scaleExtent([whole, Math.max(maximumScale, nearerThanWhole * whole)]);
		if (isWhole) showWhole();
		// Keeps it in sight, and no smaller than the whole.
		else zooming.scaleBy(stage, 1);
	};
	stage.call(zooming);
	// Also calls at once.
	const observer = new ResizeObserver(fitIn);
	observer.observe(element);
	return {
		by: (factor) => zooming.scaleBy(stage, factor),
		move(x, y) {
			const { k } = zoomTransform(element);
			zooming.translateBy(stage, (x * element.clientWidth) / k, (y * element.clientHeight) / k);
		},
		showWhole,
		end() {
			observer.disconnect();
			stage.on('.zoom', null);
		},
	};
}
