/** @file Hints of a perceptor that a picture may be for adults. */
import type { LevelHint } from '@galatea/store/meaning';
import { builder } from '../builder.ts';
import { ContentLevelType } from '../enums.ts';
import { ArtworkType } from '../references.ts';

const LevelHintType = builder.objectRef<LevelHint>('LevelHint').implement({
	description: 'For whom a picture may be, as a perceptor sees it. Nothing follows from it by itself.',
	fields: (t) => ({
		level: t.field({ type: ContentLevelType, description: 'For whom it may be.', resolve: () => 'ADULTS' as const }),
		confidence: t.exposeFloat('confidence', {
			description:
				'Standard deviations by which a text for such pictures fits better than common words do; 2.75 is the least.',
		}),
		perceptor: t.exposeString('perceptor', { description: 'What says so: the pack whose first perceptor it is.' }),
		perceptorHash: t.exposeString('perceptorHash', { description: 'SHA-256 of its file.' }),
		version: t.exposeInt('version', { description: 'Of the list of texts.' }),
		refuted: t.exposeBoolean('refuted', { description: "Whether the picture's person says that it is wrong." }),
	}),
});

builder.objectField(ArtworkType, 'levelHint', (t) =>
	t.field({
		type: LevelHintType,
		nullable: true,
		description:
			'For its person, who decides, and for moderators; null for others, and for what is for adults already.',
		resolve: ({ id }, _arguments, { loaders }) => loaders.levelHints.load(id),
	}),
);
