import { once } from 'node:events';
import { chmod, lstat, mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
// @boundaries-ignore a test of the tools
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Cluster, freePort, initCluster, startCluster, stopCluster } from './postgres.mjs';

let place: string;
let dataDir: string;

beforeEach(async () => {
	place = await mkdtemp(path.join(tmpdir(), 'galatea-cluster-'));
	await chmod(place, 0o755);
	dataDir = path.join(place, 'postgres');
});
afterEach(async () => {
	await stopCluster({ dataDir });
	await rm(await realpath(dataDir).catch(() => dataDir), { recursive: true, force: true });
	await rm(place, { recursive: true, force: true });
});

async function version(cluster: Cluster): Promise<string> {
	const client = new Client({ connectionString: cluster.url('postgres') });
	await client.connect();
	try {
		return (await client.query<{ version: string }>('SELECT version() AS version')).rows[0]?.version ?? '';
	} finally {
		await client.end();
	}
}

const isAlive = (pid: number) => {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
};

test('a cluster is made once, served, reused while it runs, and stopped', async () => {
	const made = await Promise.all([initCluster({ dataDir, fsync: false }), initCluster({ dataDir, fsync: false })]);
	expect(made.map((each) => each.dataDir)).toEqual([dataDir, dataDir]);
	expect(await readdir(place)).toEqual(['postgres']);
	expect(await initCluster({ dataDir })).toEqual({ dataDir, created: false });
	expect(await readdir(place)).toEqual(['postgres']);
	const first = await startCluster({ dataDir, fsync: false });
	expect(await version(first)).toMatch(/^PostgreSQL 18/);
	const second = await startCluster({ dataDir });
	expect(second).toMatchObject({ pid: first.pid, port: first.port, reused: true });
	await stopCluster({ dataDir });
	expect(isAlive(first.pid)).toBe(false);
	await stopCluster({ dataDir });
});

test('a server that was killed is started again on its data', async () => {
	await initCluster({ dataDir, fsync: false });
	const first = await startCluster({ dataDir, fsync: false });
	process.kill(first.pid, 'SIGKILL');
	await expect.poll(() => isAlive(first.pid)).toBe(false);
	const second = await startCluster({ dataDir, fsync: false });
	expect(second.reused).toBe(false);
	expect(await version(second)).toMatch(/^PostgreSQL/);
});

test('a password is needed, and only its owner can read it', async () => {
	await initCluster({ dataDir, fsync: false });
	const cluster = await startCluster({ dataDir, fsync: false });
	const wrong = new Client({ connectionString: cluster.url('postgres').replace(cluster.password, 'wrong') });
	await expect(wrong.connect()).rejects.toThrow(/password authentication failed/);
	expect((await lstat(path.join(dataDir, 'galatea-password'))).mode & 0o077).toBe(0);
	expect((await lstat(dataDir)).mode & 0o077).toBe(0);
});

test('a port that is taken is told, and another is chosen where none was asked for', async () => {
	await initCluster({ dataDir, fsync: false });
	const port = await freePort();
	const other = createServer().listen(port, '127.0.0.1');
	await once(other, 'listening');
	await expect(startCluster({ dataDir, port, fsync: false })).rejects.toThrow(/did not start.*could not bind/);
	expect((await startCluster({ dataDir, fsync: false })).port).not.toBe(port);
	other.close();
});

test('data of another version are not touched, and the message says what to do', async () => {
	await initCluster({ dataDir, fsync: false });
	await writeFile(path.join(dataDir, 'PG_VERSION'), '17\n');
	await expect(startCluster({ dataDir })).rejects.toThrow(
		/was made by PostgreSQL 17, and this is PostgreSQL 18.*move the folder/,
	);
});

test('a folder that is no cluster of ours is told, and left as it is', async () => {
	await mkdir(dataDir);
	await expect(startCluster({ dataDir })).rejects.toThrow(/not a PostgreSQL data folder that this account made/);
	await writeFile(path.join(dataDir, 'diary.txt'), 'mine');
	await expect(initCluster({ dataDir, fsync: false })).rejects.toThrow(/empty it or choose another/);
	expect(await readdir(dataDir)).toEqual(['diary.txt']);
});

test('what an interrupted run left is cleared away', async () => {
	await mkdir(`${dataDir}.initialising-999999999`);
	await initCluster({ dataDir, fsync: false });
	expect(await readdir(place)).toEqual(['postgres']);
});

test.runIf(process.getuid?.() === 0)(
	'under a folder that only root may enter, the data lie elsewhere, behind a link',
	async () => {
		await chmod(place, 0o700);
		const { dataDir: real } = await initCluster({ dataDir, fsync: false });
		expect(real).not.toBe(dataDir);
		expect(await realpath(dataDir)).toBe(real);
		const cluster = await startCluster({ dataDir, fsync: false });
		expect(await version(cluster)).toMatch(/^PostgreSQL/);
		expect(await initCluster({ dataDir })).toEqual({ dataDir: real, created: false });
	},
);
