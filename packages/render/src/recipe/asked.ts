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
	const asked: Members = {};
	for (const { path } of listFields()) {
		const value = values[path];
		if (value === undefined) continue;
		const names = path.split('.');
		let part = asked;
		for (const name of names.slice(0, -1)) {
			const known = part[name];
			const inner = isMembers(known) ? known : {};
			part[name] = inner;
			part = inner;
		}
		part[names.at(-1) ?? ''] = value;
	}
	// Each value stands at the path that the type has it at.
	return asked as AskedPart<''>;
}

interface Members {
	[name: string]: FieldValue | Members;
}

function isMembers(value: FieldValue | Members | undefined): value is Members {
	return typeof value === 'object' && !Array.isArray(value);
}
