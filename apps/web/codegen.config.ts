import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
	schema: '../api/schema.graphql',
	documents: ['src/features/**/*.graphql'],
	generates: {
		'src/graphql/generated/': {
			preset: 'client',
			presetConfig: {
				fragmentMasking: false,
				// The hash of each document goes with it, and all documents by their hashes stand in persisted-documents.json.
				persistedDocuments: { mode: 'embedHashInDocument', hashAlgorithm: 'sha256' },
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
	silent: true,
};

export default config;
