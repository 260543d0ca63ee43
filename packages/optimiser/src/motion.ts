/**
 * @file Moving the picture between two steps, for films: z is decoded, its picture is moved and encoded again, and what
 * the optimiser remembers moves along, so that each place of the picture keeps the memory of what it shows. See
 * docs/decisions/0037.
 */
import { movesBefore, type WholeMotion } from '@galatea/render';
import { compose, type Homography, invert } from './cutouts/homography.ts';
import { encodedLatent } from './encoder-graph.ts';
import type { Plan } from './plan.ts';
import { type PlaneBorder, type PlaneWarp, warpPlanes } from './plane-warp.ts';
import type { RunState } from './run-state.ts';
import type { Session } from './runtime.ts';
import { stepInputs, stepOutputs } from './step-graph.ts';

/** How a run moves its picture. */
export interface MotionPlan extends WholeMotion {
	/**
	 * What becomes of the optimiser's memory. A recipe always has it `moved`; `kept` where it is and `forgotten`, which is what
	 * a new optimiser is and what the scripts of 2021 do, are there to be measured against.
	 */
	readonly memory: 'moved' | 'kept' | 'forgotten';
	/**
	 * Where z is afterwards: what the encoder gives, as a recipe always has it, or on the nearest `rows` of the codebook, as
	 * where a render begins; then what was on its way to another row begins again.
	 */
	readonly latent: 'encoded' | 'rows';
}

/** From a picture's decoder and encoder, both of the plan's size. */
export interface MotionSessions {
	/** As `buildPictureGraph` makes it. */
	readonly picture: Session;
	/** As `buildEncoderGraph` makes it. */
	readonly encoder: Session;
}

/** Moves a state once, in place: z and the running mean by way of their pictures, the memory as it is. */
export async function moveState(
	plan: Plan,
	motion: MotionPlan,
	sessions: MotionSessions,
	{ z, memory, mean }: RunState,
): Promise<void> {
	z.set(await movedLatent(plan, motion, sessions, z));
	if (mean !== null) mean.set(await movedLatent(plan, motion, sessions, mean));
	if (motion.memory === 'kept') return;
	for (const part of memory) part.set(motion.memory === 'moved' ? movedMemory(plan, motion, part) : zeros(part));
}

/** The number that a step has for the optimiser: of one that forgets, counted from the last movement. */
export function optimiserStep({ motion }: Pick<Plan, 'motion'>, step: number): number {
	if (motion?.memory !== 'forgotten') return step;
	let first = step;
	while (first > 1 && !movesBefore(motion, first)) first -= 1;
	return step - first + 1;
}

async function movedLatent(
	plan: Plan,
	motion: MotionPlan,
	{ picture: decoder, encoder }: MotionSessions,
	z: Float32Array,
): Promise<Float32Array> {
	const { latentShape, widthPx: width, heightPx: height } = plan;
	const decoded = await decoder.run({ [stepInputs.z]: { dtype: 'float32', shape: latentShape, data: z } });
	const picture = decoded[stepOutputs.picture];
	if (picture?.dtype !== 'float32') throw new Error('the picture graph gave no picture');
	const data = warpPlanes(picture.data, { channels: 3, height, width }, pictureWarp(plan, motion));
	// Beyond what it mixes, a cubic overshoots.
	for (let index = 0; index < data.length; index++) data[index] = Math.min(Math.max(data[index] as number, 0), 1);
	return encodedLatent(await encoder.run({ picture: { dtype: 'float32', shape: picture.shape, data } }));
}

function pictureWarp(plan: Plan, motion: MotionPlan): PlaneWarp {
	const map = motionMap(motion, plan.widthPx, plan.heightPx);
	return { map, kernel: 'bicubic', borders: bordersOf(plan, motion.border) };
}

/** Between its neighbours, so that a mean of squares stays one; beyond an edge it is as at the edge, black or not. */
function movedMemory(plan: Plan, motion: MotionPlan, part: Float32Array): Float32Array {
	const [, channels, height, width] = plan.latentShape;
	const map = motionMap(motion, width, height);
	const borders = bordersOf(plan, motion.border === 'black' ? 'edge' : motion.border);
	return warpPlanes(part, { channels, height, width }, { map, kernel: 'bilinear', borders });
}

function zeros(part: Float32Array): Float32Array {
	return new Float32Array(part.length);
}

/** Sides that a tiling joins are joined here too. */
function bordersOf({ cutouts: { wraps } }: Plan, border: PlaneBorder): PlaneWarp['borders'] {
	return { horizontal: wraps.horizontal ? 'wrap' : border, vertical: wraps.vertical ? 'wrap' : border };
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/**
 * From the positions of a moved grid to those that they show. Grids of a picture and of its latent are moved alike: what is
 * a share of the sides stays one.
 */
export function motionMap(
	{ zoom, turnDegrees, shiftX, shiftY }: WholeMotion,
	width: number,
	height: number,
): Homography {
	const [centreX, centreY] = [(width - 1) / 2, (height - 1) / 2];
	const [cos, sin] = [zoom * Math.cos(radians(turnDegrees)), zoom * Math.sin(radians(turnDegrees))];
	// Rows go down, so that a turn which mathematicians call positive is one with the clock.
	const about = compose([cos, -sin, 0, sin, cos, 0, 0, 0, 1], [1, 0, -centreX, 0, 1, -centreY, 0, 0, 1]);
	return invert(compose([1, 0, centreX + shiftX * width, 0, 1, centreY + shiftY * height, 0, 0, 1], about));
}
