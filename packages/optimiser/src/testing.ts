/** @file Inner parts that tests of the running optimiser feed or read. */
export { cropMatrices, drawCrops } from './cutouts/crops.ts';
export { appendCutouts, cutoutFeeds } from './cutouts/cutouts.ts';
export { pool } from './cutouts/pooling.ts';
export { blur } from './cutouts/sharpness.ts';
export { type Border, warp } from './cutouts/warp.ts';
export { buildEncoderGraph } from './encoder-graph.ts';
export { drawInitialNoise } from './initial-noise.ts';
export { clampChannels } from './latent-range.ts';
export { indecision, unnaturalness } from './losses/condition-losses.ts';
export { lossWeightFeeds, planLosses } from './losses/losses.ts';
export { meanSquaredDifference, meanVariation } from './losses/neighbours.ts';
export { asymmetry, colourfulness, paletteDistance } from './losses/picture-losses.ts';
export { noStop } from './losses/prompt-loss.ts';
export { moveState } from './motion.ts';
export { newMemory, optimisers } from './optimisers/index.ts';
export { buildPictureGraph } from './picture-graph.ts';
export { purposes, randomSource } from './random.ts';
export { lastingTermFeeds, noiseTarget, termWeightFeeds } from './term-feeds.ts';
