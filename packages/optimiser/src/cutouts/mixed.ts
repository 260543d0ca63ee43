/**
 * @file pixray's mixed cutouts: of the pooled picture three fifths look at a part of it, tilted and near, and the others
 * at all of it, a little smaller than the cutout, with grey around. In both the picture has its own aspect, where other
 * pooled cutouts squeeze it into a square.
 *
 * Numbers are those of pixray's MakeCutouts. It fills what lies beyond the edges of near cutouts by a mirror in one step and
 * with drawn-out pixels in the next; here half of them have one and half the other, since all steps have one graph. It also
 * stretches all cutouts together to black and white, which is left out.
 */
import { add, concat, type GraphBuilder, sub, type Value } from '@galatea/autodiff';
import type { RandomStream } from '../random.ts';
import { compose, type Homography } from './homography.ts';
import type { Border } from './warp.ts';
import { warp } from './warp.ts';
import { drawPerspective } from './warp-geometry.ts';

type Input = (name: string, shape: readonly number[]) => Value;
type Feed = (name: string, shape: readonly number[], data: Float32Array) => void;

const nearShare = 0.6;
const near = { distortion: 0.4, probability: 0.7, leastArea: 0.25, mostArea: 0.95, leastAspect: 0.85, mostAspect: 1.2 };
const wide = { distortion: 0.2, probability: 0.7, squareScale: 0.95, leastScale: 0.9 };

/** How many cutouts of each kind there are, in their order. */
export function groupsOf(
	count: number,
): readonly { readonly name: string; readonly border: Border; readonly size: number }[] {
	const nearCount = Math.floor(nearShare * count);
	const mirrored = Math.ceil(nearCount / 2);
	const groups = [
		{ name: 'mirrored', border: 'mirror', size: mirrored },
		{ name: 'drawn_out', border: 'edge', size: nearCount - mirrored },
		{ name: 'wide', border: 'black', size: count - nearCount },
	] as const;
	return groups.filter(({ size }) => size > 0);
}

/** Mixed cutouts of `pooled` [1, 3, S, S]: [N, 3, S, S]. Declares what {@link feedMixed} feeds, with names that begin with `name`. */
export function appendMixed(g: GraphBuilder, pooled: Value, count: number, name: string, input: Input): Value {
	const grey = input(`${name}_grey`, [1, 1, 1, 1]);
	// Black beyond the edges of what has lost the grey is grey once that is there again.
	const cutouts = groupsOf(count).map(({ name: kind, border, size }) => {
		const maps = input(`${name}_${kind}`, [size, 1, 3, 3]);
		const looking = { count: size, maps, field: null, borders: [border] };
		return border === 'black' ? add(g, warp(g, sub(g, pooled, grey), looking), grey) : warp(g, pooled, looking);
	});
	return cutouts.length === 1 ? (cutouts[0] as Value) : concat(g, cutouts, 0);
}

/** Draws what {@link appendMixed} declares. `aspect` is the width over the height of what was pooled. */
export function feedMixed(
	count: number,
	aspect: number,
	sizePx: number,
	name: string,
	random: RandomStream,
	feed: Feed,
): void {
	feed(`${name}_grey`, [1, 1, 1, 1], Float32Array.of(random.uniform()));
	for (const { name: kind, border, size } of groupsOf(count)) {
		const draw = border === 'black' ? drawWide : drawNear;
		feed(`${name}_${kind}`, [size, 1, 3, 3], Float32Array.from(draw(size, aspect, sizePx, random).flat()));
	}
}

/**
 * Maps from a pixel of a near cutout to its place in the pooled square. The picture in its aspect is tilted, and of that a
 * part drawn out: its area a uniform share, its aspect on the screen as likely to be halved as doubled, its place uniform. Takes
 * thirteen numbers per cutout.
 */
export function drawNear(count: number, aspect: number, sidePx: number, random: RandomStream): readonly Homography[] {
	const last = sidePx - 1;
	const [least, most] = [Math.log(near.leastAspect), Math.log(near.mostAspect)];
	return drawPerspective(count, sidePx, near, random).map((tilt) => {
		const area = near.leastArea + random.uniform() * (near.mostArea - near.leastArea);
		const shape = Math.exp(least + random.uniform() * (most - least)) / aspect;
		// Of a picture that is far from square a large part in that aspect would not fit: it is as large as it can be.
		const fit = Math.max(1, Math.sqrt(area * shape), Math.sqrt(area / shape));
		const [across, down] = [Math.sqrt(area * shape) / fit, Math.sqrt(area / shape) / fit];
		const left = random.uniform() * (1 - across) * last;
		const top = random.uniform() * (1 - down) * last;
		return compose(tilt, [across, 0, left, 0, down, top, 0, 0, 1]);
	});
}

/**
 * Maps from a pixel of a wide cutout to its place in the pooled square. A square picture is 0.95 of the cutout's side, shifted by
 * up to what is left on each axis; another's longer side is 0.9 to 1 of it, and it is shifted along its shorter one. Then all
 * of it is tilted. Takes twelve numbers per cutout.
 */
export function drawWide(count: number, aspect: number, sidePx: number, random: RandomStream): readonly Homography[] {
	const centre = (sidePx - 1) / 2;
	const shorter = Math.min(aspect, 1 / aspect);
	const isSquare = aspect === 1;
	const scale = isSquare ? wide.squareScale : shorter;
	const reach = ((1 - scale) / 2) * sidePx;
	return drawPerspective(count, sidePx, wide, random).map((tilt) => {
		const share = wide.leastScale + random.uniform() * (1 - wide.leastScale);
		const [acrossShift, downShift] = [random.uniform(), random.uniform()].map((each) => (2 * each - 1) * reach);
		const size = isSquare ? scale : scale * share;
		const across = size * Math.max(1, aspect);
		const down = size * Math.max(1, 1 / aspect);
		const x = centre + (aspect <= 1 ? (acrossShift as number) : 0);
		const y = centre + (aspect >= 1 ? (downShift as number) : 0);
		const shrunk: Homography = [1 / across, 0, centre - x / across, 0, 1 / down, centre - y / down, 0, 0, 1];
		return compose(shrunk, tilt);
	});
}
