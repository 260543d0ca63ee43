/** @file `member=value,member=value`: how an option of the command line fills an object of a recipe. */
import { UsageError } from './usage-error.ts';

/**
 * Reads members after `option`, whose name is only for messages. A value is a number where it looks like one, a list
 * where it has a `+`, and a word otherwise; what is right for the member is the recipe's matter.
 */
export function readMembers(option: string, text: string): Readonly<Record<string, unknown>> {
	const parts = text.split(',').filter((part) => part.trim() !== '');
	return Object.fromEntries(
		parts.map((part) => {
			const [, name, value] = /^\s*([a-zA-Z]+)\s*=\s*(\S+)\s*$/.exec(part) ?? [];
			if (name === undefined || value === undefined)
				throw new UsageError(`--${option}: "${part.trim()}" is not written as member=value.`);
			return [name, readValue(value)];
		}),
	);
}

function readValue(text: string): unknown {
	const isNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text);
	if (isNumber) return Number(text);
	return text.includes('+') || text.startsWith('#') ? text.split('+') : text;
}
