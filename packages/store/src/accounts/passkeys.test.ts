import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { cheapHashing } from '@galatea/testing';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { query, type Store } from '../database/store.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import { type Accounts, openAccounts } from './accounts.ts';
import { listPasskeys, removePasskey } from './passkeys.ts';

const origin = 'https://gallery.example';
const password = 'correct horse battery';
let setting: TestStore;
let store: Store;
let accounts: Accounts;
let count = 0;

beforeAll(async () => {
	setting = await testStore();
	store = setting.store;
	accounts = openAccounts(store, { secret: 's'.repeat(32), publicUrl: origin, hashing: cheapHashing });
});
afterAll(() => setting[Symbol.asyncDispose]());

const entrance = () => ({ address: `10.0.4.${++count}`, guestId: null });
const base64url = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64url');

interface Told {
	readonly origin?: string;
	readonly rpId?: string;
	readonly signatureCount?: number;
}

/** A device that keeps one key, and answers as WebAuthn says (Level 3, 6.1 and 6.5). */
class Device {
	readonly #id = randomBytes(16);
	readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	#count = 0;

	#clientData(type: string, challenge: string, told: Told): Buffer {
		return Buffer.from(JSON.stringify({ type, challenge, origin: told.origin ?? origin, crossOrigin: false }));
	}

	/** Flags: somebody is there (1), and is known to be its person (4); with a key (64). */
	#data(flags: number, told: Told): Buffer {
		const counter = Buffer.alloc(4);
		counter.writeUInt32BE(told.signatureCount ?? ++this.#count);
		const host = createHash('sha256')
			.update(told.rpId ?? 'gallery.example')
			.digest();
		return Buffer.concat([host, Buffer.from([flags]), counter]);
	}

	make(challenge: string, told: Told = {}): object {
		const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
		const key = new Map<number, number | Uint8Array>([
			[1, 2],
			[3, -7],
			[-1, 1],
			[-2, new Uint8Array(Buffer.from(x, 'base64url'))],
			[-3, new Uint8Array(Buffer.from(y, 'base64url'))],
		]);
		const length = Buffer.from([0, this.#id.length]);
		const authData = Buffer.concat([this.#data(69, told), Buffer.alloc(16), length, this.#id, isoCBOR.encode(key)]);
		const attestation = new Map<string, unknown>([
			['fmt', 'none'],
			['attStmt', new Map()],
			['authData', new Uint8Array(authData)],
		]);
		return this.#answer({
			clientDataJSON: base64url(this.#clientData('webauthn.create', challenge, told)),
			attestationObject: base64url(isoCBOR.encode(attestation as never)),
		});
	}

	sign(challenge: string, told: Told = {}, key: KeyObject = this.#keys.privateKey): object {
		const data = this.#data(5, told);
		const client = this.#clientData('webauthn.get', challenge, told);
		const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
		return this.#answer({
			clientDataJSON: base64url(client),
			authenticatorData: base64url(data),
			signature: base64url(sign('sha256', signed, key)),
		});
	}

	#answer(response: object): object {
		const id = base64url(this.#id);
		return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
	}
}

async function member() {
	const handle = `keeper_${++count}`;
	const { userId, cookie } = await accounts.signUp({ email: `${handle}@example.org`, password, handle }, entrance());
	const user = await accounts.findUser(cookie);
	if (!user) throw new Error('nobody signed up');
	return { user, userId, handle };
}

async function withPasskey() {
	const person = await member();
	const device = new Device();
	const { challenge } = await accounts.passkeys.beginRegistration(person.user);
	await accounts.passkeys.register(person.userId, ' Phone ', device.make(challenge));
	return { ...person, device };
}

const ask = async () => (await accounts.passkeys.beginSignIn(entrance())).challenge;
const refused = { code: 'WRONG_CREDENTIALS' };

test('a member keeps a passkey and comes in by it, without saying who they are', async () => {
	const { userId, handle, device } = await withPasskey();
	const { userId: entered, cookie } = await accounts.passkeys.signIn(device.sign(await ask()), entrance());
	expect(entered).toBe(userId);
	expect(await accounts.findUser(cookie)).toMatchObject({ handle });
	expect(await listPasskeys(store, userId)).toEqual([
		{ id: expect.any(String), name: 'Phone', createdAt: expect.any(Date), lastUsedAt: expect.any(Date) },
	]);
});

test('an answer is good once, for what was asked, from this gallery, and from the device that made the key', async () => {
	const { device } = await withPasskey();
	const signIn = (response: unknown) => accounts.passkeys.signIn(response, entrance());
	const answer = device.sign(await ask());
	await signIn(answer);
	await expect(signIn(answer)).rejects.toMatchObject(refused);
	await expect(signIn(device.sign(base64url(randomBytes(32))))).rejects.toMatchObject(refused);
	await expect(signIn(device.sign(await ask(), { origin: 'https://evil.example' }))).rejects.toMatchObject(refused);
	await expect(signIn(device.sign(await ask(), { rpId: 'evil.example' }))).rejects.toMatchObject(refused);
	// A copy of the device that is behind it.
	await expect(signIn(device.sign(await ask(), { signatureCount: 1 }))).rejects.toMatchObject(refused);
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	await expect(signIn(device.sign(await ask(), {}, privateKey))).rejects.toMatchObject(refused);
	await expect(signIn(new Device().sign(await ask()))).rejects.toMatchObject(refused);
	for (const rubbish of [null, 'text', 7, [], {}, { id: 'x\0' }, { ...device.sign(await ask()), response: 7 }])
		await expect(signIn(rubbish)).rejects.toMatchObject(refused);
	const old = await ask();
	await query(store, `UPDATE "Verification" SET "expiresAt" = now() - interval '1 second'`);
	await expect(signIn(device.sign(old))).rejects.toMatchObject(refused);
	await signIn(device.sign(await ask()));
});

test('of a device and its copies that answer at once, with the same count, one comes in', async () => {
	const { device } = await withPasskey();
	const challenges = await Promise.all(Array.from({ length: 8 }, ask));
	const answers = challenges.map((challenge) => device.sign(challenge, { signatureCount: 40 }));
	const entered = await Promise.allSettled(answers.map((answer) => accounts.passkeys.signIn(answer, entrance())));
	expect(entered.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('a passkey is kept for whom it was asked, once, under a name', async () => {
	const [ana, ben] = [await member(), await member()];
	const device = new Device();
	const { challenge } = await accounts.passkeys.beginRegistration(ana.user);
	const register = (userId: string, name: string, response: unknown) =>
		accounts.passkeys.register(userId, name, response);
	const wrong = (path: string) => ({ code: 'INVALID_INPUT', issues: [{ path }] });
	await expect(register(ana.userId, ' ', device.make(challenge))).rejects.toMatchObject(wrong('name'));
	await expect(register(ben.userId, 'x', device.make(challenge))).rejects.toMatchObject(wrong('response'));
	// Neither may what was asked for signing in be an answer to this, nor the other way round.
	await expect(register(ana.userId, 'x', device.make(await ask()))).rejects.toMatchObject(wrong('response'));
	for (const rubbish of [null, 7, {}, { response: {} }])
		await expect(register(ana.userId, 'x', rubbish)).rejects.toMatchObject(wrong('response'));
	await register(ana.userId, 'x', device.make(challenge));
	await expect(register(ana.userId, 'x', device.make(challenge))).rejects.toMatchObject(wrong('response'));
	const again = await accounts.passkeys.beginRegistration(ben.user);
	await expect(register(ben.userId, 'x', device.make(again.challenge))).rejects.toMatchObject(wrong('response'));
});

test('a passkey that is removed is none, and the last way in is not removed', async () => {
	const { userId, device } = await withPasskey();
	const [{ id } = { id: '' }] = await listPasskeys(store, userId);
	expect(await removePasskey(store, (await member()).userId, id)).toBe(false);
	await query(store, 'DELETE FROM "Credential" WHERE "userId" = $1', [userId]);
	await expect(removePasskey(store, userId, id)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	await query(
		store,
		`INSERT INTO "Credential" (id, "userId", "accountId", "providerId", "updatedAt") VALUES ($1, $1, $1, 'github', now())`,
		[userId],
	);
	expect(await removePasskey(store, userId, id)).toBe(true);
	await expect(accounts.passkeys.signIn(device.sign(await ask()), entrance())).rejects.toMatchObject(refused);
});

test('whose address it is takes over the account without the passkeys that somebody else made for it', async () => {
	const { userId, handle, device } = await withPasskey();
	const token = await accounts.links.create(`${handle}@example.org`, entrance());
	await accounts.links.signIn(token, { handle: null, password: null, forgetPassword: false }, entrance());
	expect(await listPasskeys(store, userId)).toEqual([]);
	await expect(accounts.passkeys.signIn(device.sign(await ask()), entrance())).rejects.toMatchObject(refused);
});

test.each([null, 'http://127.0.0.1:3000', 'https://[::1]:3000', 'http://gallery.example'])(
	'at %s there are none',
	async (publicUrl) => {
		const { passkeys } = openAccounts(store, { secret: 's'.repeat(32), publicUrl });
		expect(passkeys.origin).toBeNull();
		await expect(passkeys.beginSignIn(entrance())).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	},
);
