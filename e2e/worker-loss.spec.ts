import { expect, test } from '@playwright/test';
import { askForRender, stopRender, waitForState, waitForStep, workerProcessId } from './gallery.ts';

test('a worker that is killed in mid-render is missed, explained, and replaced; the render goes on', async ({
	page,
}) => {
	await askForRender(page, { steps: 1_500 });
	await waitForStep(page, 60);
	const lost = workerProcessId();
	process.kill(lost, 'SIGKILL');
	// From a checkpoint, not from the beginning.
	await expect(page.getByText(/Another one goes on from step [1-9]/)).toBeVisible({ timeout: 120_000 });
	await waitForState(page, 'RUNNING');
	await waitForStep(page, 80);
	expect(workerProcessId()).not.toBe(lost);
	await stopRender(page);
});
