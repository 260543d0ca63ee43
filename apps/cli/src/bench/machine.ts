/** @file The machine that figures were measured on, in words. */
import { readFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { repositoryDir } from '../environment.ts';

/** Processor, memory, system, versions and day; and what other work the machine had, where it had any. */
export async function describeMachine(threads: number): Promise<string> {
	const lock = JSON.parse(await readFile(`${repositoryDir}/package-lock.json`, 'utf8')) as {
		readonly packages: Readonly<Record<string, { readonly version?: string }>>;
	};
	const onnxruntime = lock.packages['node_modules/onnxruntime-node']?.version ?? '';
	const [first] = cpus();
	const processor = `${cpus().length} cores of ${first?.model.trim() ?? 'an unknown processor'}${await instructions()}`;
	const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
	const day = new Date().toISOString().slice(0, 10);
	return `Measured on ${day} with ${threads} threads: ${processor}, ${memory}, ${process.platform}, Node ${process.versions.node}, onnxruntime ${onnxruntime}`;
}

/** What a matrix product runs on, where the system tells. */
async function instructions(): Promise<string> {
	try {
		const flags = /^flags\s*:(.*)$/m.exec(await readFile('/proc/cpuinfo', 'utf8'))?.[1]?.split(' ') ?? [];
		return flags.includes('avx512f') ? ' with AVX-512' : flags.includes('avx2') ? ' with AVX2' : '';
	} catch {
		return '';
	}
}
