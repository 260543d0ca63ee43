import { stopRender, waitForState, waitForStep, watchRender, workerProcessId } from './gallery.ts';
import { expect, test } from './test.ts';

test('a worker that is killed in mid-render is missed, explained, and replaced; the render goes on', async ({
	page,
}) => {
	await watchRender(page, { steps: 5_000 });
	// By then there is a checkpoint: `npm test` asks for one every 20 steps.
	await waitForStep(page, 40);
	const lost = workerProcessId();
	process.kill(lost, 'SIGKILL');
	// From a checkpoint, not from the beginning.
	await expect(page.getByText(/Another one took over from step [1-9]/)).toBeVisible({ timeout: 120_000 });
	await waitForState(page, 'RUNNING');
	await waitForStep(page, 50);
	expect(workerProcessId()).not.toBe(lost);
	await stopRender(page);
});
