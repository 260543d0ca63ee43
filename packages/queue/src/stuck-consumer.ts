/** @file A consumer for a test to kill: takes one job, says so on standard output, and never ends it. */
import { openConsumer } from './consumer.ts';

const [queueUrl = '', packId = '', lockMs = '', stalledEveryMs = ''] = process.argv.slice(2);
await openConsumer(
	queueUrl,
	[packId],
	(renderId) => {
		process.stdout.write(`${renderId}\n`);
		return new Promise(() => {});
	},
	{ lockMs: Number(lockMs), stalledEveryMs: Number(stalledEveryMs) },
);
