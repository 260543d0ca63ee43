/** @file The recipe's names as GraphQL spells them: `colourJitter` is `COLOUR_JITTER`. */

function enumName(name: string): string {
	return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** The values of an enum type, by their GraphQL names. */
export function enumValues<Name extends string>(names: readonly Name[]) {
	return Object.fromEntries(names.map((value) => [enumName(value), { value }])) as Record<string, { value: Name }>;
}
