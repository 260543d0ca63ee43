/** @file The recipe's names as values of GraphQL's enum types. */
import { enumName } from '@galatea/render';

/** The values of an enum type, by their GraphQL names. */
export function enumValues<Name extends string>(names: readonly Name[]) {
	return Object.fromEntries(names.map((value) => [enumName(value), { value }])) as Record<string, { value: Name }>;
}
