/**
 * @file TAESDs as they are published, under the names that readers here know (`encoder.<place>`, `decoder.<place>`):
 * madebyollin's files, of one side each and without a prefix, and diffusers' AutoencoderTiny, which does not count the
 * clamp in front of its decoder. TAESDXL has the same layers; TAESD3 and TAEF1 have 16 channels between the sides.
 */
import type { TensorSource } from '@galatea/checkpoint';
import { derivedSource, type Origin } from './derived-source.ts';

export type TaesdLayout = 'taesd' | 'diffusers';

/** A TAESD that was found in a file, or one side of it. */
export interface FoundTaesd {
	readonly layout: TaesdLayout;
	/** Which sides the file has. */
	readonly sides: readonly ('encoder' | 'decoder')[];
	/** Of the latent: 4, or 16. */
	readonly latentChannels: number;
	/** Under our names; nothing but the network. */
	readonly tensors: TensorSource;
}

/** Where the sides of a layout are, and how far its places are from ours. */
interface Side {
	readonly side: 'encoder' | 'decoder';
	readonly layout: TaesdLayout;
	readonly prefix: string;
	readonly offset: number;
}

const sides: readonly Side[] = [
	{ side: 'encoder', layout: 'taesd', prefix: 'encoder.', offset: 0 },
	{ side: 'decoder', layout: 'taesd', prefix: 'decoder.', offset: 0 },
	{ side: 'encoder', layout: 'diffusers', prefix: 'encoder.layers.', offset: 0 },
	{ side: 'decoder', layout: 'diffusers', prefix: 'decoder.layers.', offset: 1 },
	{ side: 'encoder', layout: 'taesd', prefix: '', offset: 0 },
	{ side: 'decoder', layout: 'taesd', prefix: '', offset: 0 },
];

/** First and last convolution of a side, and a block beside the first: by these three it is known. */
const landmarks = { encoder: [0, 14, 1], decoder: [1, 19, 3] } as const;

/** The TAESD in a file, or null. */
export function findTaesd(source: TensorSource): FoundTaesd | null {
	const found = sides.filter((each) => hasSide(source, each));
	const [first] = found;
	if (first === undefined) return null;
	const origins = new Map<string, Origin>();
	for (const { side, prefix, offset } of found) {
		for (const name of source.names) {
			const [, place, rest] =
				new RegExp(`^${prefix}(\\d+)\\.(weight|bias|conv\\.[024]\\.(?:weight|bias))$`).exec(name) ?? [];
			if (place !== undefined) origins.set(`${side}.${Number(place) + offset}.${rest}`, { kind: 'same', name });
		}
	}
	const tensors = derivedSource(source, origins);
	const latentChannels =
		first.side === 'decoder' ? tensors.info('decoder.1.weight').shape[1] : tensors.info('encoder.14.weight').shape[0];
	return {
		layout: first.layout,
		sides: found.map(({ side }) => side),
		latentChannels: latentChannels as number,
		tensors,
	};
}

function hasSide(source: TensorSource, { side, prefix, offset }: Side): boolean {
	const [first, last, block] = landmarks[side].map((place) => `${prefix}${place - offset}`) as [string, string, string];
	const shapeOf = (name: string) => (source.has(name) ? source.info(name).shape : []);
	const [start, end] = [shapeOf(`${first}.weight`), shapeOf(`${last}.weight`)];
	if (start.length !== 4 || end.length !== 4 || !source.has(`${block}.conv.4.weight`)) return false;
	return side === 'encoder' ? start[1] === 3 : end[0] === 3;
}
