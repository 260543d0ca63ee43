/**
 * @file The codes of a latent as tiles: at each position what its codebook row gives when it is decoded with nothing else
 * around, laid out as the picture is.
 */
import { GraphBuilder } from '@galatea/autodiff';
import { type OpenedGraph, openGraph, type SessionSource } from '../opened-graph.ts';
import type { Picture, Plan } from '../plan.ts';
import { output } from '../run-parts.ts';

/** A row fills a square of so many positions, and its tile is the middle one: what is beyond the edges is not in it. */
const sidePositions = 3;
/** More different rows than this are not decoded: their tiles are grey. */
const maximumRows = 512;
const grey = 128;

/**
 * The tiles, as large as the picture; null where the generator has no codebook. The commonest rows come first where there are more
 * than are decoded. Throws the reason of `signal`.
 */
export async function codeTiles(
	source: SessionSource & { readonly signal?: AbortSignal },
	plan: Plan,
	codes: Int32Array,
): Promise<Picture | null> {
	const { generator } = plan.pack;
	if (generator.codebook === null) return null;
	await using tile = await openTileGraph(source, plan);
	const { width: across } = generator.codePlane(plan.latentShape);
	const sidePx = generator.downscale;
	const data = new Uint8ClampedArray(3 * plan.widthPx * plan.heightPx).fill(grey);
	for (const [code, places] of commonestFirst(codes).slice(0, maximumRows)) {
		source.signal?.throwIfAborted();
		const shape = tileShape(plan);
		const z = generator.latentOf(new Int32Array(sidePositions ** 2).fill(code), shape);
		const planes = output(
			await tile.session.run({ z: { dtype: 'float32', shape, data: z } }, { transfer: true }),
			'picture',
			'float32',
		);
		for (const place of places) {
			const [left, top] = [(place % across) * sidePx, Math.floor(place / across) * sidePx];
			for (let y = 0; y < sidePx; y++)
				for (let x = 0; x < sidePx; x++)
					for (let channel = 0; channel < 3; channel++)
						data[3 * ((top + y) * plan.widthPx + left + x) + channel] =
							255 *
							(planes[(channel * sidePositions * sidePx + sidePx + y) * sidePositions * sidePx + sidePx + x] as number);
		}
	}
	return { width: plan.widthPx, height: plan.heightPx, data };
}

function tileShape({ latentShape: [, channels] }: Plan): Plan['latentShape'] {
	return [1, channels, sidePositions, sidePositions];
}

function openTileGraph(source: SessionSource, plan: Plan): Promise<OpenedGraph> {
	const { id, sha256, generator } = plan.pack;
	const build = async () => {
		const decode = await generator.loadDecoder();
		const g = new GraphBuilder('tile', { contributedOperators: source.runtime.contributedOperators });
		g.output('picture', decode(g, g.input('z', 'float32', tileShape(plan))));
		return g.build();
	};
	return openGraph(source, `tile ${id} ${sha256}`, 'the decoder of a code', build, 'beginnings');
}

/** Each code with the positions that have it. */
function commonestFirst(codes: Int32Array): readonly (readonly [number, readonly number[]])[] {
	const places = new Map<number, number[]>();
	codes.forEach((code, position) => {
		const found = places.get(code);
		if (found) found.push(position);
		else places.set(code, [position]);
	});
	return [...places].sort(([, one], [, other]) => other.length - one.length);
}
