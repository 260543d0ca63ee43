/** @file Values of options, read or refused. */
import { UsageError } from './usage-error.ts';

/** A number; null when the option was not given. */
export function readNumber(name: string, text: string | undefined): number | null {
	if (text === undefined) return null;
	const value = Number(text);
	if (text.trim() === '' || !Number.isFinite(value)) throw new UsageError(`--${name} ${text} is not a number.`);
	return value;
}

/** Numbers with commas between them; null when the option was not given. */
export function readNumbers(name: string, text: string | undefined): readonly number[] | null {
	return text?.split(',').map((each) => readNumber(name, each) as number) ?? null;
}

/** One of `names`; null when the option was not given. */
export function readChoice<const Names extends readonly string[]>(
	name: string,
	text: string | undefined,
	names: Names,
): Names[number] | null {
	if (text === undefined) return null;
	const found = names.find((each) => each === text);
	if (found === undefined) throw new UsageError(`--${name} ${text} is not known. It is one of: ${names.join(', ')}.`);
	return found;
}
