/**
 * @file Reverse mode, whole. Walk the steps backwards; whoever read a value adds its share to that value's cotangent;
 * what has arrived at a target when the walk ends is its gradient. Gradients are nodes like all others, appended to
 * the same graph, and named after the node they belong to.
 */
import type { GraphBuilder, Step, UnitStep } from './builder.ts';
import { GraphError } from './errors.ts';
import { addAll } from './functions/composed.ts';
import { expand, zeros } from './functions/movement.ts';
import type { Value } from './node-view.ts';
import type { Contribution } from './operator.ts';
import { operators } from './ops/index.ts';
import { isFloat, sameShape } from './shape.ts';

/** The gradients of `loss` (one float) in each target, by appended nodes. Zeros where the loss does not depend on it. */
export function differentiate(g: GraphBuilder, loss: Value, targets: readonly Value[]): readonly Value[] {
	if (loss.shape.some((length) => length !== 1) || !isFloat(loss.dtype))
		throw new GraphError(`loss "${loss.name}"`, `has shape [${loss.shape.join(',')}]; one number is needed`);
	return vjp(g, [loss], [expand(g, g.scalar(1), loss.shape)], targets);
}

/**
 * The transposed Jacobian times `cotangents`: Σᵢ cotangentᵢᵀ · ∂outputᵢ/∂target for each target, by appended nodes. No
 * node is written for constants, nor for values that no target reaches.
 */
export function vjp(
	g: GraphBuilder,
	outputs: readonly Value[],
	cotangents: readonly Value[],
	targets: readonly Value[],
): readonly Value[] {
	const steps = [...g.steps];
	const varying = dependents(steps, targets);
	const arrived = new Map<string, Value[]>();
	const arrive = (value: Value, cotangent: Value): void => {
		if (!sameShape(value.shape, cotangent.shape))
			throw new GraphError(
				`gradient of "${value.name}"`,
				`has shape [${cotangent.shape.join(',')}], not the value's [${value.shape.join(',')}]`,
			);
		const list = arrived.get(value.name);
		if (list) list.push(cotangent);
		else arrived.set(value.name, [cotangent]);
	};
	for (const [index, output] of outputs.entries()) arrive(output, cotangents[index]!);
	for (const step of steps) if (step.kind === 'unit') forbidInside(step, targets);
	for (const step of steps.reverse()) {
		const { inputs, outputs: results, name } = step.kind === 'node' ? step.node : step;
		if (step.kind === 'unit') forbidArrival(step, arrived);
		if (!results.some((result) => arrived.has(result.name) && varying.has(result.name))) continue;
		g.scopeAt(`${name}_grad`, () => {
			const incoming = results.map((result) => addAll(g, arrived.get(result.name) ?? []));
			const contributions = contribute(g, step, incoming);
			// Inputs left out at the end have no contribution; beyond that, the parts must match.
			if (contributions.length < inputs.length || contributions.slice(inputs.length).some((part) => part !== null))
				throw new GraphError(`gradient of "${name}"`, `has ${contributions.length} parts for ${inputs.length} inputs`);
			for (const [index, input] of inputs.entries())
				if (input && varying.has(input.name)) {
					const contribution = contributions[index];
					if (contribution) arrive(input, contribution());
				}
		});
	}
	return targets.map((target) => addAll(g, arrived.get(target.name) ?? []) ?? zeros(g, target.shape));
}

// Every value through which a change of a target shows; gradients are needed only along these.
function dependents(steps: readonly Step[], targets: readonly Value[]): ReadonlySet<string> {
	const varying = new Set(targets.map((target) => target.name));
	for (const step of steps) {
		if (step.kind === 'node' && operators[step.node.opType].gradient.kind === 'zero') continue;
		const { inputs, outputs } = step.kind === 'node' ? step.node : step;
		if (!inputs.some((input) => input && varying.has(input.name))) continue;
		for (const output of outputs) if (isFloat(output.dtype)) varying.add(output.name);
		// Inside a unit no gradient flows; that one would be needed there must not go unnoticed.
		if (step.kind === 'unit') for (const name of step.inner) varying.add(name);
	}
	return varying;
}

function contribute(g: GraphBuilder, step: Step, cotangents: readonly (Value | null)[]): readonly Contribution[] {
	if (step.kind === 'unit') return step.backward(cotangents, step);
	const { node } = step;
	const { gradient } = operators[node.opType];
	switch (gradient.kind) {
		case 'zero':
			return node.inputs.map(() => null);
		case 'refused':
			throw new GraphError(`${node.opType} "${node.name}"`, `has no gradient here: ${gradient.reason}`);
		case 'rule':
			return gradient.vjp(g, cotangents[0] ?? zeros(g, node.outputs[0]!.shape), g.view(node), cotangents);
	}
}

// A value inside a unit that is read outside it would get a gradient that the unit's own backward does not know of.
function forbidArrival(unit: UnitStep, arrived: ReadonlyMap<string, readonly Value[]>): void {
	for (const name of unit.inner)
		if (arrived.has(name) && !unit.outputs.some((output) => output.name === name))
			throw new GraphError(`unit "${unit.name}"`, `its inner value "${name}" is used outside it; make it an output`);
}

function forbidInside(unit: UnitStep, targets: readonly Value[]): void {
	for (const { name } of targets)
		if (unit.inner.has(name) && !unit.outputs.some((output) => output.name === name))
			throw new GraphError(`unit "${unit.name}"`, `no gradient reaches its inner value "${name}"`);
}
