/** @file Inner parts that tests of the running optimiser feed or read. */
export { cropMatrices, drawCrops } from './cutouts/crops.ts';
export { cutoutFeeds } from './cutouts/cutouts.ts';
export { pool } from './cutouts/pooling.ts';
export { clampChannels } from './latent-range.ts';
export { noStop } from './loss.ts';
export { newMemory, optimisers } from './optimisers/index.ts';
export { randomSource } from './random.ts';
export { lastingTermFeeds, noiseTarget, termWeightFeeds } from './term-feeds.ts';
