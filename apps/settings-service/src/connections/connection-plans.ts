import { defaultSettings } from '@joor-bridge/contracts';
import { invalid } from '@joor-bridge/service-kit';
import { Injectable } from '@nestjs/common';
import { DestinationRules } from '../destinations/destination-rules.js';
import { planSettings } from '../settings/plan-settings.js';
import { unmetNeeds } from '../settings/unmet-needs.js';
import type { ConnectionChangeBody, NewConnectionBody } from './connection-dto.js';
import type { ConnectionState } from './connection-state.js';
import { mustKeepCredentials } from './keep-credentials.js';

/** Turns checked bodies into states of a connection, or refuses them by field. */
@Injectable()
export class ConnectionPlans {
  constructor(private readonly destinations: DestinationRules) {}

  /** @throws 422 */
  async planNew(body: NewConnectionBody): Promise<ConnectionState> {
    const destination = await this.destinations.read(body.destination);
    const settings = planSettings(defaultSettings(), body.settings ?? {}, destination, 'settings.');
    return {
      name: body.name,
      enabled: body.enabled ?? true,
      joorAccount: body.joorAccount,
      destination,
      settings,
      credentials: {},
      credentialFacts: {},
    };
  }

  /** @throws 422, now for the body itself, and from what it gives for what does not fit the connection */
  async planChange(body: ConnectionChangeBody): Promise<(state: ConnectionState) => ConnectionState> {
    const { destination, ...plain } = body;
    const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
    if (destination === undefined) return (state) => ({ ...state, ...given });
    const read = await this.destinations.read(destination);
    return (state) => {
      mustKeepCredentials(state, read);
      const unmet = unmetNeeds(state.settings, read, 'settings.');
      if (unmet.length > 0) throw invalid(unmet);
      return { ...state, ...given, destination: read };
    };
  }
}
