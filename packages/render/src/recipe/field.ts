/**
 * @file What the table of fields says of each field of a recipe, as plain data: whatever reads, shows or asks for a field takes it
 * from here. The table itself is fields.ts.
 */

/** Groups of the form, and of the list in the guide, in their order. */
export const fieldGroups = ['terms', 'begin', 'look', 'edges', 'move', 'motion', 'cutouts'] as const;
export type FieldGroup = (typeof fieldGroups)[number];

/**
 * What a field needs of a pack to mean something: a latent of noise and classes (a BigGAN's), a latent with places of the
 * picture, an encoder for pictures, or more than one perceptor.
 */
export type PackNeed = 'conditions' | 'places' | 'encoder' | 'perceptors';

/** What a number counts or measures. */
export type FieldUnit = 'px' | 'steps' | 'degrees' | 'turns' | 'share of the width' | 'share of the height' | 'share';

interface FieldOfAnyKind {
	/** One name for the form, the messages and the command line; no two fields have the same. */
	readonly name: string;
	/**
	 * What it does, in English, for programmers and the command line. Choices stand in backticks as the recipe has them, and
	 * GraphQL shows them in its own spelling.
	 */
	readonly description: string;
	/** What is said beside that where it is asked for and may be left out. */
	readonly asked?: string;
	readonly unit?: FieldUnit;
	/** The group of the form that it stands in; left out: it has a place of its own, or none. */
	readonly group?: FieldGroup;
	/** What a recipe means by its absence. A field with neither this nor `optional` is in every recipe. */
	readonly absent?: number | string | boolean;
	/** What is taken where it is asked for without it, of a field that every recipe has and no pack decides. */
	readonly usual?: string;
	/** It may be left out, and its absence is no value: what it belongs to does without. */
	readonly optional?: true;
	/** It means something only where another field is there, or has one of these values. */
	readonly when?: { readonly path: string; readonly is?: readonly string[] };
	readonly needs?: PackNeed;
	/** Its option of the command line, without dashes; left out: its name. Null: an option for its whole part has it. */
	readonly option?: string | null;
}

/** A number from `from` to `to`. */
export interface NumberField extends FieldOfAnyKind {
	readonly kind: 'number' | 'whole';
	readonly from: number;
	readonly to: number;
	/** `from` itself is too little. */
	readonly open?: true;
	/** 0 is refused: it would have no effect. */
	readonly notZero?: true;
}

/** One of some names. */
interface ChoiceField extends FieldOfAnyKind {
	readonly kind: 'choice';
	readonly choices: readonly string[];
	/** The name of the type of the choices where fields share one, or where it is not the field's own with a capital. */
	readonly type?: string;
	/** What the choices are, in English. */
	readonly choicesText?: string;
}

/** Names in an order that counts. */
interface ChoicesField extends FieldOfAnyKind {
	readonly kind: 'choices';
	readonly choices: readonly string[];
	readonly type?: string;
	readonly choicesText?: string;
	readonly most: number;
}

/** Yes or no. */
interface SwitchField extends FieldOfAnyKind {
	readonly kind: 'switch';
}

/** Some numbers from `from` to `to`. */
export interface NumbersField extends FieldOfAnyKind {
	readonly kind: 'numbers';
	readonly from: number;
	readonly to: number;
	readonly least: number;
	readonly most: number;
	/** What one of them is called. */
	readonly entry: string;
	/** Each is above the one before. */
	readonly rising?: true;
	/** One at least is above 0. */
	readonly someAboveZero?: true;
}

/** Colours, as `#rrggbb` in lower case; one at least. */
interface ColoursField extends FieldOfAnyKind {
	readonly kind: 'colours';
	readonly most: number;
}

/** An unsigned 64-bit number in digits, or the SHA-256 of a file in hexadecimal digits. */
interface DigitsField extends FieldOfAnyKind {
	readonly kind: 'seed' | 'sha256';
}

export type RecipeField =
	| NumberField
	| ChoiceField
	| ChoicesField
	| SwitchField
	| NumbersField
	| ColoursField
	| DigitsField;

/** Path of a field, such as `optimiser.learningRate` → what is known of it. */
export type RecipeFields = Readonly<Record<string, RecipeField>>;

/** The value that a field has in a recipe. */
export type ValueOf<Field> = Field extends { readonly kind: 'number' | 'whole' }
	? number
	: Field extends { readonly kind: 'choice'; readonly choices: readonly (infer Choice)[] }
		? Choice
		: Field extends { readonly kind: 'choices'; readonly choices: readonly (infer Choice)[] }
			? readonly Choice[]
			: Field extends { readonly kind: 'switch' }
				? boolean
				: Field extends { readonly kind: 'numbers' }
					? readonly number[]
					: Field extends { readonly kind: 'colours' }
						? readonly string[]
						: Field extends { readonly kind: 'seed' | 'sha256' }
							? string
							: never;
