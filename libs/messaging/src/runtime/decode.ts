import { Malformed, type Topic } from '@joor-bridge/contracts';
import type { KafkaMessage } from 'kafkajs';

/** Reads a record's value by the contract its `ce_type` names. Null for a tombstone. */
export type Decode = (message: KafkaMessage) => unknown;

/** @throws Malformed from what it returns: for a missing or unknown type or version, and from the contract. */
export function decoderOf(topic: Topic): Decode {
  const contracts = new Map(topic.events.map((contract) => [contract.type, contract]));
  const known = [...contracts.keys()].join(', ');
  return ({ headers, value }) => {
    if (value === null) return null;
    const type = headers?.ce_type?.toString();
    const contract = type === undefined ? undefined : contracts.get(type);
    if (contract) return contract.decode(value);
    const found = type === undefined ? 'no ce_type header' : `unknown type ${type.slice(0, 200)}`;
    throw new Malformed(`${topic.name}: ${found}; known here: ${known}`);
  };
}
