/** @file The cut methods that the form offers, in their order. */
import type { CutMethod } from '../../graphql/generated/graphql.ts';

export const cutMethods = ['CROPS', 'POOLED', 'AVERAGED_CROPS', 'LARGE_CROPS'] as const satisfies readonly CutMethod[];
