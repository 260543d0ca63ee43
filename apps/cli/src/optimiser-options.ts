/** @file What the command line says about how the latent moves. */
import { type AskedPart, rateScheduleKinds } from '@galatea/render';
import { usageLine } from './field-options.ts';
import { readMembers } from './members.ts';
import { readChoice } from './readers.ts';
import { UsageError } from './usage-error.ts';

type AskedOptimiser = AskedPart<'optimiser'>;

/** The line of the help for `--rate-schedule`. */
export const scheduleUsage = usageLine(
	'--rate-schedule KIND,MEMBER=VALUE,…',
	'of the learning rate: linear,final=0; cosine,final=0.1; exponential,final=0.01; drops,factor=0.1,at=0.5+0.75',
);

/** How the latent moves, with the schedule that is told beside the fields; null where nothing was said. */
export function readOptimiser(fields: AskedOptimiser | null | undefined, schedule: string | undefined) {
	if (schedule === undefined) return fields ?? null;
	return { ...fields, schedule: readSchedule(schedule) };
}

function readSchedule(text: string): AskedOptimiser['schedule'] {
	const [first = '', ...rest] = text.split(',');
	const kind = readChoice('rate-schedule', first.trim(), rateScheduleKinds);
	if (rest.length === 0) throw new UsageError(`--rate-schedule ${text}: say where it ends, as in cosine,final=0.1.`);
	const members = readMembers(`rate-schedule ${text}`, rest.join(','));
	const { at } = members;
	const list = (Array.isArray(at) ? at : [at]).map(Number);
	return { kind, ...members, ...(at === undefined ? {} : { at: list }) };
}
