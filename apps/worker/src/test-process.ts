/** @file For this app's tests: a worker as it is run. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { TestGallery } from './test-gallery.ts';

/** A worker in a process of its own, as `npm start` runs it. */
export function startWorker(gallery: TestGallery, changes: NodeJS.ProcessEnv = {}): ChildProcess & AsyncDisposable {
	const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'main.ts')], {
		env: {
			...process.env,
			DATABASE_URL: gallery.databaseUrl,
			QUEUE_URL: '',
			STORAGE_DIR: gallery.storageDir,
			GALATEA_PROVIDER: 'cpu',
			GALATEA_THREADS: '1',
			GALATEA_CHECKPOINT_STEPS: '4',
			LOG_LEVEL: 'warn',
			...changes,
		},
		stdio: ['ignore', 'inherit', 'pipe'],
	});
	const closed = once(child, 'close');
	return Object.assign(child, {
		async [Symbol.asyncDispose]() {
			child.kill('SIGKILL');
			await closed;
		},
	});
}
