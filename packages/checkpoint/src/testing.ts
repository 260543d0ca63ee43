/** @file For tests and benchmarks of this package's readers, here and elsewhere. */
export { type FuzzOutcome, type FuzzSeed, fuzzSeeds, largestPossibleTensorBytes, mutant, tryFile } from './fuzz.ts';
