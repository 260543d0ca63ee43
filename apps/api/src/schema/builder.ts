/**
 * @file The schema builder. Fields are non-null unless they say otherwise, and types are declared code first: the
 * printed schema.graphql is a result, never edited.
 */
import SchemaBuilder from '@pothos/core';
import type { RequestContext } from '../context.ts';

interface SchemaTypes {
	Context: RequestContext;
	DefaultFieldNullability: false;
	Scalars: {
		ID: { Input: string; Output: string };
		DateTime: { Input: Date; Output: Date };
		JSON: { Input: unknown; Output: unknown };
		/** Decimal digits. */
		UInt64: { Input: string; Output: string };
	};
}

export const builder = new SchemaBuilder<SchemaTypes>({ defaultFieldNullability: false });

builder.queryType({});
builder.mutationType({});
builder.subscriptionType({});
