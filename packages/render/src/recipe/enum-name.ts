/** @file The recipe's names as GraphQL spells them: `colourJitter` is `COLOUR_JITTER`. */

/** The GraphQL name of a name of a recipe, as a type; any text for any text. */
export type EnumName<Name extends string> = string extends Name ? string : Spelt<Name>;

type Spelt<Name extends string> = Name extends `${infer Letter}${infer Rest}`
	? `${Letter extends Lowercase<Letter> ? Uppercase<Letter> : `_${Letter}`}${Spelt<Rest>}`
	: '';

/** The GraphQL name of a name of a recipe. */
export function enumName<Name extends string>(name: Name): EnumName<Name> {
	return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase() as EnumName<Name>;
}
