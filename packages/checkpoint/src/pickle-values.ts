/** @file What a pickle describes, as inert data: nothing here has behaviour, and no code is found by a name in a file. */

/** Tuples, lists and sets are arrays; text is a string, bytes are bytes. */
export type PickleValue =
	| null
	| boolean
	| number
	| bigint
	| string
	| Uint8Array
	| PickleValue[]
	| PickleDict
	| PickleGlobal
	| PickleObject
	| PersistentId;

/** A dict. Keys are whatever the file has, in its order, even twice. */
export class PickleDict {
	readonly entries: [key: PickleValue, value: PickleValue][] = [];
}

/** A class or function, known by name only. */
export class PickleGlobal {
	readonly module: string;
	readonly name: string;

	constructor(module: string, name: string) {
		this.module = module;
		this.name = name;
	}

	get path(): string {
		return `${this.module}.${this.name}`;
	}
}

/** What may be called: a name, what a call made, or (in pickled modules) a class kept outside of the pickle. */
export type PickleCallee = PickleGlobal | PickleObject | PersistentId;

/** What Python would make by calling `callee` with `args`; here it only records that, and what is put into it later. */
export class PickleObject {
	readonly callee: PickleCallee;
	/** The very tuple of the pickle: many calls may share one, so it is never copied. */
	readonly args: readonly PickleValue[];
	/** Set by BUILD: usually a dict of attributes. */
	state: PickleValue | undefined = undefined;
	/** Set items, for classes that are dicts. */
	entries: [key: PickleValue, value: PickleValue][] | null = null;
	/** Appended items, for classes that are lists. */
	items: PickleValue[] | null = null;

	constructor(callee: PickleCallee, args: readonly PickleValue[]) {
		this.callee = callee;
		this.args = args;
	}

	/** Whether it is made by the class or function of this path. */
	isCallOf(path: string): boolean {
		return this.callee instanceof PickleGlobal && this.callee.path === path;
	}
}

/** A value that lies outside the pickle, such as a storage. */
export class PersistentId {
	readonly id: PickleValue;

	constructor(id: PickleValue) {
		this.id = id;
	}
}
