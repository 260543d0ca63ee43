/** @file The part of a recipe that says how the perceptors look at the picture. */
import { z } from 'zod';
import { shapeOf } from './schemas.ts';
import { usualOf } from './usual.ts';

/** What an augmentation does when a recipe names it only. */
export const augmentationDefaults = usualOf('cutouts.settings');
/** All numbers of each augmentation. */
export type AugmentationSettings = typeof augmentationDefaults;

/** Numbers of augmentations that are not the usual ones. */
const settings = z.strictObject(shapeOf('cutouts.settings')).superRefine((given, context) => {
	for (const name of ['erasing', 'resizedCrop'] as const) {
		const { leastArea, mostArea, leastAspect, mostAspect } = { ...augmentationDefaults[name], ...given[name] };
		const refuse = (message: string): void =>
			context.addIssue({ code: 'custom', path: [name], message, params: { code: 'LEAST_ABOVE_MOST' } });
		if (leastArea > mostArea) refuse('must not have a leastArea above its mostArea');
		if (leastAspect > mostAspect) refuse('must not have a leastAspect above its mostAspect');
	}
});

export const cutouts = z.strictObject({ ...shapeOf('cutouts'), settings: settings.exactOptional() });
