/** @file What the command line says about how the latent moves. */
import type { RecipeRequest } from '@galatea/optimiser';
import { optimiserNames, rateScheduleKinds } from '@galatea/render';
import { readMembers } from './members.ts';
import { readChoice, readNumber } from './readers.ts';
import { UsageError } from './usage-error.ts';

/** The options of this file, as `parseArgs` wants them. */
export const optimiserOptions = {
	optimiser: { type: 'string' },
	'rate-schedule': { type: 'string' },
	'warm-up': { type: 'string' },
} as const;

/** Their part of the usage. */
export const optimiserUsage = `  --optimiser O         ${optimiserNames.join(', ')}
  --rate-schedule KIND,MEMBER=VALUE,…  of the learning rate: linear,final=0; cosine,final=0.1;
                        exponential,final=0.01; drops,factor=0.1,at=0.5+0.75
  --warm-up N           steps in which the learning rate rises`;

type Values = { readonly [Name in keyof typeof optimiserOptions]?: string | undefined };

/** Reads them; null where nothing was said. */
export function readOptimiser(values: Values): RecipeRequest['optimiser'] | null {
	const name = readChoice('optimiser', values.optimiser, optimiserNames);
	const warmUpSteps = readNumber('warm-up', values['warm-up']);
	const schedule = values['rate-schedule'] === undefined ? null : readSchedule(values['rate-schedule']);
	if (name === null && warmUpSteps === null && schedule === null) return null;
	return { name, warmUpSteps, schedule };
}

function readSchedule(text: string): NonNullable<RecipeRequest['optimiser']>['schedule'] {
	const [first = '', ...rest] = text.split(',');
	const kind = readChoice('rate-schedule', first.trim(), rateScheduleKinds);
	if (rest.length === 0) throw new UsageError(`--rate-schedule ${text}: say where it ends, as in cosine,final=0.1.`);
	const members = readMembers(`rate-schedule ${text}`, rest.join(','));
	const { at } = members;
	const list = Array.isArray(at) ? at.map(Number) : [at];
	return { kind, ...members, ...(at === undefined ? {} : { at: list }) } as NonNullable<
		RecipeRequest['optimiser']
	>['schedule'];
}
