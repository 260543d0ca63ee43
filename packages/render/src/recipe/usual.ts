/** @file What fields are where a recipe leaves them out, part by part. */
import type { FieldAt, FieldPath, FieldValue } from './fields.ts';
import { recipeFields } from './fields.ts';
import type { MemberName } from './schemas.ts';

/** Every member of a part that may be left out, with what it then is. */
export type UsualOf<Prefix extends string> = {
	readonly [Name in MemberName<Prefix>]: `${Prefix}.${Name}` extends infer Path extends FieldPath
		? FieldAt<Path> extends { readonly absent: unknown }
			? FieldValue<Path>
			: never
		: UsualOf<`${Prefix}.${Name}`>;
};

/** The usual values of the part at `prefix`, and of the parts within it. */
export function usualOf<Prefix extends string>(prefix: Prefix): UsualOf<Prefix> {
	const values: Record<string, unknown> = {};
	for (const [path, field] of Object.entries(recipeFields)) {
		if (!path.startsWith(`${prefix}.`)) continue;
		const [name = '', ...inner] = path.slice(prefix.length + 1).split('.');
		if (inner.length > 0) values[name] ??= usualOf(`${prefix}.${name}`);
		else if ('absent' in field) values[name] = field.absent;
	}
	return values as UsualOf<Prefix>;
}
