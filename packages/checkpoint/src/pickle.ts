/**
 * @file A machine for Python's pickles, protocols 0 to 5 (cpython's Lib/pickletools.py documents every instruction). In
 * Python a pickle is a program that may call anything; here each call is written down as a `PickleObject` and none is
 * made. Every loop is bounded by the bytes or by limits.ts.
 */
import { CheckpointError } from './errors.ts';
import { maximumPickleInstructions, maximumPickleMemo } from './limits.ts';
import { PickleBytes } from './pickle-bytes.ts';
import { readLiteral } from './pickle-literals.ts';
import { PickleStack } from './pickle-stack.ts';
import { parseDecimal } from './pickle-text.ts';
import { PersistentId, PickleDict, PickleGlobal, PickleObject, type PickleValue } from './pickle-values.ts';

/** What a pickle holds. */
export interface ReadPickle {
	readonly value: PickleValue;
	/** All that it says of values outside of it, in its order. */
	readonly persistentIds: readonly PersistentId[];
	/** The byte after its STOP. */
	readonly end: number;
}

/**
 * Runs the pickle that starts at byte `start`. Throws `CheckpointError` MALFORMED or TOO_LARGE, and its subclass
 * `PickleCutOff` if the bytes end too early.
 */
export function readPickle(file: string, bytes: Uint8Array, start = 0): ReadPickle {
	return new PickleMachine(file, bytes, start).run();
}

class PickleMachine {
	readonly #file: string;
	readonly #bytes: PickleBytes;
	readonly #stack: PickleStack;
	readonly #memo = new Map<number, PickleValue>();
	readonly #persistentIds: PersistentId[] = [];
	#instructionAt = 0;

	constructor(file: string, bytes: Uint8Array, start: number) {
		this.#file = file;
		this.#bytes = new PickleBytes(file, bytes, start);
		this.#stack = new PickleStack(file);
	}

	run(): ReadPickle {
		for (let count = 0; count < maximumPickleInstructions; count++) {
			this.#instructionAt = this.#bytes.at;
			const instruction = this.#bytes.unsigned8();
			if (instruction === 0x2e /* STOP */) {
				return { value: this.#stack.pop(), persistentIds: this.#persistentIds, end: this.#bytes.at };
			}
			this.#execute(instruction);
		}
		throw this.#tooLarge('instructions', maximumPickleInstructions);
	}

	#execute(instruction: number): void {
		const bytes = this.#bytes;
		const stack = this.#stack;
		const literal = readLiteral(instruction, bytes);
		if (literal !== undefined) {
			stack.push(literal);
			return;
		}
		switch (instruction) {
			// Framing, which carries no values
			case 0x80: // PROTO
				if (bytes.unsigned8() > 5) throw this.#malformed('its pickle must be of protocol 0 to 5');
				break;
			case 0x95: // FRAME
				bytes.unsigned64();
				break;
			// The stack
			case 0x28: // MARK
				stack.mark();
				break;
			case 0x30: // POP
				stack.drop();
				break;
			case 0x31: // POP_MARK
				stack.popToMark();
				break;
			case 0x32: // DUP
				stack.push(stack.top());
				break;
			// Containers
			case 0x74: // TUPLE
			case 0x6c: // LIST
			case 0x91: // FROZENSET
				stack.push(stack.popToMark());
				break;
			case 0x85: // TUPLE1
			case 0x86: // TUPLE2
			case 0x87: // TUPLE3
				stack.push(stack.popMany(instruction - 0x84));
				break;
			case 0x64: // DICT
				this.#pushDict(stack.popToMark());
				break;
			case 0x61: // APPEND
				this.#append(stack.popMany(1));
				break;
			case 0x65: // APPENDS
			case 0x90: // ADDITEMS
				this.#append(stack.popToMark());
				break;
			case 0x73: // SETITEM
				this.#setItems(stack.popMany(2));
				break;
			case 0x75: // SETITEMS
				this.#setItems(stack.popToMark());
				break;
			// Memory
			case 0x71: // BINPUT
				this.#remember(bytes.unsigned8());
				break;
			case 0x72: // LONG_BINPUT
				this.#remember(bytes.unsigned32());
				break;
			case 0x70: // PUT
				this.#remember(Number(parseDecimal(bytes.line()) ?? -1));
				break;
			case 0x94: // MEMOIZE
				this.#remember(this.#memo.size);
				break;
			case 0x68: // BINGET
				this.#recall(bytes.unsigned8());
				break;
			case 0x6a: // LONG_BINGET
				this.#recall(bytes.unsigned32());
				break;
			case 0x67: // GET
				this.#recall(Number(parseDecimal(bytes.line()) ?? -1));
				break;
			// What would be code, and values outside the pickle
			case 0x93: // STACK_GLOBAL
				this.#pushGlobal(stack.popMany(2));
				break;
			case 0x52: // REDUCE
			case 0x81: // NEWOBJ
				this.#pushCall(stack.popMany(2));
				break;
			case 0x92: // NEWOBJ_EX, whose named arguments nothing here reads
				this.#pushCall(stack.popMany(3));
				break;
			case 0x6f: // OBJ
				this.#pushCallOf(stack.popToMark());
				break;
			case 0x69: // INST
				stack.push(new PickleObject(new PickleGlobal(bytes.line(), bytes.line()), stack.popToMark()));
				break;
			case 0x62: // BUILD
				this.#build(stack.pop());
				break;
			case 0x51: // BINPERSID
				this.#pushPersistentId(stack.pop());
				break;
			case 0x50: // PERSID
				this.#pushPersistentId(bytes.line());
				break;
			default:
				// EXT1, EXT2, EXT4 and out-of-band buffers need an agreement outside the file, which weight files have not.
				throw this.#malformed(
					'its pickle has an instruction that weight files do not',
					`0x${instruction.toString(16)}`,
				);
		}
	}

	#pushDict(items: PickleValue[]): void {
		this.#stack.push(new PickleDict());
		this.#setItems(items);
	}

	#pushGlobal([module, name]: PickleValue[]): void {
		if (typeof module !== 'string' || typeof name !== 'string') throw this.#malformed('a name of code must be text');
		this.#stack.push(new PickleGlobal(module, name));
	}

	#pushCall([callee, args]: PickleValue[]): void {
		if (!Array.isArray(args)) throw this.#malformed('arguments must be a tuple');
		if (!(callee instanceof PickleGlobal || callee instanceof PickleObject || callee instanceof PersistentId)) {
			throw this.#malformed('what is called must be a class or function');
		}
		this.#stack.push(new PickleObject(callee, args));
	}

	#pushCallOf([callee = null, ...args]: PickleValue[]): void {
		this.#pushCall([callee, args]);
	}

	#pushPersistentId(id: PickleValue): void {
		const persistentId = new PersistentId(id);
		this.#persistentIds.push(persistentId);
		this.#stack.push(persistentId);
	}

	#append(items: PickleValue[]): void {
		const target = this.#stack.top();
		let list: PickleValue[];
		if (target instanceof PickleObject) list = target.items ??= [];
		else if (Array.isArray(target)) list = target;
		else throw this.#malformed('what is appended to must be a list');
		for (const item of items) list.push(item);
	}

	#setItems(items: PickleValue[]): void {
		const target = this.#stack.top();
		let entries: [PickleValue, PickleValue][];
		if (target instanceof PickleObject) entries = target.entries ??= [];
		else if (target instanceof PickleDict) entries = target.entries;
		else throw this.#malformed('what items are set in must be a dict');
		if (items.length % 2 !== 0) throw this.#malformed('a key must have a value');
		for (let at = 0; at < items.length; at += 2) {
			entries.push([items[at] as PickleValue, items[at + 1] as PickleValue]);
		}
	}

	#build(state: PickleValue): void {
		const target = this.#stack.top();
		if (!(target instanceof PickleObject)) throw this.#malformed('what is given a state must be an object');
		if (target.state !== undefined) throw this.#malformed('an object may be given a state once');
		target.state = state;
	}

	#remember(place: number): void {
		if (!Number.isSafeInteger(place) || place < 0) throw this.#malformed('a place to remember must be a whole number');
		this.#memo.set(place, this.#stack.top());
		if (this.#memo.size > maximumPickleMemo) throw this.#tooLarge('remembered values', maximumPickleMemo);
	}

	#recall(place: number): void {
		const value = this.#memo.get(place);
		if (value === undefined) throw this.#malformed('its pickle recalls what it never remembered', place);
		this.#stack.push(value);
	}

	#malformed(what: string, value?: unknown): CheckpointError {
		return new CheckpointError('MALFORMED', `${what} (byte ${this.#instructionAt} of the pickle)`, {
			file: this.#file,
			value,
		});
	}

	#tooLarge(what: string, maximum: number): CheckpointError {
		return new CheckpointError('TOO_LARGE', `its pickle may have at most ${maximum} ${what}`, { file: this.#file });
	}
}
