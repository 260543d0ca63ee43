/** @file The scalars that GraphQL does not have. */
import { maximumSeed } from '@galatea/render';
import { GraphQLError, Kind } from 'graphql';
import { builder } from './builder.ts';

function refuse(message: string): never {
	throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

builder.scalarType('DateTime', {
	description: 'A moment in time, ISO 8601 in UTC.',
	serialize: (value) => value.toISOString(),
	parseValue(value) {
		const date = typeof value === 'string' ? new Date(value) : new Date(Number.NaN);
		return Number.isNaN(date.getTime()) ? refuse('must be a moment such as 2026-01-31T12:00:00Z') : date;
	},
});

builder.scalarType('JSON', {
	description: 'Any JSON value.',
	serialize: (value) => value,
});

/** Decimal digits of a value from a variable; numbers beyond 2^53 have lost digits already and are refused. */
function readUInt64(value: unknown): string {
	if (typeof value === 'number' && !Number.isSafeInteger(value))
		refuse('must be sent as a text of digits: as a JSON number it would lose its last digits');
	const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
	if (!/^\d{1,20}$/.test(text) || BigInt(text) > maximumSeed)
		refuse(`must be a whole number from 0 to ${maximumSeed}, in digits`);
	return BigInt(text).toString();
}

builder.scalarType('UInt64', {
	description: 'A whole number from 0 to 18446744073709551615, as decimal text: JavaScript numbers cannot hold it.',
	serialize: (value) => value,
	parseValue: readUInt64,
	// A literal in the document still has all its digits, with or without quotes.
	parseLiteral: (node) =>
		node.kind === Kind.INT || node.kind === Kind.STRING ? readUInt64(node.value) : readUInt64(null),
});
