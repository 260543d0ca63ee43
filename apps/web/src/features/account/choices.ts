/** @file The choices of who may see a picture and what others may do with it, in the order in which they are offered. */
import type { Licence, Visibility } from '../../graphql/generated/graphql.ts';

export const visibilityChoices: readonly Visibility[] = ['PUBLIC', 'UNLISTED', 'FOLLOWERS', 'MEMBERS', 'PRIVATE'];

export const licenceChoices: readonly Licence[] = [
	'CC0',
	'CC_BY',
	'CC_BY_SA',
	'CC_BY_NC',
	'CC_BY_NC_SA',
	'CC_BY_ND',
	'CC_BY_NC_ND',
	'ALL_RIGHTS_RESERVED',
];
