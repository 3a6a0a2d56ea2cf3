import type { Decision, Order, Rule, RuleReport } from '@joor-bridge/contracts';
import { decideLines } from './decide-lines.js';
import type { Policy } from './policy.js';
import { type Facts, rules } from './rules.js';

/**
 * Decides one revision of an order under one version of a connection's settings.
 * Pure. Every rule reports; the first that objects decides.
 */
export function decide(order: Order, policy: Policy): Decision {
  const facts: Facts = {
    order,
    policy,
    lines: decideLines(order, policy),
    shipMethod: mapShipMethod(order, policy),
  };
  let outcome: Decision['outcome'] = 'deliver';
  let decider: Rule | null = null;
  const explanation: RuleReport[] = [];
  for (const [rule, judge] of rules) {
    const { verdict, text } = judge(facts);
    explanation.push({ rule, verdict, text });
    if (verdict !== 'pass' && decider === null) {
      decider = rule;
      outcome = verdict;
    }
  }
  return {
    outcome,
    rule: decider,
    explanation,
    settingsVersion: policy.version,
    shipMethod: facts.shipMethod ?? '',
    lines: facts.lines,
  };
}

/** By code, else by name; an order without a method passes; null is "unknown, and that is not allowed". */
function mapShipMethod(order: Order, policy: Policy): string | null {
  const { code, name } = order.shippingMethod;
  const joor = code || name;
  if (joor === '') return '';
  const mapped = policy.shipMethods.get(code.toLowerCase()) ?? policy.shipMethods.get(name.toLowerCase());
  if (mapped !== undefined) return mapped;
  return policy.settings['shipping.rejectUnmapped'] === 'Enabled' ? null : joor;
}

/** The sentence of the rule that decided; null when none objected. NUL, which PostgreSQL has no place for, is left out. */
export function decidingReason(decision: Decision): string | null {
  const decider = decision.explanation.find((report) => report.rule === decision.rule);
  return decider?.text.replaceAll('\0', '') ?? null;
}
