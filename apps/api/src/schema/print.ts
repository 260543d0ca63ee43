/** @file The text of the schema: committed as apps/api/schema.graphql, for clients and for reviewers. */
import { printSchema } from 'graphql';
import { schema } from './index.ts';

/** What apps/api/schema.graphql must hold. */
export function printedSchema(): string {
	return `${printSchema(schema)}\n`;
}
