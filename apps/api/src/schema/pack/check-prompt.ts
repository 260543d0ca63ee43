import type { WordReading } from '@galatea/networks';
import { type PromptReading, promptProblem, readPrompt, type TokenCount } from '@galatea/optimiser';
import { type ForeignSpelling, findForeignSpellings, type PromptTerm, parsePrompt } from '@galatea/render';
import { GraphQLError } from 'graphql';
import { builder } from '../builder.ts';
import { PromptTermType } from '../recipe/terms.ts';
import { UnknownWordType, withSuggestions } from './unknown-word.ts';

interface PromptCheck extends PromptReading {
	readonly foreignSpellings: readonly ForeignSpelling[];
	readonly terms: readonly PromptTerm[];
}

const TokenCountType = builder.objectRef<TokenCount>('TokenCount').implement({
	description: 'How much of what a perceptor reads a term takes, start and end of text included.',
	fields: (t) => ({
		wanted: t.exposeInt('wanted'),
		limit: t.exposeInt('limit', { description: 'More than this many are cut off: 77 for CLIP.' }),
	}),
});

const ForeignWeightType = builder.objectRef<ForeignSpelling>('ForeignWeight').implement({
	description: 'A weight in the spelling of another program, such as `(word)1.3`; such a prompt is refused.',
	fields: (t) => ({
		term: t.exposeInt('term', { description: 'Place of the term, from 0.' }),
		found: t.exposeString('found'),
		instead: t.string({
			description: 'The whole term in the grammar of this gallery.',
			resolve: ({ instead }) => instead ?? '',
		}),
	}),
});

const ForeignSpellingType = builder.objectRef<ForeignSpelling>('ForeignSpelling').implement({
	description: 'Something in the spelling of another program, such as `--ar 16:9`; such a prompt is refused.',
	fields: (t) => ({
		term: t.exposeInt('term', { description: 'Place of the term, from 0.' }),
		code: t.exposeString('code', {
			description:
				'What it is: FOREIGN_WEIGHT, FOREIGN_TERMS, MISSING_BAR, FOREIGN_FLAG, FOREIGN_EDITING, FOREIGN_MODEL or TIME_OR_WEIGHT.',
		}),
		found: t.exposeString('found'),
		instead: t.exposeString('instead', {
			nullable: true,
			description: 'What to write in its place; null where nothing would be left.',
		}),
		otherwise: t.exposeString('otherwise', {
			nullable: true,
			description: 'What to write if the other meaning is meant; null where there is no doubt.',
		}),
		from: t.exposeInt('from', { description: 'Where the part to replace begins in the prompt, in UTF-16 units.' }),
		to: t.exposeInt('to', { description: 'Where it ends.' }),
	}),
});

const WordReadingType = builder.objectRef<WordReading>('WordReading').implement({
	description: 'A word that a pack does not know and reads by its meaning; words of Spanish and emoji among them.',
	fields: (t) => ({
		word: t.exposeString('word', { description: 'In small letters; of Spanish, perhaps several words.' }),
		as: t.exposeStringList('as', { description: 'Known words near it. It is read as the first of them.' }),
	}),
});

const PromptCheckType = builder.objectRef<PromptCheck>('PromptCheck').implement({
	description: 'What a pack makes of a prompt, before anything is rendered.',
	fields: (t) => ({
		terms: t.field({
			type: [PromptTermType],
			resolve: (check) => check.terms.map((term, index) => ({ index, ...term })),
		}),
		unknownWords: t.field({ type: [UnknownWordType], resolve: (check) => withSuggestions(check.unknownWords) }),
		readings: t.field({
			type: [WordReadingType],
			description: 'Words that are read as others, each once.',
			resolve: ({ readings }) => [...readings],
		}),
		readAs: t.field({
			type: ['String'],
			nullable: { list: false, items: true },
			description: 'Each term as it is read; null for one that is read as it stands.',
			resolve: ({ readAs }) => [...readAs],
		}),
		truncatedTerms: t.intList({
			description: 'Terms (by index) that are longer than the pack reads; the rest is cut off.',
			resolve: (check) => [...check.truncatedTerms],
		}),
		tokenCounts: t.field({
			type: [TokenCountType],
			description: 'One per term, for the perceptor that it fills most.',
			resolve: (check) => [...check.tokenCounts],
		}),
		foreignWeights: t.field({
			type: [ForeignWeightType],
			deprecationReason: 'Ask for foreignSpellings, which knows more than weights.',
			resolve: ({ foreignSpellings }) => foreignSpellings.filter(({ code }) => code === 'FOREIGN_WEIGHT'),
		}),
		foreignSpellings: t.field({
			type: [ForeignSpellingType],
			resolve: ({ foreignSpellings }) => [...foreignSpellings],
		}),
		emptyTerms: t.intList({
			description: 'Terms (by index) of which no word is known; such a prompt cannot be rendered.',
			resolve: (check) => [...check.emptyTerms],
		}),
	}),
});

builder.queryField('checkPrompt', (t) =>
	t.field({
		type: PromptCheckType,
		nullable: true,
		extensions: { cost: 5_000 },
		args: { packId: t.arg.id({ required: true }), prompt: t.arg.string({ required: true }) },
		resolve: (_root, { packId, prompt }, { shelf }) => {
			const problem = promptProblem(prompt);
			if (problem) throw new GraphQLError(`prompt ${problem.message}`, { extensions: { code: 'BAD_USER_INPUT' } });
			const pack = shelf.packs.find((candidate) => candidate.id === packId);
			const terms = parsePrompt(prompt);
			return pack ? { terms, foreignSpellings: findForeignSpellings(prompt), ...readPrompt(pack, terms) } : null;
		},
	}),
);
