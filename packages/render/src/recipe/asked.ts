/**
 * @file The fields of a recipe as they are asked for: each may be left out, or be null as GraphQL has it. What depends on a kind,
 * such as where a render begins, has the members of all kinds side by side; which of them go together the recipe's schema says.
 */
import { type FieldPath, type FieldValue, listFields } from './fields.ts';
import type { Joined, MemberName } from './schemas.ts';

/** The part of a recipe at `Prefix` as it is asked for; the whole with an empty one. */
export type AskedPart<Prefix extends string> = {
	readonly [Name in MemberName<Prefix>]?:
		| (Joined<Prefix, Name> extends infer Path extends FieldPath ? FieldValue<Path> : AskedPart<Joined<Prefix, Name>>)
		| null
		| undefined;
};

/** Values of fields by their paths. */
export type FieldValues = { readonly [Path in FieldPath]?: FieldValue<Path> };

/** The same values as members of members. */
export function askedOf(values: FieldValues): AskedPart<''> {
	// Each value stands at the path that the type has it at.
	return nest<FieldValue>(values) as AskedPart<''>;
}

interface Members<Value> {
	[name: string]: Value | Members<Value>;
}

/** Values by their paths as members of members. */
export function nest<Value>(values: { readonly [Path in FieldPath]?: Value }): object {
	const whole: Members<Value> = {};
	const parts = new Map<string, Members<Value>>([['', whole]]);
	for (const { path } of listFields()) {
		const value = values[path];
		if (value === undefined) continue;
		const names = path.split('.');
		let part = whole;
		for (let depth = 1; depth < names.length; depth++) {
			const place = names.slice(0, depth).join('.');
			const inner = parts.get(place) ?? {};
			parts.set(place, inner);
			part[names[depth - 1] ?? ''] = inner;
			part = inner;
		}
		part[names.at(-1) ?? ''] = value;
	}
	return whole;
}
