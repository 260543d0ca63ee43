/** @file Inner parts that tests of the running optimiser feed or read. */
export { adamStep, clampChannels, newAdamState } from './adam.ts';
export { cropMatrices, drawCrops } from './cutouts/crops.ts';
export { cutoutFeeds } from './cutouts/cutouts.ts';
export { pool } from './cutouts/pooling.ts';
export { noStop } from './loss.ts';
export { randomSource } from './random.ts';
