import { createHash } from 'node:crypto';
import type { CodegenConfig } from '@graphql-codegen/cli';

/**
 * Says of every document that making it has no effect, so that the bundler leaves out those that a page does not use;
 * `pureMagicComment` says it of objects only, and each page would load the text of every fragment.
 */
function markPure(_file: string, code: string): string {
	return code.replaceAll('FragmentDoc = new Typed', 'FragmentDoc = /*#__PURE__*/ new Typed');
}

const config: CodegenConfig = {
	schema: '../api/schema.graphql',
	documents: ['src/features/**/*.graphql'],
	generates: {
		'src/graphql/generated/': {
			preset: 'client',
			presetConfig: {
				fragmentMasking: false,
				// Browsers load the hash of a document in place of its text; the API finds the text in persisted-documents.json. Of a hash
				// 66 bits are kept, ample to tell a few documents apart: every page loads those of all.
				persistedDocuments: {
					mode: 'replaceDocumentWithHash',
					hashAlgorithm: (document: string) => createHash('sha256').update(document).digest('base64url').slice(0, 11),
				},
			},
			config: {
				documentMode: 'string',
				enumsAsTypes: true,
				useTypeImports: true,
				// Lets the bundler leave out the documents that a page does not use.
				pureMagicComment: true,
				scalars: { DateTime: 'string', JSON: 'unknown', UInt64: 'string', ID: 'string' },
				avoidOptionals: { field: true, inputValue: false },
				strictScalars: true,
				importExtension: '.ts',
			},
		},
	},
	importExtension: '.ts',
	hooks: { beforeOneFileWrite: [markPure] },
	silent: true,
};

export default config;
